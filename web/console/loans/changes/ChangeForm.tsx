/** A change of a loan in two steps: what it would do and who decides, then the request for exactly that. */
import { Alert, Button, Group, Stack, Text, Title } from '@mantine/core';
import { IconGitMerge } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { askForChange, previewChange } from '../../../api/contracts/loans.ts';
import { useCommand } from '../../../api/use-command.ts';
import { refresh } from '../../../api/use-read.ts';
import { announce } from '../../../app/live-region.tsx';
import { CommandForm } from '../../../components/CommandForm.tsx';
import { DateText } from '../../../components/DateText.tsx';
import { useFieldErrors } from '../../../components/field-errors.ts';
import { Money } from '../../../components/Money.tsx';
import { useTranslation } from '../../../i18n/use-words.ts';
import { Comparison } from '../Comparison.tsx';
import type { ChangePreview, Loan } from '../loan.ts';
import { ChangeFields } from './ChangeFields.tsx';
import { toBody, type ChangeDraft } from './draft.ts';

type Props = {
  readonly loan: Loan;
  readonly start: ChangeDraft;
  readonly onEnd: () => void;
};

export function ChangeForm({ loan, start, onEnd }: Props): ReactNode {
  const { t } = useTranslation('loans');
  const form = useChangeForm(loan, start, onEnd);
  const { draft, shown } = form;
  const isMoved = shown !== null && shown.version !== loan.version;
  return (
    <Stack gap="md">
      <Title order={2} size="h4">
        {t(`kind.${draft.kind}`)}
      </Title>
      <CommandForm
        command={form.command}
        refused={form.refused}
        verb={t(shown === null || isMoved ? 'change.preview' : 'change.ask')}
        {...(form.body === null ? { blockedReason: t('change.needs') } : {})}
        conflict={{ mine: draft.reason, onReload: form.again }}
        onSubmit={() => form.submit(shown === null || isMoved)}
        aside={
          <Button variant="default" onClick={onEnd}>
            {t('components:cancel')}
          </Button>
        }
      >
        <ChangeFields
          loan={loan}
          draft={draft}
          onChange={form.change}
          fieldProps={form.fieldProps}
        />
        {isMoved ? (
          <Alert
            role="alert"
            variant="outline"
            color="yellow"
            icon={<IconGitMerge aria-hidden />}
            title={t('change.movedTitle')}
          >
            <Text size="sm">{t('change.movedText')}</Text>
          </Alert>
        ) : null}
        {shown === null || isMoved ? null : (
          <>
            <Comparison quote={shown.preview} />
            <WhoDecides preview={shown.preview} />
          </>
        )}
      </CommandForm>
    </Stack>
  );
}

function WhoDecides({ preview }: { readonly preview: ChangePreview }): ReactNode {
  const { t, i18n } = useTranslation('loans');
  const stageWord = (key: string) =>
    i18n.exists(key, { ns: 'stages' }) ? t(`stages:${key as 'finance'}`) : key;
  return (
    <Stack gap={4}>
      <Title order={3} size="h5">
        {t('change.whoDecides')}
      </Title>
      <Text size="sm">{preview.stages.map(({ key }) => stageWord(key)).join(' → ')}</Text>
      <Group gap="xs">
        <Text size="sm" c="dimmed">
          {t('change.stake')}
        </Text>
        <Text size="sm" component="div">
          <Money value={preview.stake} />
        </Text>
        <Text size="sm" c="dimmed">
          {t('change.effectiveDate')}
        </Text>
        <Text size="sm" component="div">
          <DateText date={preview.effectiveDate} />
        </Text>
      </Group>
    </Stack>
  );
}

type Shown = {
  readonly preview: ChangePreview;
  /** Of the loan when it was asked: a payment that arrives since makes the numbers old. */
  readonly version: number;
};

function useChangeForm(loan: Loan, start: ChangeDraft, onEnd: () => void) {
  const { t } = useTranslation('loans');
  const client = useQueryClient();
  const { loanId, currency, version } = loan;
  const [draft, setDraft] = useState(start);
  const [shown, setShown] = useState<Shown | null>(null);
  const preview = useCommand(previewChange, (outcome) => {
    if (outcome.kind === 'done') setShown({ preview: outcome.body, version });
  });
  const ask = useCommand(askForChange, () => {
    announce(t('change.asked'));
    void refresh(client, '/v1/loans');
    void refresh(client, '/v1/loan-changes');
    onEnd();
  });
  const command = shown === null ? preview : ask;
  const { refused, fieldProps } = useFieldErrors(command.problem);
  const again = () => {
    setShown(null);
    preview.renew();
    if (!ask.isHeld) ask.renew();
    void refresh(client, '/v1/loans');
  };
  const body = toBody(draft, currency);
  const change = (changes: Partial<ChangeDraft>) => {
    // While an answer is out, what it is about stays as it was sent.
    if (ask.isHeld || preview.isHeld) return;
    setDraft((now) => ({ ...now, ...changes }));
    setShown(null);
    preview.renew();
    ask.renew();
  };
  const submit = (isPreview: boolean) => {
    if (body === null) return;
    const input = { params: { loanId }, body };
    if (!isPreview) {
      void ask.send(input);
      return;
    }
    setShown(null);
    void preview.send(input);
  };
  return { draft, change, submit, again, body, command, shown, refused, fieldProps };
}
