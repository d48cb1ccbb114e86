/** What this person may do with the case now: decide it, do something else with it, or read who holds it. */
import { Group, Stack, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from '../../i18n/use-words.ts';
import { Advices } from './Advices.tsx';
import { answers, type Stage, type Subject } from './decision.ts';
import { DecisionForm } from './DecisionForm.tsx';
import { MoreActions } from './MoreActions.tsx';
import { StageRecord } from './StageRecord.tsx';
import { useStageName } from './stage-name.ts';
import classes from './approvals.module.css';

export type DecisionPanelProps = {
  /** Null where no stage is open. */
  readonly stage: Stage | null;
  readonly subject: Subject;
  /** Instead of opening the next case by itself. */
  readonly onDecided?: (() => void) | undefined;
};

export function DecisionPanel({ stage, subject, onDecided }: DecisionPanelProps): ReactNode {
  const { t } = useTranslation('approvals');
  const stageName = useStageName();
  if (stage === null) {
    return (
      <aside className={classes.panel} aria-label={t('decision.title')} id="decision">
        <Title order={2} size="h4">
          {t('decision.title')}
        </Title>
        <Text size="sm" c="dimmed" mt="xs">
          {t('decision.noStage')}
        </Text>
      </aside>
    );
  }
  const mayAnswer = stage.actions.some(
    ({ action, allowed }) => allowed && answers.some((answer) => answer === action),
  );
  return (
    <aside className={classes.panel} aria-label={t('decision.title')} id="decision">
      <Stack gap="md">
        <Group justify="space-between" wrap="nowrap" align="flex-start">
          <div>
            <Title order={2} size="h4">
              {t('decision.title')}
            </Title>
            <Text size="xs" c="dimmed">
              {t('decision.stage', {
                name: stageName(stage.key),
                number: stage.number,
                count: stage.stageCount,
              })}
            </Text>
          </div>
          <MoreActions stage={stage} subject={subject} />
        </Group>
        <Advices stage={stage} />
        {mayAnswer ? (
          <DecisionForm
            key={stage.stageId}
            stage={stage}
            subject={subject}
            {...(onDecided === undefined ? {} : { onDecided })}
          />
        ) : (
          <StageRecord stage={stage} />
        )}
      </Stack>
    </aside>
  );
}
