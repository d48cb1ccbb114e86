/**
 * The steps of `approveRequest`: the same stages as those of an application, for anything else that several people
 * approve, and the effect of an approved request on its date. At least once: whoever comes second finds it done.
 */
import type { Kysely, Transaction } from 'kysely';
import type { DB } from '../db/tables.ts';
import type { RequestActivities } from '../workflows/proxies.ts';
import { runDeadline } from './requests/deadlines.ts';
import { lookAtRequest, runEffect } from './requests/effect-steps.ts';
import { lookAgain, openNext } from './requests/next-stage.ts';

export function createRequestActivities({ db }: { readonly db: Kysely<DB> }): RequestActivities {
  const inTransaction = <T>(work: (trx: Transaction<DB>) => Promise<T>): Promise<T> =>
    db.transaction().execute(work);
  return {
    openNextRequestStage: (approvalId) => inTransaction((trx) => openNext(trx, approvalId)),
    lookAtRequestStage: (stageId) => inTransaction((trx) => lookAgain(trx, stageId)),
    runRequestDeadline: (stageId, due) => inTransaction((trx) => runDeadline(trx, stageId, due)),
    /** Where the request stands after its last stage; `ended` once it has its outcome. */
    lookAtRequest: (approvalId) => inTransaction((trx) => lookAtRequest(trx, approvalId)),
    /** Carries it out when its date has come. */
    runRequestEffect: (approvalId, due) => inTransaction((trx) => runEffect(trx, approvalId, due)),
  };
}
