import { ActionIcon, Button, CopyButton, Group, Text, Tooltip } from '@mantine/core';
import { IconCheck, IconCopy, IconEye, IconEyeOff } from '@tabler/icons-react';
import { useCallback, useEffect, useState } from 'react';
import { revealCustomer } from '../api/contracts/reveals.ts';
import { send } from '../api/call.ts';
import { newKey } from '../api/use-command.ts';
import { announce } from '../app/live-region.tsx';
import { useProblemSentence } from './ProblemText.tsx';
import { ReasonDialog, type Reason } from './ReasonDialog.tsx';
import { useRevealMark } from './reveal-mark.ts';
import { revealPurposes, type RevealField, type RevealPurpose } from './reveal-purposes.ts';
import classes from './numbers.module.css';
import { useWords } from './words.ts';

export type MaskedTextProps = {
  /** As the API masked it: `138****5678`. */
  readonly value: string;
  readonly field: RevealField;
  /** The customer whose data it is. */
  readonly subjectId: string;
  /** False for those without the right: then there is no button. */
  readonly mayReveal: boolean;
};

/** Masked data; the full value is fetched only for a stated purpose, recorded, and gone again after a minute. */
export function MaskedText({ value, field, subjectId, mayReveal }: MaskedTextProps) {
  const { t, wordOf } = useWords();
  const [isAsking, setAsking] = useState(false);
  const { shown, reveal, hide, secondsLeft } = useReveal(subjectId, field);
  const name = wordOf('revealFields', field);
  return (
    <Group gap={6} wrap="nowrap" display="inline-flex">
      <Text span size="sm" className={classes.number ?? ''}>
        {shown ?? value}
      </Text>
      {shown === null ? null : (
        <>
          <Text span size="xs" c="dimmed" className={classes.number ?? ''}>
            {t('masked.secondsLeft', { count: secondsLeft })}
          </Text>
          <CopyValue value={shown} name={name} />
        </>
      )}
      {mayReveal ? (
        <Button
          size="compact-xs"
          variant="subtle"
          leftSection={
            shown === null ? (
              <IconEye size={14} aria-hidden />
            ) : (
              <IconEyeOff size={14} aria-hidden />
            )
          }
          onClick={() => (shown === null ? setAsking(true) : hide())}
          aria-label={t(shown === null ? 'masked.revealName' : 'masked.hideName', { name })}
        >
          {t(shown === null ? 'masked.reveal' : 'masked.hide')}
        </Button>
      ) : null}
      <ReasonDialog
        isOpen={isAsking}
        onClose={() => setAsking(false)}
        title={t('masked.revealName', { name })}
        sentence={t('masked.recorded')}
        codesLabel={t('masked.purpose')}
        codes={revealPurposes.map((code) => ({ code, label: wordOf('revealPurposes', code) }))}
        min={0}
        verb={t('masked.reveal')}
        onSubmit={async (reason) => {
          await reveal(reason);
          setAsking(false);
        }}
      />
    </Group>
  );
}

function CopyValue({ value, name }: { readonly value: string; readonly name: string }) {
  const { t } = useWords();
  return (
    <CopyButton value={value}>
      {({ copied, copy }) => (
        <Tooltip label={copied ? t('copied') : t('copy')}>
          <ActionIcon
            size={24}
            variant="subtle"
            aria-label={t('copyName', { name })}
            onClick={copy}
          >
            {copied ? <IconCheck size={14} aria-hidden /> : <IconCopy size={14} aria-hidden />}
          </ActionIcon>
        </Tooltip>
      )}
    </CopyButton>
  );
}

type Shown = { readonly value: string; readonly untilMs: number };

function useReveal(customerId: string, field: RevealField) {
  const { t, wordOf } = useWords();
  const sentence = useProblemSentence();
  const [shown, setShown] = useState<Shown | null>(null);
  const [nowMs, setNowMs] = useState(Date.now);
  useRevealMark(shown !== null);
  const name = wordOf('revealFields', field);
  const hide = useCallback(() => {
    setShown(null);
    announce(t('masked.hidden', { name }));
  }, [t, name]);
  useEffect(() => {
    if (shown === null) return;
    const timer = setInterval(() => {
      setNowMs(Date.now());
      if (Date.now() >= shown.untilMs) hide();
    }, 1000);
    return () => clearInterval(timer);
  }, [shown, hide]);
  const reveal = async ({ code, text }: Reason) => {
    const body = {
      purpose: code as RevealPurpose,
      fields: [field],
      ...(text === '' ? {} : { note: text }),
    };
    const outcome = await send(revealCustomer, { params: { customerId }, body }, { key: newKey() });
    if (outcome.kind !== 'done') {
      const { problem } = outcome as Extract<typeof outcome, { readonly problem: unknown }>;
      throw new Error(sentence(problem.code, problem.detail));
    }
    const { values, revealedAt, expiresAt } = outcome.body;
    const lastsMs = Date.parse(expiresAt) - Date.parse(revealedAt);
    setNowMs(Date.now());
    setShown({ value: values[field] ?? '—', untilMs: Date.now() + lastsMs });
    announce(t('masked.shown', { name }));
  };
  const leftMs = shown === null ? 0 : shown.untilMs - nowMs;
  return {
    shown: shown?.value ?? null,
    secondsLeft: Math.max(0, Math.ceil(leftMs / 1000)),
    reveal,
    hide,
  };
}
