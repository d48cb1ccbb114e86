/** Taking a request up, or answering it in the words the borrower will read. */
import { Radio, Stack, Text, Textarea } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import {
  answerBorrowerRequest,
  listBorrowerRequests,
} from '../../api/contracts/borrower-requests.ts';
import { useCommand } from '../../api/use-command.ts';
import { refresh } from '../../api/use-read.ts';
import { announce } from '../../app/live-region.tsx';
import { CommandForm } from '../../components/CommandForm.tsx';
import { useFieldErrors } from '../../components/field-errors.ts';
import { useTranslation } from '../../i18n/use-words.ts';
import type { BorrowerRequest } from './BorrowerRequestShow.tsx';

type Outcome = BorrowerRequest['outcomes'][number];

export function AnswerForm({ request }: { readonly request: BorrowerRequest }): ReactNode {
  const { t } = useTranslation('requests');
  const client = useQueryClient();
  const { borrowerRequestId, outcomes, kind, number } = request;
  const [outcome, setOutcome] = useState<Outcome | null>(null);
  const [text, setText] = useState('');
  const again = () => void refresh(client, listBorrowerRequests.path);
  const command = useCommand(answerBorrowerRequest, () => {
    announce(t('done', { number }));
    again();
  });
  const fields = useFieldErrors(command.problem);
  const isAnswer = outcome !== null && outcome !== 'under_review';
  const blocked =
    outcome === null
      ? t('needsOutcome')
      : isAnswer && text.trim() === ''
        ? t('needsText')
        : undefined;
  const submit = () => {
    const body = { outcome: outcome ?? 'under_review', text: isAnswer ? text.trim() : null };
    void command.send({ params: { borrowerRequestId }, body });
  };
  return (
    <CommandForm
      command={command}
      refused={fields.refused}
      onSubmit={submit}
      verb={t(outcome === 'under_review' ? 'takeUp' : 'send')}
      {...(blocked === undefined ? {} : { blockedReason: blocked })}
      conflict={{ mine: text, onReload: again }}
    >
      <Radio.Group
        label={t('outcome')}
        value={outcome}
        onChange={(value) => setOutcome(outcomes.find((one) => one === value) ?? null)}
      >
        <Stack gap={6} mt={4}>
          {outcomes.map((value) => (
            <Radio key={value} value={value} label={t(`outcomes.${kind}.${value}` as Word)} />
          ))}
        </Stack>
      </Radio.Group>
      {outcome === 'under_review' ? (
        <Text size="sm" c="dimmed">
          {t('takeUpHint')}
        </Text>
      ) : (
        <Textarea
          label={t('text')}
          description={t('textHint')}
          autosize
          minRows={4}
          maxRows={12}
          maxLength={2_000}
          value={text}
          onChange={({ currentTarget }) => setText(currentTarget.value)}
          {...fields.fieldProps('/text')}
        />
      )}
      {kind === 'hardship' && outcome === 'granted' ? (
        <Text size="sm" c="dimmed">
          {t('grantHint')}
        </Text>
      ) : null}
    </CommandForm>
  );
}

type Word = 'outcomes.complaint.answered';
