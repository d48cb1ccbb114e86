/** A confirmed policy version waits for its effective date, becomes active and retires the one before it. */
import { continueAsNew } from '@temporalio/workflow';
import { installClock } from './clock.ts';
import { installInbox } from './inbox.ts';
import { versionChangedSignal, type VersionStart } from './messages.ts';
import { liftStart, runProcess } from './process.ts';
import { versions } from './proxies.ts';

export async function activateVersion(given: VersionStart): Promise<void> {
  const start = liftStart(given);
  const clock = installClock(start);
  const inbox = installInbox(clock, start.pending ?? false, [versionChangedSignal]);
  await runProcess(start.policyVersionId, start.position, {
    steps: { look: versions.lookAtVersion, runDue: versions.runVersionStep },
    clock,
    inbox,
    stepsPerRun: start.stepsPerRun,
    renew: (carried) => continueAsNew<typeof activateVersion>({ ...start, ...carried }),
  });
}
