/** Commitments that an acceptance signs, or that lapse because the applicant stepped back. */
import type { Transaction } from 'kysely';
import type { Application } from '../../db/queries/applications.ts';
import { listOpenCommitments } from '../../db/queries/commitments.ts';
import { insertEntries } from '../../db/queries/ledger.ts';
import type { DB } from '../../db/tables.ts';
import type { IsoDate } from '../../domain/calendar.ts';
import { commitmentEntry, type CommitmentRule } from '../../domain/ledger/commitments.ts';
import type { Money } from '../../domain/money.ts';

export async function signCommitment(
  trx: Transaction<DB>,
  application: Application,
  { offerId, amount, date }: { offerId: string; amount: Money; date: IsoDate },
): Promise<void> {
  await post(trx, application, 'commitment_signed', { offerId, amount, date });
}

export async function lapseCommitment(
  trx: Transaction<DB>,
  application: Application,
  date: IsoDate,
): Promise<void> {
  const open = await listOpenCommitments(trx, application.applicationId);
  for (const { offerId, amountMinor: minor, currency } of open)
    await post(trx, application, 'commitment_lapsed', {
      offerId,
      amount: { minor, currency },
      date,
    });
}

async function post(
  trx: Transaction<DB>,
  { branchId, customerId, content }: Application,
  rule: CommitmentRule,
  { offerId, amount, date }: { offerId: string; amount: Money; date: IsoDate },
): Promise<void> {
  const { productCode } = content;
  const { currency, minor: amountMinor } = amount;
  const owner = { loanId: null, customerId, branchId, productCode, currency };
  const entries = commitmentEntry(rule, { offerId, amountMinor, date });
  await insertEntries(trx, owner, { entries, postedDate: date });
}
