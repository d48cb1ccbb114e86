/** Top of a version: what it is, where it stands, who wrote and confirmed it, and the next step of its life. */
import { Button, Group, Stack, Text } from '@mantine/core';
import { useId, useState, type ReactNode } from 'react';
import { createDraft, listVersions } from '../../../api/contracts/policy-versions.ts';
import { newKey, useCommand } from '../../../api/use-command.ts';
import { useOpenPage } from '../../../app/links.tsx';
import { useListWalk } from '../../../app/list-walk.ts';
import { ActionButton } from '../../../components/ActionButton.tsx';
import { DateText } from '../../../components/DateText.tsx';
import { ProblemText } from '../../../components/ProblemText.tsx';
import { RecordHeader } from '../../../components/RecordHeader.tsx';
import { StatusBadge } from '../../../components/StatusBadge.tsx';
import { useTranslation } from '../../../i18n/use-words.ts';
import { versionSearch } from '../tiers/search.ts';
import { usePolicyName } from './policy-name.ts';
import { actionOf, type PolicyPath, type Version } from './version.ts';
import { VersionDialog, type VersionStep } from './VersionDialog.tsx';

type Props = {
  readonly version: Version;
  readonly listName: string;
  readonly listPath: PolicyPath;
  /** What people call it; left out, the name of the matrix. */
  readonly name?: string;
  /** Why it cannot be handed in as it stands. */
  readonly blockedReason?: string;
};

export function VersionHeader(props: Props): ReactNode {
  const { version, listName, listPath, name } = props;
  const policyName = usePolicyName();
  const [step, setStep] = useState<{ readonly name: VersionStep; readonly key: string } | null>(
    null,
  );
  const walk = useListWalk({
    contract: listVersions,
    listPath,
    search: versionSearch,
    toInput: ({ page, size, status, name: policy }) => ({
      query: {
        kind: version.kind,
        page,
        size,
        ...(status === undefined ? {} : { status }),
        ...(policy === undefined ? {} : { name: policy }),
      },
    }),
    idsOf: ({ items }) => items.map(({ policyVersionId }) => policyVersionId),
    currentId: version.policyVersionId,
    hrefOf: (id) => `${listPath}/${id}`,
  });
  // The key also makes each opening of the dialog a form of its own.
  const open = (name: VersionStep) => setStep({ name, key: newKey() });
  return (
    <>
      <RecordHeader
        title={`${name ?? policyName(version.name)} v${version.number}`}
        badge={<StatusBadge kind="policy_version" status={version.status} />}
        listName={listName}
        walk={walk}
        facts={<Facts version={version} />}
        actions={<Actions {...props} onStep={open} />}
      />
      {step === null ? null : (
        <VersionDialog
          key={step.key}
          step={step.name}
          version={version}
          listPath={listPath}
          onClose={() => setStep(null)}
        />
      )}
    </>
  );
}

function Facts({ version }: { readonly version: Version }): ReactNode {
  const { t } = useTranslation('policy');
  const { authorName, confirmedByName, effectiveDate, openCaseCount, request } = version;
  return (
    <Group gap="md" wrap="wrap">
      {effectiveDate === null ? null : (
        <Text size="sm" component="div">
          {t('version.effectiveDate')} <DateText date={effectiveDate} />
        </Text>
      )}
      <Text size="sm">{t('version.author', { name: authorName ?? t('version.house') })}</Text>
      {confirmedByName === null ? null : (
        <Text size="sm">{t('version.confirmedBy', { name: confirmedByName })}</Text>
      )}
      <Text size="sm">{t('version.openCases', { count: openCaseCount })}</Text>
      {request === null ? null : (
        <Text size="sm">
          {t('version.waitsFor', {
            number: request.number,
            names: request.waitsFor.join(t('components:listSeparator')) || '—',
          })}
        </Text>
      )}
    </Group>
  );
}

type ActionsProps = Pick<Props, 'version' | 'listPath' | 'blockedReason'> & {
  readonly onStep: (step: VersionStep) => void;
};

/** What belongs to the state of the version; what is forbidden for another reason stays with its reason. */
function Actions({ version, listPath, blockedReason, onStep }: ActionsProps): ReactNode {
  const { t } = useTranslation('policy');
  const openPage = useOpenPage();
  const copy = useCommand(createDraft, ({ body }) => {
    const { policyVersionId } = body;
    openPage({ to: `${listPath}/$policyVersionId`, params: { policyVersionId } } as never);
  });
  const steps = (['submit', 'confirm', 'send_back', 'roll_back'] as const).filter((name) => {
    const reasonCode = actionOf(version, name)?.reasonCode;
    return reasonCode !== 'illegal_transition' && reasonCode !== 'permission_denied';
  });
  const mayCopy = actionOf(version, 'copy')?.allowed === true && version.status !== 'draft';
  return (
    <Group gap="xs" align="flex-start">
      {mayCopy ? (
        <Button
          size="xs"
          variant="default"
          loading={copy.isHeld}
          onClick={() => void copy.send({ body: { copyOfId: version.policyVersionId } })}
        >
          {t('version.copy')}
        </Button>
      ) : null}
      {copy.problem === null ? null : <ProblemText problem={copy.problem} />}
      {steps.map((name) =>
        name === 'submit' && blockedReason !== undefined ? (
          <Blocked key={name} verb={t('version.submit')} reason={blockedReason} />
        ) : (
          <ActionButton
            key={name}
            action={actionOf(version, name)}
            primary={name === 'submit' || name === 'confirm'}
            onClick={() => onStep(name)}
          >
            {t(`version.${name}`)}
          </ActionButton>
        ),
      )}
    </Group>
  );
}

/** What only the page knows stands in the way: words that were not saved yet. */
function Blocked({ verb, reason }: { readonly verb: string; readonly reason: string }): ReactNode {
  const reasonId = useId();
  return (
    <Stack gap={2} align="flex-start">
      <Button size="xs" variant="default" disabled aria-describedby={reasonId}>
        {verb}
      </Button>
      <Text id={reasonId} size="xs" c="dimmed">
        {reason}
      </Text>
    </Stack>
  );
}
