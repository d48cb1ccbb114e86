/** Questions the holder has asked colleagues in this stage, and the answers; mine to give or to take back. */
import { Button, Paper, Stack, Text, Textarea } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { answerAdvice, takeAdviceBack } from '../../api/contracts/approvals.ts';
import { useCommand } from '../../api/use-command.ts';
import { useMe } from '../../app/session.ts';
import { CommandForm } from '../../components/CommandForm.tsx';
import { useFieldErrors } from '../../components/field-errors.ts';
import { DateText } from '../../components/DateText.tsx';
import { StatusBadge } from '../../components/StatusBadge.tsx';
import { useTranslation } from '../../i18n/use-words.ts';
import { useCaseRefresh } from './case-refresh.ts';
import type { Stage } from './decision.ts';

type Advice = Stage['advices'][number];

export function Advices({ stage }: { readonly stage: Stage }): ReactNode {
  const { t } = useTranslation('approvals');
  if (stage.advices.length === 0) return null;
  return (
    <section aria-label={t('advice.title')}>
      <Stack gap="xs">
        {stage.advices.map((advice) => (
          <One key={advice.adviceId} advice={advice} />
        ))}
      </Stack>
    </section>
  );
}

function One({ advice }: { readonly advice: Advice }): ReactNode {
  const { t } = useTranslation('approvals');
  const me = useMe();
  const { askedByName, askedOfName, question, answer, status, askedAt } = advice;
  const isOpen = status === 'open';
  return (
    <Paper withBorder radius="sm" p="xs">
      <Stack gap={6}>
        <Text size="xs" c="dimmed" component="div">
          {t('advice.asked', { from: askedByName, to: askedOfName })} <DateText at={askedAt} />{' '}
          <StatusBadge kind="advice" status={status} />
        </Text>
        <Text size="sm">{question}</Text>
        {answer === null ? null : (
          <Text size="sm" fw={500}>
            {t('advice.answered', { name: askedOfName, text: answer })}
          </Text>
        )}
        {isOpen && advice.askedOf === me.id ? <AnswerForm adviceId={advice.adviceId} /> : null}
        {isOpen && advice.askedBy === me.id ? <TakeItBack adviceId={advice.adviceId} /> : null}
      </Stack>
    </Paper>
  );
}

function AnswerForm({ adviceId }: { readonly adviceId: string }): ReactNode {
  const { t } = useTranslation('approvals');
  const again = useCaseRefresh();
  const [text, setText] = useState('');
  const command = useCommand(answerAdvice, again);
  const fields = useFieldErrors(command.problem);
  return (
    <CommandForm
      command={command}
      refused={fields.refused}
      verb={t('advice.send')}
      {...(text.trim() === '' ? { blockedReason: t('advice.needsText') } : {})}
      conflict={{ mine: text, onReload: again }}
      onSubmit={() => void command.send({ params: { adviceId }, body: { answer: text.trim() } })}
    >
      <Textarea
        label={t('advice.answer')}
        autosize
        minRows={2}
        maxLength={4_000}
        value={text}
        onChange={({ currentTarget }) => setText(currentTarget.value)}
        {...fields.fieldProps('/answer')}
      />
    </CommandForm>
  );
}

function TakeItBack({ adviceId }: { readonly adviceId: string }): ReactNode {
  const { t } = useTranslation('approvals');
  const again = useCaseRefresh();
  const command = useCommand(takeAdviceBack, again);
  return (
    <Button
      size="compact-xs"
      variant="default"
      disabled={command.isHeld}
      style={{ alignSelf: 'flex-start' }}
      onClick={() => void command.send({ params: { adviceId } })}
    >
      {t('advice.takeBack')}
    </Button>
  );
}
