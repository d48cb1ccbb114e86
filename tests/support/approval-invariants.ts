/**
 * What must hold of a case in approval after every action of anybody, read from the rows: said once more and in other
 * words than the code that decides, so that the two would have to be wrong together.
 */
import type { Kysely } from 'kysely';
import { expect } from 'vitest';
import { findRequest } from '../../db/queries/approval-requests.ts';
import { findApplication, makersOf } from '../../db/queries/applications.ts';
import { findApprovalOfRound, type Approval } from '../../db/queries/approvals.ts';
import { readClock } from '../../db/queries/clock.ts';
import { listStagesOf, type Stage } from '../../db/queries/stages.ts';
import type { DB } from '../../db/tables.ts';
import type { DelegationScope } from '../../domain/approval/delegation.ts';
import { computeVerdict } from '../../domain/approval/verdict.ts';
import { fromWireMoney, type WireMoney } from '../../domain/money.ts';

export type Subject = { readonly kind: 'application' | 'request'; readonly subjectId: string };

export type Standing = {
  readonly status: string;
  /** Null while the case has not been assessed. */
  readonly approval: Approval | null;
  readonly stages: readonly Stage[];
  readonly makerIds: readonly string[];
};

export async function readStanding(db: Kysely<DB>, subject: Subject): Promise<Standing> {
  if (subject.kind === 'request') {
    const { request, approval } = (await findRequest(db, subject.subjectId))!;
    const stages = await listStagesOf(db, approval.approvalId);
    return { status: request.status, approval, stages, makerIds: [request.requestedBy!] };
  }
  const application = (await findApplication(db, subject.subjectId))!;
  const approval = (await findApprovalOfRound(db, subject.subjectId, 1)) ?? null;
  const stages = approval === null ? [] : await listStagesOf(db, approval.approvalId);
  return { status: application.status, approval, stages, makerIds: makersOf(application) };
}

export const runningOf = (stages: readonly Stage[]): Stage | undefined =>
  stages.find(({ status }) => status === 'open' || status === 'returned');

/** @param seen votes that were judged before; what a person may do is asked when they do it */
export async function holdInvariants(
  db: Kysely<DB>,
  subject: Subject,
  seen: Set<string>,
): Promise<void> {
  const standing = await readStanding(db, subject);
  const { stages, approval } = standing;
  const running = stages.filter(({ status }) => status === 'open' || status === 'returned');
  expect(running.length, 'one stage runs').toBeLessThanOrEqual(1);
  for (const stage of stages) holdStage(stage);
  if (approval === null) return;
  await holdVotes(db, standing, approval, seen);
  await holdRecord(db, stages);
  holdOutcome(standing, approval);
}

function holdStage(stage: Stage): void {
  const voterIds = stage.votes.map(({ officerId }) => officerId);
  const seatIds = stage.votes.map(({ seatId }) => seatId);
  expect(new Set(voterIds).size, 'one vote a person').toBe(voterIds.length);
  expect(new Set(seatIds).size, 'one vote a seat').toBe(seatIds.length);
  for (const vote of stage.votes) {
    const seat = stage.seats.find(({ seatId }) => seatId === vote.seatId);
    expect(seat?.status, 'a seat with a vote is voted').toBe('voted');
  }
  const { outcome, count } = computeVerdict(stage);
  if (stage.status === 'closed' && stage.verdict === 'approve') {
    expect(outcome, 'an approved stage has its quorum').toBe('approve');
    expect(count.approveCount).toBeGreaterThanOrEqual(count.neededCount);
  }
  if (stage.status === 'closed' && stage.verdict === 'decline') expect(outcome).toBe('decline');
  if (stage.status === 'open') expect(['open', 'approve']).toContain(outcome);
}

type FreshVote = {
  readonly vote_id: string;
  readonly officer_id: string;
  readonly answer: string;
  readonly delegation_id: string | null;
  readonly holder_id: string;
  readonly role: string | null;
  readonly stage: Stage;
};

async function holdVotes(
  db: Kysely<DB>,
  { stages, makerIds }: Standing,
  approval: Approval,
  seen: Set<string>,
): Promise<void> {
  const rows = await db
    .selectFrom('vote')
    .innerJoin('seat', 'seat.seat_id', 'vote.seat_id')
    .select([
      'vote.vote_id',
      'vote.stage_id',
      'vote.officer_id',
      'vote.answer',
      'vote.delegation_id',
      'seat.officer_id as holder_id',
      'seat.role',
    ])
    .where('vote.stage_id', 'in', stages.map(({ stageId }) => stageId).concat(approval.approvalId))
    .execute();
  for (const row of rows.filter(({ vote_id }) => !seen.has(vote_id))) {
    seen.add(row.vote_id);
    const stage = stages.find(({ stageId }) => stageId === row.stage_id)!;
    expect(makerIds, 'makers never vote').not.toContain(row.officer_id);
    await holdAuthority(db, approval, { ...row, stage });
  }
}

/** As the person was a moment ago, when the vote was cast: nothing but the vote has happened since. */
async function holdAuthority(db: Kysely<DB>, approval: Approval, vote: FreshVote): Promise<void> {
  const ceiling = await holdDelegation(db, approval, vote);
  const holders = await rolesOf(db, vote.holder_id);
  if (vote.role !== null) expect(holders, 'a seat of a role needs the role').toContain(vote.role);
  expect((await rolesOf(db, vote.officer_id)).length, 'who votes has a role').toBeGreaterThan(0);
  const { stage } = vote;
  const counted = stage.seats.filter(
    ({ isCounted, status }) => isCounted && (status === 'open' || status === 'voted'),
  );
  const isBody = stage.template.mode !== 'any' && counted.length >= 3;
  if (vote.answer !== 'approve' || isBody || stage.number < approval.path.length) return;
  const amount = fromWireMoney(approval.facts['amount'] as WireMoney).minor;
  const { limit_minor: limit } = await db
    .selectFrom('officer')
    .select('limit_minor')
    .where('officer_id', '=', vote.holder_id)
    .executeTakeFirstOrThrow();
  if (limit !== null) expect(amount <= limit, 'nobody decides above their limit').toBe(true);
  if (ceiling !== null) expect(amount <= ceiling, 'nor above what was delegated').toBe(true);
}

/** @returns the ceiling of the delegation, in minor units */
async function holdDelegation(
  db: Kysely<DB>,
  approval: Approval,
  vote: FreshVote,
): Promise<bigint | null> {
  if (vote.delegation_id === null) {
    expect(vote.officer_id, 'votes come from a seat of one’s own').toBe(vote.holder_id);
    return null;
  }
  const row = await db
    .selectFrom('delegation')
    .selectAll()
    .where('delegation_id', '=', vote.delegation_id)
    .executeTakeFirstOrThrow();
  expect([row.from_officer_id, row.to_officer_id]).toEqual([vote.holder_id, vote.officer_id]);
  const { businessDate } = await readClock(db);
  expect(row.ended_at, 'the delegation has not ended').toBeNull();
  expect(row.starts_date <= businessDate && businessDate <= row.ends_date).toBe(true);
  const { tiers, products, ceiling } = row.scope as unknown as DelegationScope;
  if (tiers.length > 0) expect(tiers).toContain(approval.tier);
  if (products.length > 0) expect(products).toContain(approval.facts['product']);
  return ceiling === null ? null : fromWireMoney(ceiling).minor;
}

async function rolesOf(db: Kysely<DB>, officerId: string): Promise<string[]> {
  const rows = await db
    .selectFrom('role_grant')
    .select('role')
    .where('officer_id', '=', officerId)
    .where('revoked_at', 'is', null)
    .execute();
  return rows.map(({ role }) => role);
}

/** Every vote, every stage and every taking back stands in the timeline, once. */
async function holdRecord(db: Kysely<DB>, stages: readonly Stage[]): Promise<void> {
  if (stages.length === 0) return;
  const events = await db
    .selectFrom('approval_event')
    .select(['kind', 'stage_id'])
    .where(
      'stage_id',
      'in',
      stages.map(({ stageId }) => stageId),
    )
    .execute();
  const of = (kind: string, stageId: string) =>
    events.filter((event) => event.kind === kind && event.stage_id === stageId).length;
  for (const { stageId, votes, status, verdict } of stages) {
    const standing = of('vote.cast', stageId) - of('vote.taken_back', stageId);
    expect(standing, 'votes in the record').toBe(votes.length);
    expect(of('stage.opened', stageId) + of('stage.resumed', stageId), 'opened once').toBe(1);
    if (status !== 'closed' || verdict !== 'approve') continue;
    expect(of('stage.closed', stageId), 'closed as often as reopened, and once more').toBe(
      of('stage.reopened', stageId) + 1,
    );
  }
}

const decidedFor = ['approved', 'offered', 'accepted', 'effective'];

/** Nobody gets anything that one of the stages of the path has not approved, or too few people. */
function holdOutcome({ status, stages }: Standing, approval: Approval): void {
  if (!decidedFor.includes(status)) return;
  const approverIds = new Set<string>();
  for (const [index] of approval.path.entries()) {
    const last = stages
      .filter((stage) => stage.number === index + 1 && stage.status !== 'unused')
      .reduce<Stage | null>((a, b) => (a === null || b.attempt > a.attempt ? b : a), null);
    expect([last?.status, last?.verdict], `stage ${index + 1} of ${status}`).toEqual([
      'closed',
      'approve',
    ]);
    for (const { answer, officerId } of last!.votes) {
      if (answer === 'approve') approverIds.add(officerId);
    }
  }
  const needed = approval.facts['minDistinctApprovers'] as number;
  expect(approverIds.size, 'different people').toBeGreaterThanOrEqual(needed);
}
