/**
 * The activities a workflow may call, one group per kind of effect. Short steps on our own database are local: one
 * marker in the history instead of three events. What speaks to the outside is a normal activity on its own queue.
 */
import { proxyActivities, proxyLocalActivities } from '@temporalio/workflow';
import type { createDisbursementActivities } from '../activities/disbursements.ts';
import type { createEndOfDayActivities } from '../activities/end-of-day.ts';
import type { createJobActivities } from '../activities/jobs.ts';
import type { createPaymentRailActivities } from '../activities/payment-rail.ts';
import type { createRefundActivities } from '../activities/refunds.ts';
import type { createServicingActivities } from '../activities/servicing.ts';
import type { createTrainingClockActivities } from '../activities/training-clock.ts';
import type { DueStep, Position, StagePosition } from './messages.ts';

export type ApprovalActivities = {
  /**
   * Null: it ended or went back to the applicant by rule, so its own row says how it goes on. Asked to go on, it opens
   * the first stage as well and says where that stands.
   */
  assessApplication: (
    applicationId: string,
    round?: number,
    goesOn?: boolean,
  ) => Promise<{ approvalId: string | null; first?: StagePosition }>;
  openNextStage: (approvalId: string) => Promise<StagePosition>;
  /** Asked to go on, it opens what follows a closed stage and answers with that. */
  lookAtStage: (stageId: string, goesOn?: boolean) => Promise<StagePosition>;
  runStageDeadline: (stageId: string, due: DueStep) => Promise<StagePosition>;
  /** A round that another has followed has ended. */
  lookAtApplication: (applicationId: string, round?: number) => Promise<Position>;
  runApplicationDeadline: (applicationId: string, due: DueStep) => Promise<Position>;
};
export type RequestActivities = {
  openNextRequestStage: (approvalId: string) => Promise<StagePosition>;
  lookAtRequestStage: (stageId: string) => Promise<StagePosition>;
  runRequestDeadline: (stageId: string, due: DueStep) => Promise<StagePosition>;
  lookAtRequest: (approvalId: string) => Promise<Position>;
  runRequestEffect: (approvalId: string, due: DueStep) => Promise<Position>;
};
export type DisbursementActivities = ReturnType<typeof createDisbursementActivities>;
export type PaymentRailActivities = ReturnType<typeof createPaymentRailActivities>;
export type RefundActivities = ReturnType<typeof createRefundActivities>;
export type ServicingActivities = ReturnType<typeof createServicingActivities>;
export type CollectionActivities = {
  lookAtCase: (caseId: string) => Promise<Position>;
  runCaseStep: (caseId: string, due: DueStep) => Promise<Position>;
};
export type VersionActivities = {
  lookAtVersion: (policyVersionId: string) => Promise<Position>;
  runVersionStep: (policyVersionId: string, due: DueStep) => Promise<Position>;
};
export type EndOfDayActivities = ReturnType<typeof createEndOfDayActivities>;
export type JobActivities = ReturnType<typeof createJobActivities>;
export type TrainingClockActivities = ReturnType<typeof createTrainingClockActivities>;

/** An outage is waited out; a step on our own rows is tried until it succeeds. */
const ownRows = {
  startToCloseTimeout: '30 seconds',
  retry: { maximumInterval: '1 minute' },
} as const;

export const approvals = proxyLocalActivities<ApprovalActivities>(ownRows);
export const requests = proxyLocalActivities<RequestActivities>(ownRows);
export const disbursements = proxyLocalActivities<DisbursementActivities>(ownRows);
export const refunds = proxyLocalActivities<RefundActivities>(ownRows);
export const servicing = proxyLocalActivities<ServicingActivities>(ownRows);
export const collections = proxyLocalActivities<CollectionActivities>(ownRows);
export const versions = proxyLocalActivities<VersionActivities>(ownRows);

/** Never retried: the rail cannot tell a repeat from a second transfer. What came of a call is asked by a query. */
export function paymentRailOn(taskQueue: string): PaymentRailActivities {
  return proxyActivities<PaymentRailActivities>({
    taskQueue,
    startToCloseTimeout: '1 minute',
    retry: { maximumAttempts: 1 },
  });
}

/** Set-based over the whole book, and resumable where it stopped. */
export const days = proxyActivities<EndOfDayActivities>({
  startToCloseTimeout: '10 minutes',
  retry: { maximumInterval: '1 minute' },
});

/** Business dates of a move, a few seconds at a time; it reports as it goes, so a killed worker is noticed within seconds. */
export const training = proxyActivities<TrainingClockActivities>({
  startToCloseTimeout: '30 minutes',
  heartbeatTimeout: '15 seconds',
  retry: { initialInterval: '200 milliseconds', maximumInterval: '10 seconds' },
});

/** Slices of a job, a few seconds at a time; one that fails again and again is ended by its row, not by the engine. */
export const jobs = proxyActivities<JobActivities>({
  startToCloseTimeout: '10 minutes',
  heartbeatTimeout: '15 seconds',
  retry: { initialInterval: '200 milliseconds', maximumInterval: '10 seconds' },
});
