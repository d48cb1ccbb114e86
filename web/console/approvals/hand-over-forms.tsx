/** Handing a task on for good, and asking a colleague while one keeps it. */
import { Text, Textarea } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { askAdvice, transferTask } from '../../api/contracts/approvals.ts';
import type { Candidate } from '../../components/candidates.ts';
import { PersonPicker } from '../../components/PersonPicker.tsx';
import { useTranslation } from '../../i18n/use-words.ts';
import { ActionForm, useStageCommand } from './action-form.tsx';
import type { ActionFormProps } from './ActionDialogs.tsx';
import { ReasonField } from './ReasonField.tsx';

export function TransferForm({ stage: { stageId }, onEnd }: ActionFormProps): ReactNode {
  const { t } = useTranslation('approvals');
  const [people, setPeople] = useState<readonly Candidate[]>([]);
  const [reason, setReason] = useState('');
  const held = useStageCommand(transferTask, t('dialogDone.transfer'), onEnd);
  const officerId = people[0]?.officerId;
  return (
    <ActionForm
      {...held}
      verb={t('more.transfer')}
      mine={reason}
      onEnd={onEnd}
      blocked={
        officerId === undefined || reason.trim() === '' ? t('dialog.needsPersonReason') : null
      }
      input={() => ({ params: { stageId }, body: { officerId: officerId ?? '', reason } })}
    >
      <Text size="sm">{t('dialog.transferSentence')}</Text>
      <PersonPicker
        label={t('dialog.person')}
        question={{ purpose: 'transfer', stageId }}
        value={people}
        onChange={setPeople}
        pointer="/officerId"
      />
      <ReasonField value={reason} onChange={setReason} {...held.fields.fieldProps('/reason')} />
    </ActionForm>
  );
}

export function AskAdviceForm({ stage: { stageId }, onEnd }: ActionFormProps): ReactNode {
  const { t } = useTranslation('approvals');
  const [people, setPeople] = useState<readonly Candidate[]>([]);
  const [question, setQuestion] = useState('');
  const held = useStageCommand(askAdvice, t('dialogDone.ask_advice'), onEnd);
  const officerId = people[0]?.officerId;
  return (
    <ActionForm
      {...held}
      verb={t('more.ask_advice')}
      mine={question}
      onEnd={onEnd}
      blocked={
        officerId === undefined || question.trim() === '' ? t('dialog.needsPersonQuestion') : null
      }
      input={() => ({ params: { stageId }, body: { officerId: officerId ?? '', question } })}
    >
      <Text size="sm">{t('dialog.adviceSentence')}</Text>
      <PersonPicker
        label={t('dialog.person')}
        question={{ purpose: 'advice', stageId }}
        value={people}
        onChange={setPeople}
        pointer="/officerId"
      />
      <Textarea
        label={t('dialog.question')}
        autosize
        minRows={3}
        maxLength={2_000}
        withAsterisk
        value={question}
        onChange={({ currentTarget }) => setQuestion(currentTarget.value)}
        {...held.fields.fieldProps('/question')}
      />
    </ActionForm>
  );
}
