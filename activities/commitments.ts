/** Commitments that are drawn when the money has arrived, or lapse when a case ends by time. */
import type { Transaction } from 'kysely';
import type { Application } from '../db/queries/applications.ts';
import { listOpenCommitments } from '../db/queries/commitments.ts';
import { insertEntries } from '../db/queries/ledger.ts';
import type { DB } from '../db/tables.ts';
import type { IsoDate } from '../domain/calendar.ts';
import { commitmentEntry } from '../domain/ledger/commitments.ts';

/** What was promised beyond the amount drawn lapses: there is one disbursement for an application. */
export async function drawCommitment(
  trx: Transaction<DB>,
  application: Application,
  { amountMinor, date }: { readonly amountMinor: bigint; readonly date: IsoDate },
): Promise<void> {
  const { applicationId, branchId, customerId, content } = application;
  for (const { offerId, currency, ...open } of await listOpenCommitments(trx, applicationId)) {
    const drawnMinor = amountMinor < open.amountMinor ? amountMinor : open.amountMinor;
    const lapsedMinor = open.amountMinor - drawnMinor;
    const entries = [
      ...commitmentEntry('commitment_drawn', { offerId, amountMinor: drawnMinor, date }),
      ...commitmentEntry('commitment_lapsed', { offerId, amountMinor: lapsedMinor, date }),
    ];
    const owner = {
      loanId: null,
      customerId,
      branchId,
      productCode: content.productCode,
      currency,
    };
    await insertEntries(trx, owner, { entries, postedDate: date });
  }
}

export async function lapseCommitment(
  trx: Transaction<DB>,
  application: Application,
  date: IsoDate,
): Promise<void> {
  await drawCommitment(trx, application, { amountMinor: 0n, date });
}
