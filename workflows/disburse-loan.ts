/** One disbursement from its release to the rail's answer. */
import { continueAsNew } from '@temporalio/workflow';
import type { DisbursementStart } from './messages.ts';
import { liftStart } from './process.ts';
import { disbursements, paymentRailOn } from './proxies.ts';
import { runTransfer } from './transfer.ts';

export async function disburseLoan(given: DisbursementStart): Promise<void> {
  const start = liftStart(given);
  const rail = paymentRailOn(start.railTaskQueue);
  const steps = {
    look: disbursements.lookAtDisbursement,
    runStep: disbursements.runDisbursementStep,
    send: rail.sendTransfer,
    query: rail.queryTransfer,
  };
  await runTransfer(start.disbursementId, start, steps, (carried) =>
    continueAsNew<typeof disburseLoan>({ ...start, ...carried }),
  );
}
