/** One contact written down: way, person, result, and what the result asks for; then the next case. */
import { Alert, Button, Checkbox, Stack, Text, Textarea, Title } from '@mantine/core';
import { IconHandStop } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useRef, useState, type ReactNode } from 'react';
import { recordAttempt } from '../../api/contracts/collections.ts';
import { useCommand } from '../../api/use-command.ts';
import { refresh } from '../../api/use-read.ts';
import { announce } from '../../app/live-region.tsx';
import { CommandForm } from '../../components/CommandForm.tsx';
import { useFieldErrors, type FieldErrors } from '../../components/field-errors.ts';
import { useTranslation } from '../../i18n/use-words.ts';
import {
  contactOf,
  emptyDraft,
  missingOf,
  offeredResults,
  toBody,
  type Draft,
  type Rule,
} from './attempt.ts';
import type { CollectionCase, Contactability } from './case.ts';
import { ContactReasons } from './Contactable.tsx';
import { FollowUpField } from './FollowUpField.tsx';
import { PromiseFields } from './PromiseFields.tsx';
import { ResultChoice } from './ResultChoice.tsx';
import { useFormKeys } from './use-form-keys.ts';
import type { NextCaseState } from './use-next-case.ts';
import { WayFields } from './WayFields.tsx';

type Props = { readonly found: CollectionCase; readonly next: NextCaseState };

export function ActionForm({ found, next }: Props): ReactNode {
  const { t } = useTranslation('collecting');
  const [draft, setDraft] = useState<Draft>(emptyDraft);
  const change = (changes: Partial<Draft>) => setDraft((now) => ({ ...now, ...changes }));
  const goesOn = useRef(true);
  const record = useRecord(() => {
    setDraft(emptyDraft);
    if (goesOn.current) next.take();
    goesOn.current = true;
  });
  const errors = useFieldErrors(record.problem);
  const rules = offeredResults(found, draft);
  const rule = rules.find(({ result }) => result === draft.result);
  const contact = contactOf(found, draft);
  const isDenied = contact !== undefined && !contact.isAllowed;
  const missing = missingOf(draft, rule, found.overdue.currency);
  const isBlocked = (isDenied && !draft.isAfterwards) || missing !== null;
  const form = useFormKeys({ rules, onResult: (result) => change({ result }) });
  const send = () => {
    if (rule === undefined || isBlocked) return;
    void record.send({
      params: { caseId: found.caseId },
      body: toBody(draft, rule, found),
    });
  };
  const saveOnly = () => {
    goesOn.current = false;
    send();
  };
  return (
    <Stack gap="sm" ref={form}>
      <Title order={2} fz="md">
        {t('form.title')}
      </Title>
      <CommandForm
        command={record}
        refused={errors.refused}
        onSubmit={send}
        verb={t('form.saveNext')}
        conflict={{
          mine: draft.note,
          holder: { name: found.ownerName ?? '', since: null },
          onReload: record.reload,
          onNext: next.take,
        }}
        aside={
          <Button variant="default" disabled={isBlocked || record.isHeld} onClick={saveOnly}>
            {t('form.save')}
          </Button>
        }
        {...blockedReason(t, { isDenied, draft, missing })}
      >
        <WayFields draft={draft} found={found} errors={errors} onChange={change} />
        {isDenied ? (
          <Denied contact={contact} draft={draft} onChange={change} errors={errors} />
        ) : null}
        <ResultChoice
          rules={rules}
          chosen={draft.result}
          onChoose={(result) => change({ result })}
          errors={errors}
        />
        {rule === undefined ? null : (
          <Asked rule={rule} draft={draft} found={found} errors={errors} onChange={change} />
        )}
      </CommandForm>
    </Stack>
  );
}

/** The command, with everything on the page asked again after it. */
function useRecord(onSaved: () => void) {
  const { t } = useTranslation('collecting');
  const client = useQueryClient();
  const command = useCommand(recordAttempt, () => {
    announce(t('form.saved'));
    void refresh(client, '/v1/collection-cases');
    void refresh(client, '/v1/collection-figures');
    onSaved();
  });
  const reload = () => {
    command.renew();
    void refresh(client, '/v1/collection-cases');
  };
  return { ...command, reload };
}

type Words = ReturnType<typeof useTranslation<'collecting'>>['t'];

function blockedReason(
  t: Words,
  {
    isDenied,
    draft,
    missing,
  }: {
    readonly isDenied: boolean;
    readonly draft: Draft;
    readonly missing: ReturnType<typeof missingOf>;
  },
): { readonly blockedReason?: string } {
  if (isDenied && !draft.isAfterwards) return { blockedReason: t('form.deniedShort') };
  return missing === null ? {} : { blockedReason: t(`form.missing.${missing}`) };
}

type PartProps = {
  readonly draft: Draft;
  readonly errors: FieldErrors;
  readonly onChange: (changes: Partial<Draft>) => void;
};

/** The rules in the way, and the one way past them. */
function Denied({ contact, ...part }: PartProps & { readonly contact: Contactability }): ReactNode {
  const { t } = useTranslation('collecting');
  return (
    <Alert
      color="orange"
      variant="outline"
      icon={<IconHandStop aria-hidden />}
      title={t('form.denied')}
    >
      <Stack gap="xs">
        <ContactReasons contact={contact} />
        <Afterwards {...part} />
      </Stack>
    </Alert>
  );
}

/** A contact that was made although it was not allowed is written down with its reason and goes to the lead. */
function Afterwards({ draft, errors, onChange }: PartProps): ReactNode {
  const { t } = useTranslation('collecting');
  return (
    <>
      <Checkbox
        label={t('form.afterwards')}
        checked={draft.isAfterwards}
        onChange={({ currentTarget }) => onChange({ isAfterwards: currentTarget.checked })}
      />
      {draft.isAfterwards ? (
        <Textarea
          {...errors.fieldProps('/afterwardsReason')}
          label={t('form.afterwardsReason')}
          description={t('form.afterwardsHint')}
          autosize
          minRows={2}
          maxLength={500}
          value={draft.afterwardsReason}
          onChange={({ currentTarget }) => onChange({ afterwardsReason: currentTarget.value })}
        />
      ) : null}
    </>
  );
}

type AskedProps = PartProps & { readonly rule: Rule; readonly found: CollectionCase };

/** Only the fields that this result needs. */
function Asked({ rule, draft, found, errors, onChange }: AskedProps): ReactNode {
  const { t } = useTranslation('collecting');
  const { asks } = rule;
  return (
    <Stack gap="sm">
      {asks.includes('promise') ? (
        <PromiseFields
          parts={draft.parts}
          found={found}
          errors={errors}
          onChange={(parts) => onChange({ parts })}
        />
      ) : null}
      {asks.includes('followUp') ? (
        <FollowUpField draft={draft} errors={errors} onChange={onChange} />
      ) : null}
      {asks.includes('stop') ? <Text size="sm">{t('form.stopHint')}</Text> : null}
      {asks.includes('note') ? (
        <Textarea
          {...errors.fieldProps('/note')}
          label={t('form.note')}
          autosize
          minRows={2}
          maxRows={6}
          maxLength={2000}
          value={draft.note}
          onChange={({ currentTarget }) => onChange({ note: currentTarget.value })}
        />
      ) : null}
    </Stack>
  );
}
