/** Every workflow by name: Temporal bundles from this file. A test counts them, because a missing name is silent. */
export { activateVersion } from './activate-version.ts';
export { approveApplication } from './approve-application.ts';
export { approveRequest } from './approve-request.ts';
export { disburseLoan } from './disburse-loan.ts';
export { endOfDay } from './end-of-day.ts';
export { moveTrainingClock } from './move-training-clock.ts';
export { refundCredit } from './refund-credit.ts';
export { runJob } from './run-job.ts';
export { serviceLoan } from './service-loan.ts';
export { workCollectionCase } from './work-collection-case.ts';
