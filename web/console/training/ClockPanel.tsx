/** The training clock: where it stands, moved by those who may, and what each move brought about. */
import { Alert, Button, Group, Skeleton, Stack, Text, TextInput, Title } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { lastDayOfMonth } from '../../../domain/calendar.ts';
import type { InputOf } from '../../api/contract.ts';
import { moveClock, readClock, readMove } from '../../api/contracts/training.ts';
import { useCommand } from '../../api/use-command.ts';
import { useRead } from '../../api/use-read.ts';
import { useMay } from '../../app/session.ts';
import { DateText } from '../../components/DateText.tsx';
import { ErrorState } from '../../components/ErrorState.tsx';
import { ProblemText } from '../../components/ProblemText.tsx';
import { useTranslation } from '../../i18n/use-words.ts';
import { Happenings, Moves } from './Moves.tsx';

type Target = InputOf<typeof moveClock>['body'];

const EVERY_MS = 1_500;

export function ClockPanel(): ReactNode {
  const { t } = useTranslation('training');
  const may = useMay();
  const [moveId, setMoveId] = useState<string | null>(null);
  const { data, error, refetch } = useRead(readClock, {}, { staleMs: 0 });
  if (data === undefined) {
    return error === null ? (
      <Skeleton height={120} />
    ) : (
      <ErrorState error={error} what={t('clock')} onRetry={() => void refetch()} />
    );
  }
  const shown = moveId ?? data.moving?.moveId ?? null;
  return (
    <Stack gap="sm" component="section">
      <Group gap="sm" align="baseline">
        <Title order={2} fz="md">
          {t('clock')}
        </Title>
        <Text size="sm" component="div">
          <DateText at={data.businessTime} />
        </Text>
      </Group>
      {may('training-clock.move') ? (
        <Mover
          onMove={setMoveId}
          isMoving={data.moving !== null}
          businessDate={data.businessDate}
        />
      ) : (
        <Text size="sm" c="dimmed">
          {t('adminsMove')}
        </Text>
      )}
      {shown === null ? null : <Move moveId={shown} onDone={() => void refetch()} />}
      {shown === null ? <Moves /> : null}
    </Stack>
  );
}

function Mover({
  onMove,
  isMoving,
  businessDate,
}: {
  readonly onMove: (moveId: string) => void;
  readonly isMoving: boolean;
  readonly businessDate: string;
}): ReactNode {
  const { t } = useTranslation('training');
  const [toDate, setToDate] = useState('');
  const move = useCommand(moveClock, ({ body }) => onMove(body.moveId));
  const go = (body: Target) => void move.send({ body });
  const isHeld = move.isHeld || isMoving;
  const monthEnd = lastDayOfMonth(businessDate);
  return (
    <Stack gap="xs">
      <Group gap="sm" align="flex-end">
        <Button variant="default" disabled={isHeld} onClick={() => go({ days: 1 })}>
          {t('move.day')}
        </Button>
        <Button variant="default" disabled={isHeld} onClick={() => go({ days: 7 })}>
          {t('move.week')}
        </Button>
        <Button variant="default" disabled={isHeld} onClick={() => go({ months: 1 })}>
          {t('move.month')}
        </Button>
        <Button
          variant="default"
          disabled={isHeld || monthEnd === businessDate}
          onClick={() => go({ toDate: monthEnd })}
        >
          {t('move.monthEnd')}
        </Button>
        <TextInput
          type="date"
          label={t('move.toDate')}
          value={toDate}
          onChange={({ currentTarget }) => setToDate(currentTarget.value)}
        />
        <Button variant="default" disabled={isHeld || toDate === ''} onClick={() => go({ toDate })}>
          {t('move.go')}
        </Button>
      </Group>
      {move.state.kind === 'unknown' ? (
        <Button size="xs" variant="default" onClick={() => void move.check()}>
          {t('components:form.query')}
        </Button>
      ) : null}
      {move.problem === null ? null : (
        <Alert role="alert" color="red" variant="outline">
          <ProblemText problem={move.problem} />
        </Alert>
      )}
    </Stack>
  );
}

function Move({
  moveId,
  onDone,
}: {
  readonly moveId: string;
  readonly onDone: () => void;
}): ReactNode {
  const { t } = useTranslation('training');
  const [isDone, setDone] = useState(false);
  const everyMs = isDone ? false : EVERY_MS;
  const move = useRead(readMove, { params: { moveId } }, { staleMs: 0, everyMs });
  if (move.data === undefined) return null;
  if (move.data.status === 'done' && !isDone) {
    setDone(true);
    queueMicrotask(onDone);
  }
  const { fromDate, toDate, reachedDate, status } = move.data;
  return (
    <Stack gap={6} role="status">
      <Text size="sm" className="tabular">
        {status === 'done'
          ? t('move.done', { from: fromDate, to: toDate })
          : t('move.running', { date: reachedDate ?? fromDate, to: toDate })}
      </Text>
      <Happenings moveId={moveId} everyMs={everyMs} />
    </Stack>
  );
}
