/** The second factor: six digits that submit themselves, or a backup code. */
import { Anchor, Button, Group, PinInput, Stack, Text, TextInput } from '@mantine/core';
import { useEffect, useId, useRef, useState, type FormEvent, type ReactNode } from 'react';
import { problemOf, type Problem } from '../api/problem.ts';
import { proveFactor, type FactorKind } from '../api/second-factor.ts';
import { useTranslation } from '../i18n/use-words.ts';
import { SignInProblem, useCountdown } from './SignInProblem.tsx';

type Props = {
  readonly onProved: () => void;
  /** The challenge has run out, or somebody wants to sign in as another. */
  readonly onStartOver?: (problem: Problem | null) => void;
};

const DIGITS = 6;

export function SecondStep({ onProved, onStartOver }: Props): ReactNode {
  const { t } = useTranslation();
  const [kind, setKind] = useState<FactorKind>('totp');
  const [code, setCode] = useState('');
  const [isSending, setSending] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const waitSeconds = useCountdown(problem);
  const prove = async (typed: string) => {
    setSending(true);
    setProblem(null);
    try {
      await proveFactor(kind, asCode(kind, typed));
      onProved();
    } catch (error) {
      const said = problemOf(error);
      setCode('');
      if (said['mustStartOver'] === true) onStartOver?.(said);
      setProblem(said);
    } finally {
      setSending(false);
    }
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void prove(code);
  };
  const change = () => {
    setKind(kind === 'totp' ? 'backup-code' : 'totp');
    setCode('');
    setProblem(null);
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="sm">
        <CodeField
          kind={kind}
          code={code}
          onChange={setCode}
          onComplete={(complete) => void prove(complete)}
        />
        <SignInProblem problem={problem} waitSeconds={waitSeconds} />
        <Button type="submit" loading={isSending} disabled={waitSeconds > 0 || code === ''}>
          {t('session.verify')}
        </Button>
        <Group justify="space-between">
          <Anchor component="button" type="button" onClick={change}>
            {t(kind === 'totp' ? 'session.useBackupCode' : 'session.useCode')}
          </Anchor>
          {onStartOver === undefined ? null : (
            <Anchor component="button" type="button" onClick={() => onStartOver(null)}>
              {t('session.startOver')}
            </Anchor>
          )}
        </Group>
      </Stack>
    </form>
  );
}

type FieldProps = {
  readonly kind: FactorKind;
  readonly code: string;
  readonly onChange: (code: string) => void;
  readonly onComplete: (code: string) => void;
};

/** It takes the focus by itself: whoever gets here has nothing else to do. */
function CodeField({ kind, code, onChange, onComplete }: FieldProps): ReactNode {
  const { t } = useTranslation();
  const id = useId();
  const field = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // The kit gives its fields another key after their first effect, and so makes them anew.
    const frame = requestAnimationFrame(() => field.current?.querySelector('input')?.focus());
    return () => cancelAnimationFrame(frame);
  }, [kind]);
  if (kind === 'backup-code') {
    return (
      <div ref={field}>
        <TextInput
          label={t('session.backupCode')}
          autoComplete="one-time-code"
          value={code}
          onChange={(event) => onChange(event.currentTarget.value)}
        />
      </div>
    );
  }
  return (
    <div ref={field}>
      <Text id={id}>{t('session.code')}</Text>
      <PinInput
        length={DIGITS}
        type="number"
        oneTimeCode
        role="group"
        aria-labelledby={id}
        getInputProps={(index) => ({
          'aria-label': t('session.digit', { number: index + 1, count: DIGITS }),
        })}
        value={code}
        onChange={onChange}
        onComplete={onComplete}
      />
    </div>
  );
}

/** Full-width digits and spaces come from pasting; a backup code is told apart by its letters' case. */
function asCode(kind: FactorKind, typed: string): string {
  const text = typed.normalize('NFKC').trim();
  return kind === 'totp' ? text.replace(/\D/g, '') : text;
}
