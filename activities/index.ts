/** The activities of a worker, by the queue they are called on. Every name is unique over all of them. */
import { invariant } from '../domain/invariant.ts';
import { createApprovalActivities } from './approvals.ts';
import { createCollectionActivities } from './collections.ts';
import { createDisbursementActivities } from './disbursements.ts';
import { createEndOfDayActivities } from './end-of-day.ts';
import { createJobActivities } from './jobs.ts';
import type { ActivityParts } from './parts.ts';
import { createPaymentRailActivities } from './payment-rail.ts';
import type { PaymentRail } from './ports/payment-rail.ts';
import { createRefundActivities } from './refunds.ts';
import { createRequestActivities } from './requests.ts';
import { createServicingActivities } from './servicing.ts';
import { createTrainingClockActivities } from './training-clock.ts';
import { createVersionActivities } from './versions.ts';

/** The steps on our own rows. */
export function createOwnActivities(parts: ActivityParts): object {
  return mergeByName([
    createApprovalActivities(parts),
    createCollectionActivities(parts),
    createDisbursementActivities(parts),
    createEndOfDayActivities(parts),
    createJobActivities(parts),
    createRefundActivities(parts),
    createRequestActivities(parts),
    createServicingActivities(parts),
    createTrainingClockActivities(parts),
    createVersionActivities(parts),
  ]);
}

/** The steps that speak to the payment rail, on its own queue. */
export function createRailActivities({ db, keys }: ActivityParts, rail: PaymentRail): object {
  return createPaymentRailActivities({ db, keys, rail });
}

/** Temporal calls an activity by its name alone, so a second one of the same name would hide the first. */
function mergeByName(groups: readonly object[]): object {
  const names = groups.flatMap((group) => Object.keys(group));
  invariant(new Set(names).size === names.length, 'two activities never share a name');
  return Object.assign({}, ...groups) as object;
}
