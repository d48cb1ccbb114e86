/** A line of a work queue as people see it: the name masked, the flags worked out, the quick answers with their reasons. */
import type { VoteAnswer } from '../domain/approval/stage.ts';
import { takeBackUntil } from '../domain/approval/task.ts';
import type { Instant } from '../domain/calendar.ts';
import { maskName } from '../domain/masks.ts';
import { toWireMoney } from '../domain/money.ts';
import type { Role } from '../domain/roles.ts';
import type { QueueLine } from '../db/queries/stage-queue.ts';
import type { Actor } from './context.ts';

const answers: readonly VoteAnswer[] = ['approve', 'decline', 'return'];

export function presentLine(line: QueueLine, actor: Actor, now: Instant) {
  return {
    kind: line.kind,
    applicationId: line.applicationId,
    requestId: line.requestId,
    number: line.number,
    title: line.title,
    customerName: shownName(line),
    product: line.product,
    amount: toWireMoney({ minor: line.amountMinor, currency: line.currency }),
    installmentCount: line.installmentCount,
    grade: line.grade,
    tier: line.tier,
    applicationStatus: line.applicationStatus,
    requestStatus: line.requestStatus,
    version: line.version,
    branchName: line.branchName,
    officerName: line.officerName,
    arrivedAt: line.arrivedAt,
    flags: flagsOf(line),
    stage: presentStage(line, now),
    myVote: presentVote(line, now),
    readAt: line.readAt,
    actions: quickActions(line, actor),
  };
}

/** A company's name is public. */
function shownName({ customerName, customerKind }: QueueLine): string | null {
  if (customerName === null || customerKind === 'company') return customerName;
  return maskName(customerName);
}

function flagsOf({ submissionNumber, seatSource, hasExceptions }: QueueLine) {
  const flags: ('first' | 'resubmitted' | 'added' | 'delegated' | 'exception')[] = [];
  if (submissionNumber !== null) flags.push(submissionNumber === 1 ? 'first' : 'resubmitted');
  if (seatSource === 'added') flags.push('added');
  if (seatSource === 'delegation') flags.push('delegated');
  if (hasExceptions) flags.push('exception');
  return flags;
}

function presentStage(line: QueueLine, now: Instant) {
  if (line.stageId === null) return null;
  return {
    stageId: line.stageId,
    key: line.stageKey!,
    number: line.stageNumber!,
    stageCount: line.stageCount!,
    attempt: line.attempt!,
    mode: line.mode!,
    quorumCount: line.quorumCount,
    status: line.stageStatus!,
    approveCount: line.approveCount,
    neededCount: line.neededCount ?? 0,
    holders: [...line.holders],
    claim: claimOf(line, now),
    openedAt: line.openedAt!,
    dueAt: line.dueAt,
  };
}

/** A claim that has lapsed is none. */
function claimOf({ claimedById, claimedByName, claimedUntil }: QueueLine, now: Instant) {
  if (claimedById === null || claimedUntil === null || claimedUntil <= now) return null;
  return { officerId: claimedById, name: claimedByName ?? '', until: claimedUntil };
}

/** Until when it can be taken back, if nobody builds on it; the stage's own page knows whether somebody has. */
function presentVote({ myAnswer, votedAt, applicationStatus }: QueueLine, now: Instant) {
  if (myAnswer === null || votedAt === null) return null;
  const until = takeBackUntil(votedAt);
  const undoUntil = applicationStatus === 'in_review' && until > now ? until : null;
  return { answer: myAnswer, votedAt, undoUntil };
}

/** What the list can know without asking for each row; the stage's own page asks everything. */
function quickActions(line: QueueLine, actor: Actor) {
  const reasonCode = quickRefusal(line, actor);
  return answers.map((action) => ({ action, allowed: reasonCode === null, reasonCode }));
}

function quickRefusal(line: QueueLine, actor: Actor): string | null {
  if (line.stageStatus !== 'open') return 'stage_not_open';
  if (line.makerIds.includes(actor.actorId)) return 'four_eyes';
  if (line.myAnswer !== null) return 'already_voted';
  if (line.seatRole !== null && !actor.roles.has(line.seatRole as Role)) return 'no_seat';
  return null;
}
