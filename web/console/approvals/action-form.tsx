/** A form in a dialog around one command of a stage: it ends when the command is done, and the case is asked for again. */
import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import type { Contract, InputOf } from '../../api/contract.ts';
import { useCommand, type Command } from '../../api/use-command.ts';
import { announce } from '../../app/live-region.tsx';
import { CommandForm } from '../../components/CommandForm.tsx';
import { useFieldErrors, type FieldErrors } from '../../components/field-errors.ts';
import { useTranslation } from '../../i18n/use-words.ts';
import { useCaseRefresh } from './case-refresh.ts';

export type StageCommand<C extends Contract> = {
  readonly command: Command<C>;
  readonly fields: FieldErrors;
};

/** @param said what a screen reader hears when it is done */
export function useStageCommand<C extends Contract>(
  contract: C,
  said: string,
  onEnd: () => void,
): StageCommand<C> {
  const again = useCaseRefresh();
  const command = useCommand(contract, () => {
    announce(said);
    again();
    onEnd();
  });
  return { command, fields: useFieldErrors(command.problem) };
}

type Props<C extends Contract> = StageCommand<C> & {
  readonly input: () => InputOf<C>;
  readonly verb: string;
  readonly mine: string;
  readonly blocked: string | null;
  readonly danger?: boolean;
  readonly onEnd: () => void;
  readonly children: ReactNode;
};

export function ActionForm<C extends Contract>(props: Props<C>): ReactNode {
  const { command, fields, input, verb, mine, blocked, danger = false, onEnd, children } = props;
  const { t } = useTranslation('approvals');
  const again = useCaseRefresh();
  return (
    <CommandForm
      command={command}
      refused={fields.refused}
      verb={verb}
      danger={danger}
      {...(blocked === null ? {} : { blockedReason: blocked })}
      conflict={{ mine, onReload: again }}
      onSubmit={() => void command.send(input())}
      aside={
        <Button variant="default" onClick={onEnd}>
          {t('components:cancel')}
        </Button>
      }
    >
      {children}
    </CommandForm>
  );
}
