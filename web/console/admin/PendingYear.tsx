/** A change of a year that waits for a second person: what it says, what it moves, and the two answers to it. */
import { Alert, Button, Group, Paper, Stack, Text, Title } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { confirmYear, readEffect, rejectYear } from '../../api/contracts/calendar.ts';
import { useCommand } from '../../api/use-command.ts';
import { refresh, useRead } from '../../api/use-read.ts';
import { announce } from '../../app/live-region.tsx';
import { useProblemText } from '../../app/problem-text.ts';
import { ErrorState } from '../../components/ErrorState.tsx';
import { ProblemText } from '../../components/ProblemText.tsx';
import { ReasonDialog } from '../../components/ReasonDialog.tsx';
import { BlockSkeleton } from '../../components/skeletons.tsx';
import { useTranslation } from '../../i18n/use-words.ts';
import type { CalendarYear } from './CalendarPage.tsx';
import { MovedDates } from './MovedDates.tsx';

type Change = NonNullable<CalendarYear['openChange']>;
type Props = { readonly change: Change; readonly year: CalendarYear };

export function PendingYear({ change, year }: Props): ReactNode {
  const { t } = useTranslation('admin');
  const { calendarChangeId, enteredByName, enteredDate, source, yearStatus } = change;
  const { data, error, refetch } = useRead(readEffect, { params: { calendarChangeId } });
  return (
    <Paper withBorder p="md" component="section">
      <Stack gap="sm">
        <Title order={2} fz="md">
          {t('calendar.pending', { name: enteredByName, date: enteredDate })}
        </Title>
        <Text size="sm">
          {t('calendar.source', { source })}
          {yearStatus === year.status ? null : (
            <Text span ms="sm">
              {t('calendar.becomes', { status: t(`calendar.states.${yearStatus}`) })}
            </Text>
          )}
        </Text>
        {data !== undefined ? (
          <MovedDates effect={data} />
        ) : error === null ? (
          <BlockSkeleton lines={3} />
        ) : (
          <ErrorState
            error={error}
            what={t('calendar.movedTable')}
            onRetry={() => void refetch()}
          />
        )}
        <Answers change={change} />
      </Stack>
    </Paper>
  );
}

function Answers({
  change: { calendarChangeId, actions, year },
}: Pick<Props, 'change'>): ReactNode {
  const { t } = useTranslation('admin');
  const client = useQueryClient();
  const problemText = useProblemText();
  const [isRejecting, setRejecting] = useState(false);
  const done = (words: string) => {
    announce(words);
    void refresh(client, '/v1/calendar-years');
    void refresh(client, '/v1/reviews');
  };
  const confirm = useCommand(confirmYear, () => done(t('calendar.confirmed', { year })));
  const reject = useCommand(rejectYear, () => {
    setRejecting(false);
    done(t('calendar.rejected', { year }));
  });
  const mayConfirm = actions.includes('calendar-change.confirm');
  const params = { calendarChangeId };
  return (
    <Stack gap="xs">
      {confirm.problem === null ? null : (
        <Alert role="alert" color="red" variant="outline">
          <ProblemText problem={confirm.problem} />
        </Alert>
      )}
      <Group gap="sm">
        {actions.includes('calendar-change.reject') ? (
          <>
            <Button
              size="xs"
              disabled={!mayConfirm || confirm.isHeld}
              onClick={() => void confirm.send({ params })}
            >
              {t('calendar.confirm')}
            </Button>
            <Button size="xs" variant="default" onClick={() => setRejecting(true)}>
              {t(mayConfirm ? 'calendar.reject' : 'calendar.takeBack')}
            </Button>
          </>
        ) : null}
        {mayConfirm ? null : (
          <Text size="sm" c="dimmed">
            {t('calendar.needsSecond')}
          </Text>
        )}
      </Group>
      <ReasonDialog
        isOpen={isRejecting}
        onClose={() => setRejecting(false)}
        title={t(mayConfirm ? 'calendar.reject' : 'calendar.takeBack')}
        verb={t(mayConfirm ? 'calendar.reject' : 'calendar.takeBack')}
        min={2}
        onSubmit={async ({ text }) => {
          const outcome = await reject.send({ params, body: { reason: text } });
          if (outcome.kind === 'refused') throw new Error(problemText(outcome.problem));
          if (outcome.kind === 'unknown') throw new Error(t('components:form.unknownText'));
        }}
      />
    </Stack>
  );
}
