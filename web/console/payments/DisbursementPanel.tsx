/** One disbursement: who made it, what was checked, and the release or what became of it. */
import { Alert, Button, Group, List, Paper, Stack, Text, Title } from '@mantine/core';
import { IconCheck, IconHelpHexagon, IconMinus, IconX } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import type { AnswerOf } from '../../api/contract.ts';
import {
  readChecks,
  reconcileDisbursement,
  releaseDisbursement,
} from '../../api/contracts/payments.ts';
import { useCommand } from '../../api/use-command.ts';
import { refresh, useRead } from '../../api/use-read.ts';
import { announce } from '../../app/live-region.tsx';
import { CommandForm } from '../../components/CommandForm.tsx';
import { ConfirmDialog } from '../../components/ConfirmDialog.tsx';
import { Money } from '../../components/Money.tsx';
import { StatusBadge } from '../../components/StatusBadge.tsx';
import { useTranslation } from '../../i18n/use-words.ts';
import { Reading } from '../loans/Reading.tsx';
import type { ListedDisbursement } from './Disbursements.tsx';
import { ReconcileForm } from './ReconcileForm.tsx';
import { TakeBack } from './TakeBack.tsx';

type Checks = AnswerOf<typeof readChecks>;
type Props = { readonly disbursement: ListedDisbursement; readonly onEnd: () => void };

export function DisbursementPanel({ disbursement, onEnd }: Props): ReactNode {
  const { t } = useTranslation('payments');
  const client = useQueryClient();
  const { disbursementId, actions, status } = disbursement;
  const checks = useRead(readChecks, { params: { disbursementId } });
  const again = () => void refresh(client, '/v1/disbursements');
  return (
    <Paper withBorder p="md">
      <Stack gap="md">
        <Group justify="space-between">
          <Group gap="md">
            <Title order={2} size="h4">
              {disbursement.applicationNumber} {disbursement.customerName}
            </Title>
            <Text fw={600} component="div">
              <Money value={disbursement.amount} />
            </Text>
            <StatusBadge kind="disbursement" status={status} />
          </Group>
          <Button size="xs" variant="default" onClick={onEnd}>
            {t('components:close')}
          </Button>
        </Group>
        <Reading query={checks} what={t('disbursements.checks')} lines={8}>
          {(data) => (
            <>
              <CheckList checks={data.checks} />
              {status === 'requested' ? (
                <>
                  <Release disbursement={disbursement} checks={data} onDone={again} />
                  {actions.includes('disbursement.create') ? (
                    <TakeBack disbursement={disbursement} onDone={again} />
                  ) : null}
                </>
              ) : null}
            </>
          )}
        </Reading>
        {status === 'unknown' ? (
          <Alert
            variant="outline"
            color="gray"
            icon={<IconHelpHexagon aria-hidden />}
            title={t('disbursements.unknownTitle')}
          >
            <Text size="sm">{t('disbursements.unknownText')}</Text>
          </Alert>
        ) : null}
        {actions.includes('disbursement.reconcile') ? (
          <ReconcileForm
            contract={reconcileDisbursement}
            toInput={(body) => ({ params: { disbursementId }, body })}
            onDone={again}
            onEnd={onEnd}
          />
        ) : null}
      </Stack>
    </Paper>
  );
}

const icons = { passed: IconCheck, failed: IconX, not_applicable: IconMinus } as const;
const inks = { passed: 'green', failed: 'red', not_applicable: 'dimmed' } as const;

function CheckList({ checks }: { readonly checks: Checks['checks'] }): ReactNode {
  const { t, i18n } = useTranslation('payments');
  const language = i18n.language === 'en' ? 'en' : 'zh-CN';
  const ordered = checks.toSorted((a, b) => rank(a.state) - rank(b.state));
  return (
    <Stack gap={6}>
      <Title order={3} size="h5">
        {t('disbursements.checks')}
      </Title>
      <List listStyleType="none" spacing={4} size="sm">
        {ordered.map(({ check, names, state, messages }) => {
          const Icon = icons[state];
          return (
            <List.Item key={check} icon={<Icon size={16} aria-hidden />}>
              <Text size="sm" span {...(state === 'not_applicable' ? { c: 'dimmed' } : {})}>
                {names[language]}
              </Text>{' '}
              <Text size="sm" span c={inks[state]} fw={state === 'failed' ? 600 : 400}>
                {t(`check.${state}`)}
              </Text>
              {messages === null ? null : <Text size="sm">{messages[language]}</Text>}
            </List.Item>
          );
        })}
      </List>
    </Stack>
  );
}

/** What stands in the way comes first. */
function rank(state: Checks['checks'][number]['state']): number {
  return ['failed', 'passed', 'not_applicable'].indexOf(state);
}

type ReleaseProps = {
  readonly disbursement: ListedDisbursement;
  readonly checks: Checks;
  readonly onDone: () => void;
};

function Release({ disbursement, checks, onDone }: ReleaseProps): ReactNode {
  const { t } = useTranslation('payments');
  const [isAsked, setAsked] = useState(false);
  const { disbursementId, actions } = disbursement;
  const command = useCommand(releaseDisbursement, () => {
    announce(t('disbursements.released'));
    onDone();
  });
  const mayRelease = actions.includes('disbursement.release');
  const blocked = !mayRelease
    ? t('disbursements.notYours')
    : checks.mayBeReleased
      ? null
      : t('disbursements.blocked');
  return (
    <>
      <CommandForm
        command={command}
        refused={[]}
        verb={t('disbursements.release')}
        {...(blocked === null ? {} : { blockedReason: blocked })}
        conflict={{ onReload: onDone }}
        onSubmit={() => setAsked(true)}
      >
        {null}
      </CommandForm>
      <ConfirmDialog
        isOpen={isAsked}
        onClose={() => setAsked(false)}
        title={t('disbursements.confirmTitle')}
        facts={[
          { label: t('columns.application'), value: disbursement.applicationNumber },
          { label: t('columns.customer'), value: disbursement.customerName },
          { label: t('columns.amount'), value: <Money value={disbursement.amount} /> },
          { label: t('columns.maker'), value: disbursement.madeByName ?? '—' },
        ]}
        verb={t('disbursements.release')}
        onConfirm={() => {
          setAsked(false);
          void command.send({ params: { disbursementId } });
        }}
      />
    </>
  );
}
