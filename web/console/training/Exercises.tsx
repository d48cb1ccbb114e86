/** The exercises of one's roles; what is done of each is read from what was recorded. */
import {
  Alert,
  Button,
  Group,
  List,
  Paper,
  Skeleton,
  Stack,
  Text,
  ThemeIcon,
  Title,
} from '@mantine/core';
import { IconCheck, IconCircleDashed } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { AnswerOf } from '../../api/contract.ts';
import {
  checkExercise,
  giveUpExercise,
  listExercises,
  startExercise,
} from '../../api/contracts/training.ts';
import { useCommand } from '../../api/use-command.ts';
import { refresh, useRead } from '../../api/use-read.ts';
import { PageLink } from '../../app/links.tsx';
import { announce } from '../../app/live-region.tsx';
import { EmptyState } from '../../components/EmptyState.tsx';
import { ErrorState } from '../../components/ErrorState.tsx';
import { ProblemText } from '../../components/ProblemText.tsx';
import { RoleBadge } from '../../components/StatusBadge.tsx';
import { useTranslation } from '../../i18n/use-words.ts';
import type { PagePath } from '../../routes.ts';

type Exercise = AnswerOf<typeof listExercises>['items'][number];

export function Exercises(): ReactNode {
  const { t } = useTranslation('training');
  const { data, error, refetch } = useRead(listExercises, {}, { staleMs: 0 });
  if (data === undefined) {
    return error === null ? (
      <Skeleton height={220} />
    ) : (
      <ErrorState error={error} what={t('exercises')} onRetry={() => void refetch()} />
    );
  }
  const { items, passedCount } = data;
  const firstOpen = items.find(({ status }) => status !== 'passed')?.exercise;
  const running = items.find(({ status }) => status === 'running')?.exercise;
  return (
    <Stack gap="sm" component="section">
      <Group gap="sm" align="baseline">
        <Title order={2} fz="md">
          {t('exercises')}
        </Title>
        <Text size="sm" c="dimmed" className="tabular">
          {t('passedOf', { passed: passedCount, total: items.length })}
        </Text>
      </Group>
      {items.length === 0 ? <EmptyState reason="none" sentence={t('none')} /> : null}
      {items.map((exercise) => (
        <One
          key={exercise.exercise}
          exercise={exercise}
          isNext={(running ?? firstOpen) === exercise.exercise}
        />
      ))}
    </Stack>
  );
}

function One({
  exercise,
  isNext,
}: {
  readonly exercise: Exercise;
  readonly isNext: boolean;
}): ReactNode {
  const { t } = useTranslation('training');
  const { exercise: key, status, steps, tryCount } = exercise;
  return (
    <Paper withBorder p="md">
      <Stack gap="xs">
        <Group justify="space-between" gap="sm">
          <Title order={3} fz="sm" fw={600}>
            {t(`exercise.${key as 'take_promise'}.title`)}
          </Title>
          <Group gap={6}>
            {tryCount === 0 ? null : (
              <Text size="xs" c="dimmed">
                {t('tries', { count: tryCount })}
              </Text>
            )}
            <RoleBadge
              role={status === 'passed' ? 'good' : status === 'running' ? 'running' : 'ended'}
            >
              {t(`status.${status}`)}
            </RoleBadge>
          </Group>
        </Group>
        <List size="sm" spacing={4} listStyleType="none">
          {steps.map(({ step, isDone }) => (
            <List.Item
              key={step}
              icon={
                <ThemeIcon
                  size={18}
                  radius="xl"
                  variant={isDone ? 'filled' : 'default'}
                  color="green"
                >
                  {isDone ? <IconCheck size={12} /> : <IconCircleDashed size={12} />}
                </ThemeIcon>
              }
            >
              {t(`exercise.${key as 'take_promise'}.${step as 'contact'}`)}
              <Text span size="xs" c="dimmed" ms={6}>
                {t(isDone ? 'stepDone' : 'stepOpen')}
              </Text>
            </List.Item>
          ))}
        </List>
        <Moves exercise={exercise} isNext={isNext} />
      </Stack>
    </Paper>
  );
}

function Moves({
  exercise: { exercise, status, path, steps },
  isNext,
}: {
  readonly exercise: Exercise;
  readonly isNext: boolean;
}): ReactNode {
  const { t } = useTranslation('training');
  const client = useQueryClient();
  const again = () => void refresh(client, '/v1/training');
  const start = useCommand(startExercise, again);
  const giveUp = useCommand(giveUpExercise, again);
  const check = useCommand(checkExercise, () => {
    announce(t('checked'));
    again();
  });
  const problem = start.problem ?? giveUp.problem ?? check.problem;
  const isDone = steps.every((step) => step.isDone);
  return (
    <Stack gap={6}>
      {problem === null ? null : (
        <Alert role="alert" color="red" variant="outline">
          <ProblemText problem={problem} />
        </Alert>
      )}
      {status === 'running' ? (
        <Group gap="sm">
          <Button size="xs" disabled={!isDone || check.isHeld} onClick={() => void check.send({})}>
            {t('finish')}
          </Button>
          <PageLink to={path as PagePath as '/home'} fz="sm">
            {t('goThere')}
          </PageLink>
          <Button
            size="xs"
            variant="default"
            disabled={giveUp.isHeld}
            onClick={() => void giveUp.send({})}
          >
            {t('giveUp')}
          </Button>
        </Group>
      ) : (
        <Group>
          <Button
            size="xs"
            variant={isNext ? 'filled' : 'default'}
            disabled={start.isHeld}
            onClick={() => void start.send({ params: { exercise } })}
          >
            {t(status === 'passed' ? 'again' : 'start')}
          </Button>
        </Group>
      )}
    </Stack>
  );
}
