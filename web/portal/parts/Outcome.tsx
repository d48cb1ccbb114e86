/** What became of a command, in the place where it was sent: every answer of the API has its words. */
import { Alert, Button, Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useProblemText } from '../../app/problem-text.ts';
import type { Problem } from '../../api/problem.ts';
import type { CommandState } from '../../api/use-command.ts';
import { usePortalWords } from './codes.ts';

export type ShownCommand = {
  readonly state: CommandState<unknown>;
  readonly problem: Problem | null;
  readonly isHeld: boolean;
  readonly check: () => Promise<void>;
  readonly renew: () => void;
};

type Props = {
  readonly command: ShownCommand;
  /** Loads the newest version after somebody else's change; what was typed stays. */
  readonly onReload?: () => void;
};

export function Outcome({ command, onReload }: Props): ReactNode {
  const { t } = usePortalWords();
  if (command.state.kind === 'unknown') return <LostAnswer command={command} />;
  const { problem } = command;
  if (problem === null) return null;
  const isMoved = problem.code === 'stale_version';
  const reload = () => {
    command.renew();
    onReload?.();
  };
  return (
    <Alert
      color={isMoved ? 'yellow' : 'red'}
      role="alert"
      title={isMoved ? t('outcome.moved') : ''}
    >
      <Stack gap="xs" align="flex-start">
        {isMoved ? <Text>{t('outcome.movedText')}</Text> : <Refusal problem={problem} />}
        {isMoved && onReload !== undefined ? (
          <Button variant="default" onClick={reload}>
            {t('outcome.goOn')}
          </Button>
        ) : null}
      </Stack>
    </Alert>
  );
}

function LostAnswer({ command }: { readonly command: ShownCommand }): ReactNode {
  const { t } = usePortalWords();
  return (
    <Alert color="gray" role="alert" title={t('outcome.unknownTitle')}>
      <Stack gap="xs" align="flex-start">
        <Text>{t('outcome.unknownText')}</Text>
        <Button variant="default" onClick={() => void command.check()}>
          {t('outcome.check')}
        </Button>
      </Stack>
    </Alert>
  );
}

/** The sentence of the broken rule, each value it is about, and a number for whoever is called. */
function Refusal({ problem }: { readonly problem: Problem }): ReactNode {
  const { t } = usePortalWords();
  const text = useProblemText();
  return (
    <>
      <Text>{text(problem)}</Text>
      {problem.instance === '' ? null : (
        <Text size="xs" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
          {t('outcome.number', { number: problem.instance.replace('urn:uuid:', '') })}
        </Text>
      )}
    </>
  );
}

/** A refusal that came without a command: sign-in. */
export function ProblemLine({ problem }: { readonly problem: Problem | null }): ReactNode {
  if (problem === null) return null;
  return (
    <Alert color="red" role="alert">
      <Refusal problem={problem} />
    </Alert>
  );
}

/** The button of a form: says that it works, and cannot be pressed meanwhile. */
export function SendButton({
  command,
  children,
  isBlocked = false,
  ...rest
}: {
  readonly command: ShownCommand;
  readonly children: ReactNode;
  readonly isBlocked?: boolean;
  readonly color?: string;
}): ReactNode {
  const { t } = usePortalWords();
  const isBusy = command.state.kind === 'sending' || command.state.kind === 'waiting';
  return (
    <Button type="submit" fullWidth disabled={isBlocked || command.isHeld} {...rest}>
      {isBusy ? t('common.sending') : children}
    </Button>
  );
}
