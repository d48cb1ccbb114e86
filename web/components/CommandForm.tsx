import { Alert, Anchor, Box, Button, Group, List, Stack, Text } from '@mantine/core';
import { IconAlertCircle, IconHelpHexagon, IconHourglass } from '@tabler/icons-react';
import {
  useEffect,
  useId,
  useRef,
  type FormEvent,
  type KeyboardEvent,
  type ReactNode,
} from 'react';
import type { Problem } from '../api/problem.ts';
import type { CommandState } from '../api/use-command.ts';
import { ConflictPanel, type ConflictPanelProps } from './ConflictPanel.tsx';
import { RequestNumber } from './ErrorState.tsx';
import { findField, type RefusedField } from './field-errors.ts';
import { ProblemText } from './ProblemText.tsx';
import { isConflict } from './problem-facts.ts';
import { useWords } from './words.ts';

/** The part of a command of `api/use-command.ts` that a form shows. */
export type ShownCommand = {
  readonly state: CommandState<unknown>;
  readonly problem: Problem | null;
  /** After a lost answer: asks again with the same key. */
  readonly check: () => Promise<void>;
};

export type CommandFormProps = {
  readonly command: ShownCommand;
  /** From `useFieldErrors(command.problem)`, which also gives each input its props. */
  readonly refused: readonly RefusedField[];
  readonly onSubmit: () => void;
  /** The verb on the button. */
  readonly verb: string;
  readonly conflict: Omit<ConflictPanelProps, 'problem'>;
  /** More buttons of the submit row; never filled. */
  readonly aside?: ReactNode;
  readonly danger?: boolean;
  /** Why it cannot be sent now, beside the button. */
  readonly blockedReason?: string;
  readonly children: ReactNode;
};

/** A form around one command: every answer of the API has its place here, and the text typed stays. */
export function CommandForm(props: CommandFormProps) {
  const { command, refused, onSubmit, children } = props;
  const { state, problem } = command;
  const form = useRef<HTMLFormElement>(null);
  useFirstRefusedFocus(form, problem, refused);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (props.blockedReason === undefined && canSend(state)) onSubmit();
  };
  return (
    <form ref={form} onSubmit={submit} onKeyDown={keepComposing} noValidate>
      <Stack gap="md">
        {refused.length === 0 ? null : <Summary refused={refused} form={form} />}
        {children}
        <Result {...props} />
      </Stack>
    </form>
  );
}

/** The lost answer, the refusal or the conflict in place of the submit row, else the row. */
function Result(props: CommandFormProps) {
  const { command, refused, conflict } = props;
  const { state, problem } = command;
  if (state.kind === 'unknown') return <LostAnswer onCheck={command.check} />;
  if (problem !== null && isConflict(problem)) {
    return <ConflictPanel {...conflict} problem={problem} />;
  }
  return (
    <>
      {problem === null || refused.length > 0 ? null : <Refusal problem={problem} />}
      {state.kind === 'accepted' ? <Accepted /> : null}
      <SubmitRow {...props} />
    </>
  );
}

function Refusal({ problem }: { readonly problem: Problem }) {
  return (
    <Alert role="alert" color="red" variant="outline" icon={<IconAlertCircle aria-hidden />}>
      <Stack gap="xs">
        <ProblemText problem={problem} />
        <RequestNumber instance={problem.instance} />
      </Stack>
    </Alert>
  );
}

function SubmitRow({ command, verb, aside, danger = false, blockedReason }: CommandFormProps) {
  const { t } = useWords();
  const reasonId = useId();
  const isBusy = command.state.kind === 'sending' || command.state.kind === 'waiting';
  const isBlocked = blockedReason !== undefined;
  return (
    <Stack gap={6}>
      <Group gap="sm">
        <Button
          type="submit"
          color={danger ? 'red' : 'blue'}
          disabled={isBlocked || isBusy}
          aria-describedby={isBlocked ? reasonId : undefined}
        >
          {isBusy ? t('form.pending') : verb}
        </Button>
        {aside}
      </Group>
      {command.state.kind === 'waiting' ? <Text size="sm">{t('form.waiting')}</Text> : null}
      {isBlocked ? (
        <Text id={reasonId} size="sm" c="dimmed">
          {blockedReason}
        </Text>
      ) : null}
    </Stack>
  );
}

/** Taken by the API, carried out later; the reader may go on. */
function Accepted() {
  const { t } = useWords();
  return (
    <Alert role="status" color="blue" variant="outline" icon={<IconHourglass aria-hidden />}>
      <Text size="sm">{t('form.accepted')}</Text>
    </Alert>
  );
}

function LostAnswer({ onCheck }: { readonly onCheck: () => Promise<void> }) {
  const { t } = useWords();
  return (
    <Alert
      role="alert"
      color="gray"
      variant="outline"
      icon={<IconHelpHexagon aria-hidden />}
      title={t('form.unknownTitle')}
    >
      <Stack gap="xs" align="flex-start">
        <Text size="sm">{t('form.unknownText')}</Text>
        <Button size="xs" onClick={() => void onCheck()}>
          {t('form.query')}
        </Button>
      </Stack>
    </Alert>
  );
}

type SummaryProps = {
  readonly refused: readonly RefusedField[];
  readonly form: React.RefObject<HTMLFormElement | null>;
};

/** Every refused value with a link to its field. */
function Summary({ refused, form }: SummaryProps) {
  const { t, knows, wordOf } = useWords();
  const labelOf = ({ pointer, id }: RefusedField) => {
    const label = document.querySelector(`label[for="${CSS.escape(id)}"]`)?.textContent;
    const name = pointer.split('/').at(-1) ?? pointer;
    return label ?? (knows('fields', name) ? wordOf('fields', name) : pointer);
  };
  const go = (pointer: string) => {
    if (form.current !== null) findField(form.current, pointer)?.focus();
  };
  return (
    <Alert
      role="alert"
      color="red"
      variant="outline"
      title={t('form.summary', { count: refused.length })}
    >
      <List size="sm">
        {refused.map((field) => (
          <List.Item key={field.pointer}>
            <Anchor component="button" type="button" size="sm" onClick={() => go(field.pointer)}>
              {labelOf(field)}
            </Anchor>
            <Box component="span">
              {t('form.colon')}
              {field.text}
            </Box>
          </List.Item>
        ))}
      </List>
    </Alert>
  );
}

function useFirstRefusedFocus(
  form: React.RefObject<HTMLFormElement | null>,
  problem: Problem | null,
  refused: readonly RefusedField[],
) {
  const first = refused[0]?.pointer;
  useEffect(() => {
    if (problem === null || first === undefined || form.current === null) return;
    findField(form.current, first)?.focus();
  }, [problem, first, form]);
}

function canSend(state: CommandState<unknown>): boolean {
  return state.kind === 'idle' || state.kind === 'refused';
}

/** Enter ends a composition, it sends nothing; Ctrl or ⌘ with Enter sends from any field. */
function keepComposing(event: KeyboardEvent<HTMLFormElement>): void {
  if (event.key !== 'Enter') return;
  if (event.nativeEvent.isComposing) {
    event.preventDefault();
    return;
  }
  if (!event.ctrlKey && !event.metaKey) return;
  event.preventDefault();
  event.currentTarget.requestSubmit();
}
