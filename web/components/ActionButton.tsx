import { Button, Stack, Text, type ButtonProps } from '@mantine/core';
import { useId, type ReactNode } from 'react';
import { useProblemSentence } from './ProblemText.tsx';
import { useWords } from './words.ts';

/** One entry of `actions[]`: what this person may do with the record now, or the refusal a try would meet. */
export type Action = {
  readonly action: string;
  readonly allowed: boolean;
  readonly reasonCode: string | null;
};

export type ActionButtonProps = {
  /** Undefined where the API does not name the action at all: then nothing is shown. */
  readonly action: Action | undefined;
  readonly children: ReactNode;
  readonly onClick: () => void;
  /** The one filled button of the view. */
  readonly primary?: boolean;
  readonly danger?: boolean;
  readonly icon?: ReactNode;
  /** The key that does the same, as shown under `?`. */
  readonly shortcut?: string;
  readonly size?: NonNullable<ButtonProps['size']>;
};

/** A button for an action; one that is forbidden stays, disabled, with its reason readable beside it. */
export function ActionButton(props: ActionButtonProps) {
  const { action, children, onClick, primary = false, danger = false, shortcut } = props;
  const reasonId = useId();
  const reason = useReason(action);
  if (action === undefined) return null;
  return (
    <Stack gap={2} align="flex-start" maw={280}>
      <Button
        variant={primary ? 'filled' : 'default'}
        color={danger ? 'red' : 'blue'}
        size={props.size ?? 'xs'}
        leftSection={props.icon}
        disabled={!action.allowed}
        aria-describedby={reason === null ? undefined : reasonId}
        aria-keyshortcuts={shortcut}
        onClick={onClick}
      >
        {children}
      </Button>
      {reason === null ? null : (
        <Text id={reasonId} size="xs" c="dimmed">
          {reason}
        </Text>
      )}
    </Stack>
  );
}

/** Why an action is forbidden, in words; null where it is allowed. */
export function useReason(action: Action | undefined): string | null {
  const { t } = useWords();
  const sentence = useProblemSentence();
  if (action === undefined || action.allowed) return null;
  return action.reasonCode === null ? t('action.forbidden') : sentence(action.reasonCode);
}

export function findAction(actions: readonly Action[], name: string): Action | undefined {
  return actions.find(({ action }) => action === name);
}
