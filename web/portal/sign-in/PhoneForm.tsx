/** A phone number, the code that is sent to it, and for somebody new the few facts of signing up. */
import { Alert, Button, Stack, Text, TextInput } from '@mantine/core';
import { useEffect, useState, type ReactNode } from 'react';
import { answerCode, askCode, type CodeMade, type PhoneAnswer } from '../../api/phone-sign-in.ts';
import { problemOf, type Problem } from '../../api/problem.ts';
import { noteSession } from '../../api/session-end.ts';
import { usePortalWords } from '../parts/codes.ts';
import { Form } from '../parts/Form.tsx';
import { plainDigits } from '../parts/digits.ts';
import { ProblemLine } from '../parts/Outcome.tsx';
import { useFirstFocus } from '../parts/use-first-focus.ts';

import { SignUpForm } from './SignUpForm.tsx';

type Sent = CodeMade & { readonly phone: string; readonly sentAtMs: number };

export function PhoneForm({ onSignedIn }: { readonly onSignedIn: () => void }): ReactNode {
  const [sent, setSent] = useState<Sent | null>(null);
  const [open, setOpen] = useState<PhoneAnswer | null>(null);
  const enter = () => {
    noteSession(true);
    onSignedIn();
  };
  if (sent === null) return <PhoneStep onSent={setSent} />;
  if (open !== null) return <SignUpForm phone={sent.phone} answer={open} onSignedIn={enter} />;
  return (
    <CodeStep
      sent={sent}
      onSent={setSent}
      onOther={() => setSent(null)}
      onAnswer={(answer) => (answer.outcome === 'signed_in' ? enter() : setOpen(answer))}
    />
  );
}

/** One question to the API at a time, with its refusal. */
function useAsking() {
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const ask = async (work: () => Promise<void>) => {
    setBusy(true);
    setProblem(null);
    try {
      await work();
    } catch (error) {
      setProblem(problemOf(error));
    } finally {
      setBusy(false);
    }
  };
  return { isBusy, problem, ask };
}

function PhoneStep({ onSent }: { readonly onSent: (sent: Sent) => void }): ReactNode {
  const { t, language } = usePortalWords();
  const [phone, setPhone] = useState('');
  const { isBusy, problem, ask } = useAsking();
  const send = () =>
    void ask(async () => {
      const number = plainDigits(phone);
      const made = await askCode(number, language);
      onSent({ ...made, phone: number, sentAtMs: Date.now() });
    });
  return (
    <Form onSubmit={send}>
      <TextInput
        label={t('signIn.phone')}
        description={t('signIn.hint')}
        type="tel"
        inputMode="tel"
        autoComplete="tel"
        required
        data-autofocus
        value={phone}
        onChange={(event) => setPhone(event.currentTarget.value)}
      />
      <ProblemLine problem={problem} />
      <Button type="submit" fullWidth loading={isBusy}>
        {t('signIn.getCode')}
      </Button>
    </Form>
  );
}

type CodeStepProps = {
  readonly sent: Sent;
  readonly onSent: (sent: Sent) => void;
  readonly onOther: () => void;
  readonly onAnswer: (answer: PhoneAnswer) => void;
};

function CodeStep({ sent, onSent, onOther, onAnswer }: CodeStepProps): ReactNode {
  const { t, language } = usePortalWords();
  const [code, setCode] = useState('');
  const { isBusy, problem, ask } = useAsking();
  const { phone, trainingCode } = sent;
  const waitSeconds = useCountdown(sent);
  const first = useFirstFocus();
  const enter = () => void ask(async () => onAnswer(await answerCode(phone, plainDigits(code))));
  const again = () =>
    void ask(async () => {
      onSent({ ...(await askCode(phone, language)), phone, sentAtMs: Date.now() });
      setCode('');
    });
  return (
    <Form onSubmit={enter}>
      <Alert color="blue" role="status">
        <Text>
          {trainingCode === null
            ? t('signIn.sent', { phone })
            : t('signIn.training', { code: trainingCode })}
        </Text>
      </Alert>
      <TextInput
        label={t('signIn.code')}
        inputMode="numeric"
        autoComplete="one-time-code"
        maxLength={6}
        required
        ref={first}
        value={code}
        onChange={(event) => setCode(event.currentTarget.value)}
      />
      <ProblemLine problem={problem} />
      <Button type="submit" fullWidth loading={isBusy}>
        {t('signIn.enter')}
      </Button>
      <Stack gap={0}>
        <Button variant="subtle" disabled={waitSeconds > 0} onClick={again}>
          {waitSeconds > 0 ? t('signIn.againIn', { seconds: waitSeconds }) : t('signIn.getAgain')}
        </Button>
        <Button variant="subtle" onClick={onOther}>
          {t('signIn.other')}
        </Button>
      </Stack>
    </Form>
  );
}

function useCountdown({ sentAtMs, nextAfterSeconds }: Sent): number {
  const [nowMs, setNow] = useState(Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1_000);
    return () => clearInterval(timer);
  }, []);
  return Math.max(0, Math.ceil((sentAtMs + nextAfterSeconds * 1_000 - nowMs) / 1_000));
}
