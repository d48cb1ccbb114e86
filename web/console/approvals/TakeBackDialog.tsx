/** Why a vote is taken back. */
import type { ReactNode } from 'react';
import { takeVoteBack } from '../../api/contracts/approvals.ts';
import { useCommand } from '../../api/use-command.ts';
import { announce } from '../../app/live-region.tsx';
import { useProblemSentence } from '../../components/ProblemText.tsx';
import { ReasonDialog } from '../../components/ReasonDialog.tsx';
import { useTranslation } from '../../i18n/use-words.ts';
import { useCaseRefresh } from './case-refresh.ts';

type DialogProps = {
  readonly stageId: string;
  readonly number: string;
  readonly isOpen: boolean;
  readonly onClose: () => void;
};

export function TakeBackDialog({ stageId, number, isOpen, onClose }: DialogProps): ReactNode {
  const { t } = useTranslation('approvals');
  const sentence = useProblemSentence();
  const again = useCaseRefresh();
  const command = useCommand(takeVoteBack, () => {
    announce(t('takeBack.done', { number }));
    again();
    onClose();
  });
  return (
    <ReasonDialog
      isOpen={isOpen}
      onClose={onClose}
      title={t('takeBack.title', { number })}
      sentence={t('takeBack.sentence')}
      min={1}
      verb={t('takeBack.verb')}
      onSubmit={async ({ text }) => {
        const outcome = await command.send({ params: { stageId }, body: { reason: text } });
        if (outcome.kind === 'refused' || outcome.kind === 'unknown') {
          throw new Error(sentence(outcome.problem.code, outcome.problem.detail));
        }
      }}
    />
  );
}
