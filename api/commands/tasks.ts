/**
 * One person's view of a task, on rows as they are now: from which seat they act, on whose behalf, what has happened
 * around it, and so what they may do. Every command of a stage begins here, and so does every answer about one.
 */
import type { Kysely, Transaction } from 'kysely';
import type { Ballot } from '../../domain/approval/ballot.ts';
import {
  covers,
  delegatedLimit,
  isInForce,
  mayStandIn,
  type Delegation,
} from '../../domain/approval/delegation.ts';
import type { StandingApproval } from '../../domain/approval/next-stage.ts';
import { assertUnbiased } from '../../domain/approval/receivers.ts';
import type { Seat } from '../../domain/approval/stage.ts';
import { reminderPauseMinutes, type Task } from '../../domain/approval/task.ts';
import type { TaskView } from '../../domain/approval/task-actions.ts';
import type { Instant } from '../../domain/calendar.ts';
import { DomainError } from '../../domain/errors.ts';
import type { Money } from '../../domain/money.ts';
import { addWorkingMinutes } from '../../domain/work-calendar.ts';
import { findVoter, type Voter } from '../../db/queries/approvers.ts';
import { readBranchCalendar } from '../../db/queries/calendar.ts';
import { wasLetIn } from '../../db/queries/case-readers.ts';
import { hasSteppedAside } from '../../db/queries/case-readings.ts';
import type { BusinessClock } from '../../db/queries/clock.ts';
import { listDelegations } from '../../db/queries/delegations.ts';
import { lockMatter, type LockedMatter, type StageOfMatter } from '../../db/queries/matters.ts';
import { isWithinScope } from '../../db/queries/scope.ts';
import { listBarredIds, readTaskRows, type TaskRows } from '../../db/queries/task-rows.ts';
import type { DB } from '../../db/tables.ts';
import { listEarlierApprovals } from './ballots.ts';
import type { Actor } from '../context.ts';
import type { Caller } from './caller.ts';
import { readDecidedAmount } from './decided-amount.ts';

/** From which seat a person acts. `delegation` is set where it is somebody else's. */
export type Standing = {
  readonly seat: Seat | null;
  /** Whose roles and limit count; undefined for an officer who has left. */
  readonly authority: Voter | undefined;
  readonly delegation: Delegation | null;
};

export type StageTask = TaskView & {
  readonly standing: Standing;
  readonly earlier: readonly StandingApproval[];
};

export type LockedTask = StageTask & { readonly locked: LockedMatter };

/**
 * The stage under its lock as the caller sees it.
 * @throws DomainError `not_found` for whoever may not see the case
 */
export async function lockTask(
  trx: Transaction<DB>,
  caller: Caller,
  stageId: string,
): Promise<LockedTask> {
  const locked = await lockMatter(trx, stageId);
  if (locked === undefined) throw new DomainError('not_found', { resource: 'stage' });
  const view = await readTask(trx, locked, caller.actor.actorId, caller.clock);
  if (view.standing.seat === null) await assertVisible(trx, caller, locked);
  return { ...view, locked };
}

/** @throws DomainError `not_found` unless the case is in reach, or a colleague let this person in */
export async function assertVisible(
  db: Kysely<DB>,
  { actor, scope }: Pick<Caller, 'actor' | 'scope'>,
  { matter, stage }: StageOfMatter,
): Promise<void> {
  if (isWithinScope(scope, matter)) return;
  const officerId = actor.actorId;
  if (stage.seats.some((seat) => seat.officerId === officerId)) return;
  const { subjectId, makerIds } = matter;
  if (matter.kind === 'request' && makerIds.includes(officerId)) return;
  if (actor.kind === 'officer' && (await wasLetIn(db, { subjectId, officerId }))) return;
  throw new DomainError('not_found', { resource: 'stage' });
}

/**
 * Whoever has stepped aside reads no more of the case; acting in it is refused by name.
 * @throws DomainError `not_found`
 */
export async function assertInSight(
  db: Kysely<DB>,
  actor: Actor,
  { matter: { subjectId } }: Pick<StageOfMatter, 'matter'>,
): Promise<void> {
  if (actor.kind !== 'officer') return;
  if (await hasSteppedAside(db, { subjectId, officerId: actor.officerId }))
    throw new DomainError('not_found', { resource: 'stage' });
}

/** A stage with the amount that is decided in it. */
type Decided = StageOfMatter & { readonly amount: Money };

export async function readTask(
  db: Kysely<DB>,
  where: StageOfMatter,
  officerId: string,
  clock: BusinessClock,
): Promise<StageTask> {
  const { matter, approval, stage } = where;
  const voter = await findVoter(db, officerId, matter.customerId);
  const amount = await readDecidedAmount(db, where);
  const delegations = await listInForce(db, { ...where, amount }, officerId, clock);
  const standing = await findStanding(db, where, { officerId, voter, delegations });
  const key = {
    stageId: stage.stageId,
    approvalId: approval.approvalId,
    subjectId: matter.subjectId,
    officerId,
    seatId: standing.seat?.seatId ?? null,
  };
  const rows = await readTaskRows(db, key, clock.now);
  const earlier = await listEarlierApprovals(db, where);
  const related = [voter, standing.authority].flatMap((one) =>
    one?.isRelated ? [one.officerId] : [],
  );
  const barred = await listBarredIds(db, matter);
  const task: Task = {
    stage,
    matter: { kind: matter.kind, status: matter.status },
    officerId,
    seat: standing.seat,
    roles: voter?.roles ?? [],
    makerIds: matter.makerIds,
    relatedIds: [...related, ...barred],
    earlierApprovals: earlier,
    adviceCount: rows.adviceCount,
    openAdviceId: rows.openAdviceId,
    copyCount: rows.copyCount,
    claim: rows.claim,
    delegatedTo: delegations.find(({ fromOfficerId }) => fromOfficerId === officerId) ?? null,
    isCounterOfferOpen: rows.isCounterOfferOpen,
    ownVote: ownVoteOf(where, rows),
    reminderCount: rows.reminderCount,
    nextReminderAt: await nextReminder(db, where, rows),
    now: clock.now,
  };
  return { task, ballot: toBallot({ ...where, amount }, task, standing), standing, earlier };
}

/** Delegations of or to this person that reach this case today. */
async function listInForce(
  db: Kysely<DB>,
  where: Decided,
  officerId: string,
  { businessDate }: BusinessClock,
): Promise<readonly Delegation[]> {
  const found = await listDelegations(db, [officerId], businessDate);
  const reached = {
    tier: where.approval.tier,
    product: where.matter.product,
    amount: where.amount,
  };
  return found.filter((one) => isInForce(one, businessDate) && covers(one, reached));
}

/** One's own seat comes first; otherwise the first open seat of somebody for whom one stands in. */
async function findStanding(
  db: Kysely<DB>,
  { matter, stage }: StageOfMatter,
  person: {
    readonly officerId: string;
    readonly voter: Voter | undefined;
    readonly delegations: readonly Delegation[];
  },
): Promise<Standing> {
  const { officerId, voter, delegations } = person;
  const own = stage.seats.find((seat) => seat.officerId === officerId);
  const none = { seat: own ?? null, authority: voter, delegation: null };
  if (voter === undefined || (own !== undefined && own.status !== 'removed')) return none;
  for (const delegation of delegations.filter(({ toOfficerId }) => toOfficerId === officerId)) {
    const seat = stage.seats.find((one) => one.officerId === delegation.fromOfficerId);
    if (seat === undefined || seat.status !== 'open' || !mayStandIn(voter.roles, seat)) continue;
    const delegator = await findVoter(db, delegation.fromOfficerId, matter.customerId);
    if (delegator === undefined) continue;
    const limit = delegatedLimit(delegator.limit, delegation.scope);
    return { seat, authority: { ...delegator, limit }, delegation };
  }
  return none;
}

function toBallot(where: Decided, task: Task, { authority }: Standing): Ballot | null {
  if (authority === undefined) return null;
  const { approval, stage, amount } = where;
  return {
    stage,
    officer: authority,
    subject: {
      amount,
      makerIds: task.makerIds,
      relatedIds: task.relatedIds,
      isLastStage: stage.number === approval.path.length,
      earlierApprovals: task.earlierApprovals,
    },
    vote: { answer: 'approve', reasonCode: null, comment: null, returnTarget: null },
  };
}

/**
 * Whoever stands in is held to the rules of the case himself, beside the delegator: he neither made it nor is
 * related, and has not acted on it in an earlier stage.
 * @throws DomainError `four_eyes`, `conflict_of_interest`, `already_approved`
 */
export function assertMayStandIn({ task, standing, earlier }: StageTask): void {
  if (standing.delegation === null) return;
  assertUnbiased(task.officerId, task);
  const before = earlier.find(({ officerId }) => officerId === task.officerId);
  if (before === undefined) return;
  const { officerId, stageNumber } = before;
  throw new DomainError('already_approved', { officerId, stageNumber });
}

function ownVoteOf({ approval, stage }: StageOfMatter, rows: TaskRows): Task['ownVote'] {
  if (rows.votedAt === null) return null;
  return {
    votedAt: rows.votedAt,
    verdict: stage.verdict,
    isLastStage: stage.number === approval.path.length,
    laterVoteStageNumber: rows.laterVoteStageNumber,
  };
}

async function nextReminder(
  db: Kysely<DB>,
  { stage }: StageOfMatter,
  { lastRemindedAt }: TaskRows,
): Promise<Instant | null> {
  if (lastRemindedAt === null) return null;
  const calendar = await readBranchCalendar(db, stage.branchId);
  return addWorkingMinutes(lastRemindedAt, reminderPauseMinutes, calendar);
}
