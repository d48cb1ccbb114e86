/**
 * The end of a request. Approved, it takes effect on its date and exactly once: under its lock, and with its own row
 * saying so in the same transaction. What is refused by then lapses with the code of the refusal, and nothing of it
 * has happened.
 */
import type { Transaction } from 'kysely';
import { DomainError } from '../../domain/errors.ts';
import { businessDateOf, localInstant } from '../../domain/instant.ts';
import {
  lockRequest,
  saveRequest,
  type ApprovalRequest,
  type LockedRequest,
} from '../../db/queries/approval-requests.ts';
import { readClock, type BusinessClock } from '../../db/queries/clock.ts';
import { saveNextWake } from '../../db/queries/processes.ts';
import { dropSubject } from '../../db/queries/request-subjects.ts';
import { withSavepoint } from '../../db/savepoint.ts';
import type { DB } from '../../db/tables.ts';
import type { DueStep, Position } from '../../workflows/messages.ts';
import { carryOut } from './effects.ts';
import { tellOutcome } from './notices.ts';
import { record } from './steps.ts';

const ended: Position = { status: 'ended', nextAt: null, next: null };
const effectKind = 'take_effect';

/** Where the request stands after its last stage. */
export async function lookAtRequest(trx: Transaction<DB>, approvalId: string): Promise<Position> {
  const locked = await lockRequest(trx, approvalId);
  return locked === undefined ? ended : settle(trx, locked, await readClock(trx));
}

/** At least once: a second attempt finds it effective and answers that it has ended. */
export async function runEffect(
  trx: Transaction<DB>,
  approvalId: string,
  due: DueStep,
): Promise<Position> {
  const locked = await lockRequest(trx, approvalId);
  if (locked === undefined) return ended;
  return settle(trx, locked, { ...(await readClock(trx)), businessDate: due.businessDate });
}

/** Carries out what is approved and due, tells whoever asked of the end, and says what the process waits for. */
export async function settle(
  trx: Transaction<DB>,
  locked: LockedRequest,
  clock: BusinessClock,
): Promise<Position> {
  const { request, approval } = locked;
  const isDue = request.status === 'approved' && request.effectiveDate <= clock.businessDate;
  const settled = isDue ? await takeEffect(trx, locked, clock) : request;
  await tellOutcome(trx, settled, clock);
  const position = positionOf(settled, clock);
  await saveNextWake(trx, approval.workflowId, position);
  return position;
}

function positionOf(
  { status, effectiveDate }: ApprovalRequest,
  { timeZone }: BusinessClock,
): Position {
  if (status === 'open' || status === 'returned') {
    return { status: 'open', nextAt: null, next: null };
  }
  if (status !== 'approved') return ended;
  const nextAt = localInstant(effectiveDate, '00:00', timeZone);
  const businessDate = businessDateOf(nextAt, timeZone);
  return { status: 'open', nextAt, next: { kind: effectKind, businessDate, detail: '' } };
}

async function takeEffect(
  trx: Transaction<DB>,
  locked: LockedRequest,
  clock: BusinessClock,
): Promise<ApprovalRequest> {
  const { requestId } = locked.request;
  try {
    await withSavepoint(trx, () => carryOut(trx, locked, clock));
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    return lapse(trx, locked, error, clock);
  }
  await record(trx, locked, { kind: 'request.took_effect', details: {} }, clock);
  return saveRequest(trx, requestId, { status: 'effective', effectedAt: clock.now });
}

async function lapse(
  trx: Transaction<DB>,
  locked: LockedRequest,
  { code, message }: DomainError,
  clock: BusinessClock,
): Promise<ApprovalRequest> {
  const change = { status: 'lapsed', outcomeCode: code } as const;
  const lapsed = await saveRequest(trx, locked.request.requestId, change);
  const { businessDate } = clock;
  await dropSubject(trx, lapsed, { actorId: null, businessDate });
  const details = { code, detail: message };
  await record(trx, locked, { kind: 'request.lapsed', details }, clock);
  return lapsed;
}
