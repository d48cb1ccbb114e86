/**
 * One disbursement from its release to the rail's answer. The rail is called by a normal activity that is never tried
 * twice; an answer that was lost is asked for, with growing pauses, until the row knows it.
 */
import { ActivityFailure, continueAsNew } from '@temporalio/workflow';
import { addMs } from '../domain/instant.ts';
import { installClock, type Clock } from './clock.ts';
import { installInbox } from './inbox.ts';
import {
  railAnsweredSignal,
  railStepKinds,
  type DisbursementStart,
  type DueStep,
  type Position,
} from './messages.ts';
import { liftStart, runProcess } from './process.ts';
import { disbursements, paymentRailOn, type PaymentRailActivities } from './proxies.ts';

const PAUSE_AFTER_FAILURE_MS = 10_000;

export async function disburseLoan(given: DisbursementStart): Promise<void> {
  const start = liftStart(given);
  const clock = installClock(start);
  const inbox = installInbox(clock, start.pending ?? false, [railAnsweredSignal]);
  const rail = paymentRailOn(start.railTaskQueue);
  await runProcess(start.disbursementId, start.position, {
    steps: {
      look: disbursements.lookAtDisbursement,
      runDue: (disbursementId, due) => runDisbursement({ rail, clock }, disbursementId, due),
    },
    clock,
    inbox,
    stepsPerRun: start.stepsPerRun,
    renew: (carried) => continueAsNew<typeof disburseLoan>({ ...start, ...carried }),
  });
}

async function runDisbursement(
  { rail, clock }: { rail: PaymentRailActivities; clock: Clock },
  disbursementId: string,
  due: DueStep,
): Promise<Position> {
  if (due.kind !== railStepKinds.send && due.kind !== railStepKinds.query) {
    return disbursements.runDisbursementStep(disbursementId, due);
  }
  try {
    if (due.kind === railStepKinds.send) await rail.sendTransfer(disbursementId);
    else await rail.queryTransfer(disbursementId);
  } catch (error) {
    if (!(error instanceof ActivityFailure)) throw error;
    // The money may have moved or not: the row says from when on the rail is asked.
    const lost = { ...due, kind: railStepKinds.loseAnswer };
    return notAtOnce(clock, await disbursements.runDisbursementStep(disbursementId, lost));
  }
  return disbursements.lookAtDisbursement(disbursementId);
}

/** A call that failed before the rail was reached would fail again at once. */
function notAtOnce(clock: Clock, position: Position): Position {
  if (position.nextAt === null) return position;
  const earliest = addMs(clock.now(), PAUSE_AFTER_FAILURE_MS);
  return { ...position, nextAt: position.nextAt > earliest ? position.nextAt : earliest };
}
