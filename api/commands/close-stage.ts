/** What a verdict does to the case. An approve leads on by itself: the workflow opens the next stage. */
import type { Transaction } from 'kysely';
import type { Verdict } from '../../domain/approval/stage.ts';
import { returnDeadlines } from '../../domain/origination/case-clocks.ts';
import { applicationMachine } from '../../domain/origination/application-states.ts';
import { nextState } from '../../domain/state-machine.ts';
import type { CaseStep } from '../../db/queries/approval-events.ts';
import { saveApplication, type Application } from '../../db/queries/applications.ts';
import { endApproval } from '../../db/queries/approvals.ts';
import { setDeadlines } from '../../db/queries/stage-deadlines.ts';
import type { LockedStage } from '../../db/queries/case-locks.ts';
import { saveStage } from '../../db/queries/stages.ts';
import type { DB } from '../../db/tables.ts';
import type { Caller } from './caller.ts';

/**
 * Closes the stage, unless its verdict is still open, and moves the application with it.
 * @param steps gets what happened, for timeline and audit
 */
export async function closeStage(
  trx: Transaction<DB>,
  locked: LockedStage,
  verdict: Verdict,
  caller: Caller,
  steps: CaseStep[],
): Promise<Application> {
  const { application, stage } = locked;
  if (verdict.outcome === 'open') return application;
  const { now } = caller.clock;
  // With the applicant the stage stays open for the index "one running stage", but takes no votes.
  const waits = verdict.outcome === 'return' && verdict.returnTarget.to === 'applicant';
  const status = waits ? 'returned' : 'closed';
  const closed = { status, verdict: verdict.outcome, closedAt: waits ? null : now } as const;
  await saveStage(trx, stage.stageId, closed);
  steps.push(stageClosed(locked, verdict));
  if (verdict.outcome === 'decline') return decline(trx, locked, caller, steps);
  return waits ? returnToApplicant(trx, locked, caller, steps) : application;
}

async function decline(
  trx: Transaction<DB>,
  { application, approval }: LockedStage,
  { clock }: Caller,
  steps: CaseStep[],
): Promise<Application> {
  const status = nextState(applicationMachine, application.status, 'decline');
  await endApproval(trx, approval.approvalId, 'declined', clock.now);
  steps.push(moved(application, status, 'application.declined', approval.approvalId));
  return saveApplication(trx, application.applicationId, {
    status,
    decidedAt: clock.now,
    decidedDate: clock.businessDate,
  });
}

/** The stage's own clocks stand still; those of the applicant start. */
async function returnToApplicant(
  trx: Transaction<DB>,
  { application, approval, stage }: LockedStage,
  { clock }: Caller,
  steps: CaseStep[],
): Promise<Application> {
  const status = nextState(applicationMachine, application.status, 'return');
  await setDeadlines(trx, stage.stageId, returnDeadlines(clock.now));
  steps.push(moved(application, status, 'application.returned', approval.approvalId));
  return saveApplication(trx, application.applicationId, { status, returnedAt: clock.now });
}

function stageClosed({ application, approval, stage }: LockedStage, verdict: Verdict): CaseStep {
  return {
    kind: 'stage.closed',
    applicationId: application.applicationId,
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

function moved(
  { applicationId, status: from }: Application,
  status: string,
  kind: string,
  approvalId: string,
): CaseStep {
  return {
    kind,
    applicationId,
    approvalId,
    actorId: null,
    before: { status: from },
    details: { status },
  };
}
