/**
 * The yardstick of approvals: the least a Temporal workflow can do for the same process. Two stages, three votes as
 * updates, a timer per stage and one activity that inserts a row; no rules, no seats, no record, no audit.
 */
import {
  condition,
  defineUpdate,
  proxyActivities,
  setHandler,
  workflowInfo,
} from '@temporalio/workflow';

export type BareActivities = { insertOutcome: (workflowId: string) => Promise<void> };

const { insertOutcome } = proxyActivities<BareActivities>({ startToCloseTimeout: '30 seconds' });

export const bareVoteUpdate = defineUpdate<number, [string]>('bareVote');

const votesNeededByStage = [1, 3] as const;

export async function bareApproval(): Promise<void> {
  let voteCount = 0;
  setHandler(bareVoteUpdate, () => {
    voteCount += 1;
    return voteCount;
  });
  for (const needed of votesNeededByStage) await condition(() => voteCount >= needed, '4 hours');
  await insertOutcome(workflowInfo().workflowId);
}
