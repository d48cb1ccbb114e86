/**
 * Handing in again what was returned. Either the stage that returned it opens once more at once, with the same people
 * and the working time they had left, or the case is assessed anew and begins its path again.
 */
import type { Transaction } from 'kysely';
import { readGrade } from '../../domain/approval/authority.ts';
import { deadlineKindOf, resumeDeadlines } from '../../domain/approval/deadlines.ts';
import type { Instant } from '../../domain/calendar.ts';
import { businessDateOf } from '../../domain/instant.ts';
import { invariant } from '../../domain/invariant.ts';
import { applicationMachine } from '../../domain/origination/application-states.ts';
import { runAgainReasons, type RunAgainReason } from '../../domain/origination/resubmission.ts';
import { scoreApplication, scoreInputs } from '../../domain/origination/scorecard.ts';
import { nextState } from '../../domain/state-machine.ts';
import { findLatestSubmission, saveApplication } from '../../db/queries/applications.ts';
import { recordSteps } from '../../db/queries/approval-events.ts';
import { findApprovalOfRound, type Approval } from '../../db/queries/approvals.ts';
import { readBranchCalendar } from '../../db/queries/calendar.ts';
import { endCounterOffer } from '../../db/queries/counter-offers.ts';
import { insertOutbox } from '../../db/queries/outbox.ts';
import { listRunningDeadlines, type StageDeadline } from '../../db/queries/stage-deadlines.ts';
import { insertStage, listStagesOf, saveStage, type Stage } from '../../db/queries/stages.ts';
import type { DB } from '../../db/tables.ts';
import { tellApplicationChanged } from '../../workflows/messages.ts';
import { momentOf, type Caller } from './caller.ts';
import { freeze, type Handing, type SubmissionResult } from './handing-in.ts';

export async function resubmit(
  trx: Transaction<DB>,
  caller: Caller,
  handing: Handing,
): Promise<SubmissionResult> {
  const { application, data } = handing;
  const approval = await findApprovalOfRound(trx, application.applicationId, application.round);
  invariant(approval !== undefined, 'a returned application has an approval');
  const returned = (await listStagesOf(trx, approval.approvalId)).find(
    ({ status }) => status === 'returned',
  );
  invariant(returned !== undefined, 'a returned application has the stage that returned it');
  const reasons = await findReasons(trx, caller, handing, returned);
  const submissionNumber = await freeze(trx, caller, application, data);
  const at = { answeredAt: caller.clock.now, answeredBy: caller.actor.actorId };
  await endCounterOffer(trx, application.applicationId, { status: 'superseded', ...at });
  const closed = { status: 'closed', verdict: 'return', closedAt: caller.clock.now } as const;
  await saveStage(trx, returned.stageId, closed);
  const isResumed = reasons.length === 0;
  const stageId = isResumed
    ? await openAgain(trx, caller, { ...application, returned, approval, submissionNumber })
    : null;
  const event = isResumed ? 'resume' : 'run_again';
  const saved = await saveApplication(trx, application.applicationId, {
    status: nextState(applicationMachine, application.status, event),
    submittedBy: caller.actor.actorId,
    changedDate: caller.clock.businessDate,
  });
  const details = { status: saved.status, submissionNumber, reasons: [...reasons] };
  await recordAgain(trx, caller, handing, { approval, details, stageId });
  await insertOutbox(trx, tellApplicationChanged(application.applicationId, application.round));
  return { application: saved, submissionNumber, path: isResumed ? 'resumes' : 'runs_again' };
}

/** Why the path begins again: the returner wished it, or what changed demands it. */
async function findReasons(
  trx: Transaction<DB>,
  { clock }: Caller,
  { application, data, pinned }: Handing,
  returned: Stage,
): Promise<readonly (RunAgainReason | 'returner_asked')[]> {
  const last = await findLatestSubmission(trx, application.applicationId);
  invariant(last !== undefined, 'a returned application was handed in');
  const card = pinned.scorecard;
  const inputs = scoreInputs(data, clock.businessDate);
  const forced = runAgainReasons({
    before: last.content,
    after: data,
    gradeBefore: readGrade(application.grade),
    gradeAfter: readGrade(scoreApplication(card, data.customerType, inputs).grade),
    submittedDate: businessDateOf(last.submittedAt, clock.timeZone),
    businessDate: clock.businessDate,
  });
  const target = returned.votes.find(({ answer }) => answer === 'return')?.returnTarget;
  return target?.afterwards === 'run_again' ? ['returner_asked', ...forced] : forced;
}

export type Reopening = {
  readonly returnedAt: Instant | null;
  readonly returned: Stage;
  readonly approval: Approval;
  readonly submissionNumber: number;
};

/** The same people see the new submission; an approve given to the old one is not carried over. */
export async function openAgain(
  trx: Transaction<DB>,
  caller: Caller,
  { returnedAt: givenAt, returned, approval, submissionNumber }: Reopening,
): Promise<string> {
  const { now } = caller.clock;
  const { number, template, branchId } = returned;
  const returnedAt = givenAt ?? now;
  const left = await listRunningDeadlines(trx, returned.stageId, 'open');
  const deadlines = await moveClocks(trx, left, { branchId, returnedAt, now });
  const escalation = deadlines.find(({ kind }) => kind.startsWith('escalation_'));
  const { stageId } = await insertStage(trx, {
    approvalId: approval.approvalId,
    number,
    submissionNumber,
    template,
    branchId,
    openedAt: now,
    seats: returned.seats.filter(({ status }) => status === 'open' || status === 'voted'),
    deadlines,
    dueAt: escalation?.dueAt ?? now,
  });
  return stageId;
}

/** Working time goes on with what was left; the clocks of the whole case never stood still. */
async function moveClocks(
  trx: Transaction<DB>,
  left: readonly StageDeadline[],
  { branchId, returnedAt, now }: { branchId: string; returnedAt: string; now: string },
): Promise<readonly StageDeadline[]> {
  const isCaseClock = ({ kind }: StageDeadline) => kind.startsWith('review_');
  const own = left.filter((deadline) => !isCaseClock(deadline));
  const calendar = await readBranchCalendar(trx, branchId);
  const moved = resumeDeadlines(
    own.map(({ kind, dueAt }) => ({ name: kind, kind: deadlineKindOf(kind), percent: 0, dueAt })),
    { returnedAt, resumedAt: now },
    calendar,
  );
  return [...left.filter(isCaseClock), ...moved.map(({ name, dueAt }) => ({ kind: name, dueAt }))];
}

async function recordAgain(
  trx: Transaction<DB>,
  caller: Caller,
  { application }: Handing,
  again: {
    readonly approval: Approval;
    readonly details: { status: string; submissionNumber: number; reasons: string[] };
    readonly stageId: string | null;
  },
): Promise<void> {
  const { applicationId, status } = application;
  const { approvalId } = again.approval;
  const ids = { applicationId, approvalId, actorId: caller.actor.actorId };
  const resubmitted = {
    ...ids,
    kind: 'application.resubmitted',
    before: { status },
    details: again.details,
  };
  const reopened =
    again.stageId === null
      ? []
      : [{ ...ids, kind: 'stage.resumed', stageId: again.stageId, actorId: null }];
  await recordSteps(trx, [resubmitted, ...reopened], momentOf(caller));
}
