/** What can be done from a row without opening its case. */
import { Button, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { markRequestRead } from '../../api/contracts/approval-requests.ts';
import { markCopyRead, remindStage } from '../../api/contracts/approvals.ts';
import { useCommand } from '../../api/use-command.ts';
import { announce } from '../../app/live-region.tsx';
import { DateText } from '../../components/DateText.tsx';
import { useProblemSentence } from '../../components/ProblemText.tsx';
import { useTranslation } from '../../i18n/use-words.ts';
import { useCaseRefresh } from './case-refresh.ts';
import type { QueueLine } from './queue.ts';

type RemindProps = { readonly stageId: string; readonly number: string };

export function Remind({ stageId, number }: RemindProps): ReactNode {
  const { t } = useTranslation('approvals');
  const sentence = useProblemSentence();
  const command = useCommand(remindStage, () => announce(t('remind.done', { number })));
  const { state, problem } = command;
  if (state.kind === 'done') {
    return (
      <Text span size="xs" c="dimmed">
        {t('remind.sent', { count: state.body.officerIds.length })}
      </Text>
    );
  }
  if (problem !== null) {
    return (
      <Text span size="xs" c="dimmed" role="alert">
        {sentence(problem.code, problem.detail)}
      </Text>
    );
  }
  return (
    <Button
      size="compact-xs"
      variant="default"
      disabled={command.isHeld && state.kind !== 'unknown'}
      aria-label={t('remind.name', { number })}
      onClick={() =>
        void (state.kind === 'unknown' ? command.check() : command.send({ params: { stageId } }))
      }
    >
      {state.kind === 'unknown' ? t('components:form.query') : t('remind.verb')}
    </Button>
  );
}

export function MarkRead({ line }: { readonly line: QueueLine }): ReactNode {
  const { t } = useTranslation('approvals');
  const again = useCaseRefresh();
  const ofApplication = useCommand(markCopyRead, again);
  const ofRequest = useCommand(markRequestRead, again);
  const { applicationId, requestId, readAt, number } = line;
  if (readAt !== null) {
    return (
      <Text span size="xs" c="dimmed">
        {t('read.true')} <DateText at={readAt} mode="relative" />
      </Text>
    );
  }
  const mark = () =>
    applicationId === null
      ? ofRequest.send({ params: { requestId: requestId ?? '' } })
      : ofApplication.send({ params: { applicationId } });
  return (
    <Button
      size="compact-xs"
      variant="default"
      disabled={ofApplication.isHeld || ofRequest.isHeld}
      aria-label={t('read.name', { number })}
      onClick={() => void mark()}
    >
      {t('read.verb')}
    </Button>
  );
}
