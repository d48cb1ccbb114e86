/** Steps that ask for nothing: claim, release, remind. */
import { Alert, Button, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { claimTask, releaseTask, remindStage } from '../../api/contracts/approvals.ts';
import type { Problem } from '../../api/problem.ts';
import { useCommand } from '../../api/use-command.ts';
import { announce } from '../../app/live-region.tsx';
import { ProblemText } from '../../components/ProblemText.tsx';
import { useTranslation } from '../../i18n/use-words.ts';
import { useCaseRefresh } from './case-refresh.ts';

export type ImmediateName = 'claim' | 'release' | 'remind';

export type Immediate = {
  readonly run: (name: ImmediateName) => void;
  readonly problem: Problem | null;
  /** After a lost answer: asks again with the same key. */
  readonly check: (() => void) | null;
  readonly done: string | null;
};

export function useImmediate(stageId: string): Immediate {
  const { t } = useTranslation('approvals');
  const again = useCaseRefresh();
  const finish = (name: ImmediateName) => () => {
    announce(t(`immediate.${name}`));
    again();
  };
  const commands = {
    claim: useCommand(claimTask, finish('claim')),
    release: useCommand(releaseTask, finish('release')),
    remind: useCommand(remindStage, finish('remind')),
  };
  const all = Object.values(commands);
  const lost = all.find(({ state }) => state.kind === 'unknown');
  const refused = all.find(({ problem }) => problem !== null);
  return {
    run: (name) => {
      for (const command of all) if (!command.isHeld) command.renew();
      const command = commands[name];
      if (!command.isHeld) void command.send({ params: { stageId } });
    },
    problem: refused?.problem ?? null,
    check: lost === undefined ? null : () => void lost.check(),
    done: commands.remind.state.kind === 'done' ? t('immediate.remind') : null,
  };
}

export function ImmediateResult({ immediate }: { readonly immediate: Immediate }): ReactNode {
  const { t } = useTranslation('approvals');
  const { problem, check, done } = immediate;
  if (check !== null) {
    return (
      <Alert
        role="alert"
        color="gray"
        variant="outline"
        p="xs"
        title={t('components:form.unknownTitle')}
      >
        <Button size="compact-xs" variant="default" onClick={check}>
          {t('components:form.query')}
        </Button>
      </Alert>
    );
  }
  if (problem !== null) {
    return (
      <Alert role="alert" color="yellow" variant="outline" p="xs" maw={300}>
        <ProblemText problem={problem} />
      </Alert>
    );
  }
  if (done === null) return null;
  return (
    <Text size="xs" c="dimmed">
      {done}
    </Text>
  );
}
