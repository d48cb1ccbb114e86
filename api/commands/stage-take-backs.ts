/**
 * Taking one's own last vote back. Where it closed the stage, the next one is closed unused and this one takes votes
 * again with new deadlines; the workflow, whatever it was waiting for, finds it open.
 */
import type { Transaction } from 'kysely';
import { stageDeadlines } from '../../domain/approval/deadlines.ts';
import { assertMayTakeBack } from '../../domain/approval/task.ts';
import { reviewDeadlines } from '../../domain/origination/case-clocks.ts';
import type { CaseStep } from '../../db/queries/approval-events.ts';
import { readBranchCalendar } from '../../db/queries/calendar.ts';
import type { LockedMatter } from '../../db/queries/matters.ts';
import { reopenStage, takeBackVote } from '../../db/queries/seat-changes.ts';
import { setDeadlines, wasDeadlineDone } from '../../db/queries/stage-deadlines.ts';
import { listStagesOf, saveStage } from '../../db/queries/stages.ts';
import type { DB } from '../../db/tables.ts';
import type { Caller } from './caller.ts';
import { recordAndTell, stageStep } from './settle-stage.ts';
import { escalationOf } from './stage-handovers.ts';
import { lockTask } from './tasks.ts';

/** @throws DomainError as `assertMayTakeBack` */
export async function takeBack(
  trx: Transaction<DB>,
  caller: Caller,
  input: { readonly stageId: string; readonly reason: string },
): Promise<void> {
  const { task, locked } = await lockTask(trx, caller, input.stageId);
  assertMayTakeBack(task);
  const { stageId } = locked.stage;
  const officerId = caller.actor.actorId;
  const voteId = await takeBackVote(trx, { stageId, officerId }, caller.clock.now);
  const details = { voteId, reason: input.reason };
  const steps = [stageStep(locked, caller, { kind: 'vote.taken_back', details })];
  const isClosed = locked.stage.status === 'closed';
  const dueAt = isClosed
    ? await reopen(trx, locked, caller, steps)
    : await escalationOf(trx, stageId);
  await reopenStage(trx, stageId, dueAt);
  await recordAndTell(trx, locked, caller, steps);
}

/** @returns when the stage escalates, counted anew */
async function reopen(
  trx: Transaction<DB>,
  locked: LockedMatter,
  caller: Caller,
  steps: CaseStep[],
): Promise<string> {
  const { matter, approval, stage } = locked;
  const { now } = caller.clock;
  const stages = await listStagesOf(trx, approval.approvalId);
  const next = stages.find(({ status }) => status === 'open');
  if (next !== undefined) {
    await saveStage(trx, next.stageId, { status: 'unused', verdict: null, closedAt: now });
    steps.push(
      stageStep({ ...locked, stage: next }, caller, {
        kind: 'stage.unused',
        details: { number: next.number },
      }),
    );
  }
  const calendar = await readBranchCalendar(trx, stage.branchId);
  const own = stageDeadlines(stage.template.sla, now, calendar);
  const isNoticed = await wasDeadlineDone(trx, approval.approvalId, 'review_notice');
  const review = reviewDeadlines(matter.submittedAt ?? approval.openedAt);
  await setDeadlines(trx, stage.stageId, [
    ...own.map(({ name, dueAt }) => ({ kind: name, dueAt })),
    ...review.filter(({ kind }) => !(isNoticed && kind === 'review_notice')),
  ]);
  const dueAt = own.find(({ kind }) => kind === 'escalation')!.dueAt;
  const details = { number: stage.number, dueAt };
  steps.push(stageStep(locked, caller, { kind: 'stage.reopened', details }));
  return dueAt;
}
