/** One refund of a credit balance from its release to the rail's answer. */
import { continueAsNew } from '@temporalio/workflow';
import type { RefundStart } from './messages.ts';
import { liftStart } from './process.ts';
import { paymentRailOn, refunds } from './proxies.ts';
import { runTransfer } from './transfer.ts';

export async function refundCredit(given: RefundStart): Promise<void> {
  const start = liftStart(given);
  const rail = paymentRailOn(start.railTaskQueue);
  const steps = {
    look: refunds.lookAtRefund,
    runStep: refunds.runRefundStep,
    send: rail.sendRefund,
    query: rail.queryRefund,
  };
  await runTransfer(start.refundId, start, steps, (carried) =>
    continueAsNew<typeof refundCredit>({ ...start, ...carried }),
  );
}
