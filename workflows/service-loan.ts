/** The life of one loan, from booking to its end: reminders, due dates, grace, postings, buckets, one timer at a time. */
import { continueAsNew } from '@temporalio/workflow';
import { installClock } from './clock.ts';
import { installInbox } from './inbox.ts';
import { loanChangedSignal, paymentReceivedSignal, type ServicingStart } from './messages.ts';
import { liftStart, runProcess } from './process.ts';
import { servicing } from './proxies.ts';

export async function serviceLoan(given: ServicingStart): Promise<void> {
  const start = liftStart(given);
  const clock = installClock(start);
  const signals = [paymentReceivedSignal, loanChangedSignal];
  const inbox = installInbox(clock, start.pending ?? false, signals);
  await runProcess(start.loanId, start.position, {
    steps: { look: servicing.lookAtLoan, runDue: servicing.runLoanStep },
    clock,
    inbox,
    stepsPerRun: start.stepsPerRun,
    renew: (carried) => continueAsNew<typeof serviceLoan>({ ...start, ...carried }),
  });
}
