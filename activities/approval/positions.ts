/** Where a case stands, as its workflow needs it: the next clock, written into the process row for the training clock. */
import type { Transaction } from 'kysely';
import type { Instant } from '../../domain/calendar.ts';
import { businessDateOf } from '../../domain/instant.ts';
import type { BusinessClock } from '../../db/queries/clock.ts';
import { saveNextWake } from '../../db/queries/processes.ts';
import { listRunningDeadlines } from '../../db/queries/stage-deadlines.ts';
import type { DB } from '../../db/tables.ts';
import type { DueStep, Position, StagePosition } from '../../workflows/messages.ts';

export const endedStage: StagePosition = {
  status: 'ended',
  stageId: null,
  nextAt: null,
  next: null,
};

export type StageStanding = {
  readonly stageId: string;
  readonly status: 'open' | 'returned' | 'closed' | 'unused';
  readonly workflowId: string;
};

/** A stage that is neither open nor with the applicant has ended for its workflow, whatever the verdict was. */
export async function stagePosition(
  trx: Transaction<DB>,
  { stageId, status, workflowId }: StageStanding,
  clock: BusinessClock,
): Promise<StagePosition> {
  if (status !== 'open' && status !== 'returned') return { ...endedStage, stageId };
  const [deadline] = await listRunningDeadlines(trx, stageId, status);
  const position = openPosition(deadline ?? null, clock);
  await saveNextWake(trx, workflowId, position);
  return { ...position, stageId };
}

export function openPosition(
  deadline: { readonly kind: string; readonly dueAt: Instant } | null,
  clock: BusinessClock,
): Position {
  if (deadline === null) return { status: 'open', nextAt: null, next: null };
  return { status: 'open', nextAt: deadline.dueAt, next: dueStep(deadline, clock) };
}

/** The step's own date, so that a case caught up late still says which day it was for. */
export function dueStep(
  { kind, dueAt }: { readonly kind: string; readonly dueAt: Instant },
  { timeZone }: BusinessClock,
): DueStep {
  return { kind, businessDate: businessDateOf(dueAt, timeZone), detail: '' };
}
