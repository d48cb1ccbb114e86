/** Sensitive acts ask again: a code from the phone on file, and then the act is sent once more. */
import { Alert, Button, Stack, Text, TextInput } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { askConfirmationCode, confirmByCode } from '../../api/contracts/my-profile.ts';
import type { Problem } from '../../api/problem.ts';
import { useCommand } from '../../api/use-command.ts';
import { usePortalWords } from './codes.ts';
import { plainDigits } from './digits.ts';
import { Form } from './Form.tsx';
import { Outcome, SendButton } from './Outcome.tsx';

/** Whether the refusal is answered by a code. */
export function needsCode(problem: Problem | null): boolean {
  return problem?.code === 'confirmation_needed';
}

type Sent = { readonly phoneMask: string; readonly trainingCode: string | null };

export function ConfirmByCode({ onConfirmed }: { readonly onConfirmed: () => void }): ReactNode {
  const { t } = usePortalWords();
  const [sent, setSent] = useState<Sent | null>(null);
  const ask = useCommand(askConfirmationCode, ({ body }) => setSent(body as Sent));
  return (
    <Alert color="blue" title={t('confirm.title')}>
      <Stack>
        <Text>{t('confirm.text')}</Text>
        <Outcome command={ask} />
        {sent === null ? (
          <Button disabled={ask.isHeld} onClick={() => void ask.send({})}>
            {t('confirm.send')}
          </Button>
        ) : (
          <CodeForm sent={sent} onConfirmed={onConfirmed} onAgain={() => setSent(null)} />
        )}
      </Stack>
    </Alert>
  );
}

type CodeFormProps = {
  readonly sent: Sent;
  readonly onConfirmed: () => void;
  readonly onAgain: () => void;
};

function CodeForm({ sent, onConfirmed, onAgain }: CodeFormProps): ReactNode {
  const { t } = usePortalWords();
  const { phoneMask, trainingCode } = sent;
  const [code, setCode] = useState('');
  const [note, setNote] = useState<string | null>(null);
  const answer = useCommand(confirmByCode, ({ body }) => {
    if (body.outcome === 'right') return onConfirmed();
    const isOver = body.outcome === 'expired' || body.attemptsLeft === 0;
    setNote(isOver ? t('confirm.expired') : t('confirm.wrong', { count: body.attemptsLeft }));
  });
  return (
    <Form onSubmit={() => void answer.send({ body: { code: plainDigits(code) } })}>
      <Text role="status">
        {trainingCode === null
          ? t('signIn.sent', { phone: phoneMask })
          : t('signIn.training', { code: trainingCode })}
      </Text>
      <TextInput
        label={t('signIn.code')}
        inputMode="numeric"
        autoComplete="one-time-code"
        maxLength={6}
        required
        error={note}
        value={code}
        onChange={(event) => setCode(event.currentTarget.value)}
      />
      <Outcome command={answer} />
      <SendButton command={answer} isBlocked={plainDigits(code).length !== 6}>
        {t('confirm.confirm')}
      </SendButton>
      <Button variant="subtle" onClick={onAgain}>
        {t('signIn.getAgain')}
      </Button>
    </Form>
  );
}
