/**
 * One customer's late loans together, until nothing is past due any more: ladder steps, promises judged, and a word
 * to the next level when nobody acted. A promise moves the next deadline, so it needs no timer of its own.
 */
import { continueAsNew } from '@temporalio/workflow';
import { installClock } from './clock.ts';
import { installInbox } from './inbox.ts';
import { caseChangedSignal, type CollectionStart } from './messages.ts';
import { liftStart, runProcess } from './process.ts';
import { collections } from './proxies.ts';

export async function workCollectionCase(given: CollectionStart): Promise<void> {
  const start = liftStart(given);
  const clock = installClock(start);
  const inbox = installInbox(clock, start.pending ?? false, [caseChangedSignal]);
  await runProcess(start.caseId, start.position, {
    steps: { look: collections.lookAtCase, runDue: collections.runCaseStep },
    clock,
    inbox,
    stepsPerRun: start.stepsPerRun,
    renew: (carried) => continueAsNew<typeof workCollectionCase>({ ...start, ...carried }),
  });
}
