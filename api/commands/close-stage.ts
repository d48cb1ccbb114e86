/** What a verdict does to the case. An approve leads on by itself: the workflow opens the next stage. */
import type { Transaction } from 'kysely';
import type { Verdict } from '../../domain/approval/stage.ts';
import { returnDeadlines } from '../../domain/origination/case-clocks.ts';
import { applicationMachine } from '../../domain/origination/application-states.ts';
import { nextState } from '../../domain/state-machine.ts';
import type { CaseStep } from '../../db/queries/approval-events.ts';
import { saveApplication } from '../../db/queries/applications.ts';
import { endRequest, saveRequest } from '../../db/queries/approval-requests.ts';
import { endApproval } from '../../db/queries/approvals.ts';
import { setDeadlines } from '../../db/queries/stage-deadlines.ts';
import {
  applicationMatter,
  requestMatter,
  type ApplicationMatter,
  type LockedMatter,
  type Matter,
  type RequestMatter,
} from '../../db/queries/matters.ts';
import { saveStage } from '../../db/queries/stages.ts';
import type { DB } from '../../db/tables.ts';
import { dropSubject } from '../../db/queries/request-subjects.ts';
import type { Caller } from './caller.ts';
import { idsOf } from './matter-steps.ts';

/**
 * Closes the stage, unless its verdict is still open, and moves the application or the request with it.
 * @param steps gets what happened, for timeline and audit
 */
export async function closeStage(
  trx: Transaction<DB>,
  locked: LockedMatter,
  verdict: Verdict,
  caller: Caller,
  steps: CaseStep[],
): Promise<Matter> {
  const { matter, stage } = locked;
  if (verdict.outcome === 'open') return matter;
  const { now } = caller.clock;
  // With whoever asked the stage stays open for the index "one running stage", but takes no votes.
  const waits = verdict.outcome === 'return' && verdict.returnTarget.to === 'applicant';
  const status = waits ? 'returned' : 'closed';
  const closed = { status, verdict: verdict.outcome, closedAt: waits ? null : now } as const;
  await saveStage(trx, stage.stageId, closed);
  steps.push(stageClosed(locked, verdict));
  if (verdict.outcome === 'decline') return decline(trx, locked, caller, steps);
  if (!waits) return matter;
  // The stage's own clocks stand still; those of whoever has it now start.
  await setDeadlines(trx, stage.stageId, returnDeadlines(now));
  return giveBack(trx, locked, caller, steps);
}

function decline(
  trx: Transaction<DB>,
  locked: LockedMatter,
  caller: Caller,
  steps: CaseStep[],
): Promise<Matter> {
  return isApplication(locked)
    ? declineApplication(trx, locked, caller, steps)
    : declineRequest(trx, locked as LockedMatter<RequestMatter>, caller, steps);
}

function giveBack(
  trx: Transaction<DB>,
  locked: LockedMatter,
  caller: Caller,
  steps: CaseStep[],
): Promise<Matter> {
  return isApplication(locked)
    ? returnToApplicant(trx, locked, caller, steps)
    : returnToRequester(trx, locked as LockedMatter<RequestMatter>, caller, steps);
}

function isApplication(locked: LockedMatter): locked is LockedMatter<ApplicationMatter> {
  return locked.matter.kind === 'application';
}

async function declineApplication(
  trx: Transaction<DB>,
  locked: LockedMatter<ApplicationMatter>,
  { clock }: Caller,
  steps: CaseStep[],
): Promise<Matter> {
  const { application } = locked.matter;
  const status = nextState(applicationMachine, application.status, 'decline');
  await endApproval(trx, locked.approval.approvalId, 'declined', clock.now);
  steps.push(moved(locked, status, 'application.declined'));
  const decided = { status, decidedAt: clock.now, decidedDate: clock.businessDate };
  return applicationMatter(await saveApplication(trx, application.applicationId, decided));
}

/** What was asked for stays undone. */
async function declineRequest(
  trx: Transaction<DB>,
  locked: LockedMatter<RequestMatter>,
  { clock, actor }: Caller,
  steps: CaseStep[],
): Promise<Matter> {
  const { request } = locked.matter;
  const ended = await endRequest(trx, { ...locked, request }, 'declined', clock.now);
  await dropSubject(trx, ended, { actorId: actor.actorId, businessDate: clock.businessDate });
  steps.push(moved(locked, ended.status, 'request.declined'));
  return requestMatter(ended);
}

async function returnToApplicant(
  trx: Transaction<DB>,
  locked: LockedMatter<ApplicationMatter>,
  { clock }: Caller,
  steps: CaseStep[],
): Promise<Matter> {
  const { application } = locked.matter;
  const status = nextState(applicationMachine, application.status, 'return');
  steps.push(moved(locked, status, 'application.returned'));
  const returned = { status, returnedAt: clock.now };
  return applicationMatter(await saveApplication(trx, application.applicationId, returned));
}

async function returnToRequester(
  trx: Transaction<DB>,
  locked: LockedMatter<RequestMatter>,
  { clock, actor }: Caller,
  steps: CaseStep[],
): Promise<Matter> {
  const status = 'returned';
  steps.push(moved(locked, status, 'request.returned'));
  const { requestId } = locked.matter.request;
  const returned = await saveRequest(trx, requestId, { status, returnedAt: clock.now });
  await dropSubject(trx, returned, { actorId: actor.actorId, businessDate: clock.businessDate });
  return requestMatter(returned);
}

function stageClosed({ matter, approval, stage }: LockedMatter, verdict: Verdict): CaseStep {
  return {
    kind: 'stage.closed',
    ...idsOf(matter),
    approvalId: approval.approvalId,
    stageId: stage.stageId,
    actorId: null,
    details: {
      number: stage.number,
      key: stage.template.key,
      verdict: verdict.outcome,
      ...verdict.count,
      ...(verdict.outcome === 'return' && { returnTarget: verdict.returnTarget }),
    },
  };
}

function moved({ matter, approval }: LockedMatter, status: string, kind: string): CaseStep {
  return {
    kind,
    ...idsOf(matter),
    approvalId: approval.approvalId,
    actorId: null,
    before: { status: matter.status },
    details: { status },
  };
}
