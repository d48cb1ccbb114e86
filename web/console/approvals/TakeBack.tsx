/** Takes back one's own vote, with a reason, while nobody has built on it. */
import { Button, Group, Text } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { takeVoteBack } from '../../api/contracts/approvals.ts';
import { useCommand } from '../../api/use-command.ts';
import { announce } from '../../app/live-region.tsx';
import { DateText } from '../../components/DateText.tsx';
import { useProblemSentence } from '../../components/ProblemText.tsx';
import { ReasonDialog } from '../../components/ReasonDialog.tsx';
import { useTranslation } from '../../i18n/use-words.ts';
import { useCaseRefresh } from './case-refresh.ts';

type Props = {
  readonly stageId: string;
  readonly number: string;
  readonly until: string;
};

export function TakeBack({ stageId, number, until }: Props): ReactNode {
  const { t } = useTranslation('approvals');
  const [isOpen, setOpen] = useState(false);
  return (
    <Group gap={6} wrap="nowrap">
      <Button
        size="compact-xs"
        variant="default"
        aria-label={t('takeBack.name', { number })}
        onClick={() => setOpen(true)}
      >
        {t('takeBack.verb')}
      </Button>
      <Text span size="xs" c="dimmed">
        {t('takeBack.until')} <DateText at={until} mode="time" />
      </Text>
      <TakeBackDialog
        stageId={stageId}
        number={number}
        isOpen={isOpen}
        onClose={() => setOpen(false)}
      />
    </Group>
  );
}

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
