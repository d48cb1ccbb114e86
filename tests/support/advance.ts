/** Moves the clock of one workflow on the server: the proof that our timers are real timers. */
import { randomUUID } from 'node:crypto';
import type { Client } from '@temporalio/client';
import { msToTs } from '@temporalio/common/lib/time.js';
import proto from '@temporalio/proto';

const Result = proto.temporal.api.enums.v1.FastForwardPollingResult;
const MAX_SKIPS = 10_000;

/**
 * Moves the clock and stops; one move at a time per workflow. The clock arriving is not the work being done: poll for
 * the effect.
 * @throws when the server cannot move it that far
 */
export async function advance(client: Client, workflowId: string, ms: number): Promise<void> {
  const target = { namespace: client.options.namespace, workflowExecution: { workflowId } };
  const fastForwardId = randomUUID();
  await client.workflowService.updateWorkflowExecutionOptions({
    ...target,
    updateMask: { paths: ['time_skipping_config'] },
    workflowExecutionOptions: {
      timeSkippingConfig: {
        enabled: true,
        maxSessionSkipCount: MAX_SKIPS,
        fastForwardConfig: { id: fastForwardId, duration: msToTs(ms) },
      },
    },
  });
  for (;;) {
    const { fastForwardPollingResult: result, failedReason } =
      await client.workflowService.pollWorkflowExecutionTimeSkipping({ ...target, fastForwardId });
    if (result === Result.FAST_FORWARD_POLLING_RESULT_FAST_FORWARD_COMPLETED) return;
    // The long poll has ended before the clock arrived: it is asked again.
    if (result !== Result.FAST_FORWARD_POLLING_RESULT_FAST_FORWARD_FAILED) continue;
    const { status } = await client.workflow.getHandle(workflowId).describe();
    if (status.name !== 'RUNNING') return;
    throw new Error(`the clock of ${workflowId} stopped: ${failedReason ?? ''}`);
  }
}
