/** Disbursements that wait for another person's release; what else waits for a second person has queries of its own. */
import type { Kysely } from 'kysely';
import type { DB } from '../tables.ts';
import { withinScope, type Scope } from './scope.ts';

export type WaitingDisbursement = {
  readonly disbursementId: string;
  readonly applicationNumber: string;
  readonly madeByName: string;
};

/** Requested by somebody else, oldest first. */
export async function listWaitingDisbursements(
  db: Kysely<DB>,
  { officerId, scope, limit }: { officerId: string; scope: Scope; limit: number },
): Promise<WaitingDisbursement[]> {
  const rows = await db
    .selectFrom('disbursement')
    .innerJoin('application', 'application.application_id', 'disbursement.application_id')
    .innerJoin('officer', 'officer.officer_id', 'disbursement.made_by')
    .select(['disbursement.disbursement_id', 'application.number', 'officer.display_name'])
    .where('disbursement.status', '=', 'requested')
    .where('disbursement.made_by', '<>', officerId)
    .where(
      withinScope(scope, { branch: 'application.branch_id', customer: 'application.customer_id' }),
    )
    .orderBy('disbursement.requested_at')
    .limit(limit)
    .execute();
  return rows.map((row) => ({
    disbursementId: row.disbursement_id,
    applicationNumber: row.number,
    madeByName: row.display_name,
  }));
}
