/** Commitments that are drawn when money has arrived, or lapse when a case, or the time for drawing, ends. */
import type { Transaction } from 'kysely';
import { findApplication, type Application } from '../db/queries/applications.ts';
import { listOpenCommitments } from '../db/queries/commitments.ts';
import { saveDrawing, sumDisbursementsInFlight } from '../db/queries/drawings.ts';
import { insertEntries } from '../db/queries/ledger.ts';
import type { Loan } from '../db/queries/loans.ts';
import type { DB } from '../db/tables.ts';
import type { IsoDate } from '../domain/calendar.ts';
import { invariant } from '../domain/invariant.ts';
import { commitmentEntry } from '../domain/ledger/commitments.ts';
import { money } from '../domain/money.ts';
import { tellDrawingEnded } from './servicing/loan-notices.ts';

export type Draw = {
  readonly amountMinor: bigint;
  /** Which part of the loan this is, from 1. */
  readonly part: number;
  readonly date: IsoDate;
  /** What must stay promised; everything beyond it lapses. */
  readonly keptMinor: bigint;
};

export async function drawCommitment(
  trx: Transaction<DB>,
  application: Application,
  { amountMinor, part, date, keptMinor }: Draw,
): Promise<void> {
  const { applicationId, branchId, customerId, content } = application;
  for (const { offerId, currency, ...open } of await listOpenCommitments(trx, applicationId)) {
    const drawnMinor = amountMinor < open.amountMinor ? amountMinor : open.amountMinor;
    const restMinor = open.amountMinor - drawnMinor;
    const lapsedMinor = restMinor > keptMinor ? restMinor - keptMinor : 0n;
    const entries = [
      ...commitmentEntry('commitment_drawn', { offerId, part, amountMinor: drawnMinor, date }),
      ...commitmentEntry('commitment_lapsed', { offerId, part, amountMinor: lapsedMinor, date }),
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
  await drawCommitment(trx, application, { amountMinor: 0n, part: 1, date, keptMinor: 0n });
}

/**
 * Nothing more is drawn of a loan: what was promised lapses, but for a part that is with the rail at this moment. The
 * loan must be locked.
 * @returns the loan as it is afterwards
 */
export async function endDrawing(trx: Transaction<DB>, loan: Loan, date: IsoDate): Promise<Loan> {
  if (loan.drawUntilDate === null) return loan;
  const { loanId, principalMinor, currency, applicationId } = loan;
  const application = await findApplication(trx, applicationId);
  invariant(application !== undefined, 'a loan comes from an application');
  const open = await listOpenCommitments(trx, applicationId);
  const keptMinor = await sumDisbursementsInFlight(trx, applicationId);
  await drawCommitment(trx, application, { amountMinor: 0n, part: 1, date, keptMinor });
  await saveDrawing(trx, loanId, { principalMinor, drawUntilDate: null });
  const openMinor = open.reduce((total, { amountMinor }) => total + amountMinor, 0n);
  if (openMinor > keptMinor)
    await tellDrawingEnded(trx, loan, { amount: money(openMinor - keptMinor, currency), date });
  return { ...loan, drawUntilDate: null };
}
