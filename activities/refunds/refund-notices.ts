/** Who hears what became of a refund: the borrower, and the people who have to see to it when it failed. */
import type { Transaction } from 'kysely';
import { findApplication } from '../../db/queries/applications.ts';
import { readOfficerNames } from '../../db/queries/approvers.ts';
import type { Loan } from '../../db/queries/loans.ts';
import type { DB } from '../../db/tables.ts';
import { maskName } from '../../domain/masks.ts';
import { format, type Money } from '../../domain/money.ts';
import type { IsoDate } from '../../domain/calendar.ts';
import { daysUntilRefund } from '../../domain/servicing/held-credit.ts';
import { queueNotices, type AnyNoticeRequest } from '../notices.ts';
import type { LockedRefund } from './outcome.ts';

/** Questions without an answer after which a person must look. */
const patienceCount = 3;

export async function tellRefundConfirmed(
  trx: Transaction<DB>,
  locked: LockedRefund,
): Promise<void> {
  await queueNotices(trx, [{ ...toBorrower(locked, 'confirmed'), template: 'credit_refunded' }]);
}

/** The borrower, and whoever asked for it. */
export async function tellRefundFailed(trx: Transaction<DB>, locked: LockedRefund): Promise<void> {
  const reason = locked.refund.refusalCode ?? '';
  const officers = await toOfficers(trx, locked);
  await queueNotices(trx, [
    { ...toBorrower(locked, locked.refund.status), template: 'refund_failed' },
    ...officers.map(({ params, ...common }): AnyNoticeRequest => ({
      ...common,
      template: 'refund_refused',
      params: { ...params, reason },
    })),
  ]);
}

/** A credit balance has been held too long, and is too large to go back by itself. */
export async function tellRefundDue(
  trx: Transaction<DB>,
  loan: Loan,
  { amount, date }: { readonly amount: Money; readonly date: IsoDate },
): Promise<void> {
  const officerIds = await concernedOfficers(trx, loan, []);
  const names = await readOfficerNames(trx, officerIds);
  const requests = officerIds.map((officerId): AnyNoticeRequest => ({
    businessKey: `loan/${loan.loanId}/refund-due/${date}/${officerId}/console`,
    template: 'refund_due',
    channel: 'console',
    language: 'zh-CN',
    officerId,
    loanId: loan.loanId,
    params: {
      ...officerFacts(loan, names.get(officerId)),
      amount: format(amount),
      days: daysUntilRefund(loan.creditRefund) ?? 0,
    },
    businessDate: date,
  }));
  await queueNotices(trx, requests);
}

/** Money nobody has been able to find; once. */
export async function tellRefundLost(trx: Transaction<DB>, locked: LockedRefund): Promise<void> {
  const { status, queryCount } = locked.refund;
  if (status !== 'unknown' || queryCount < patienceCount) return;
  const officers = await toOfficers(trx, locked);
  await queueNotices(
    trx,
    officers.map((common): AnyNoticeRequest => ({ ...common, template: 'refund_unknown' })),
  );
}

function toBorrower({ loan, refund, clock }: LockedRefund, occasion: string) {
  const { customerId, loanId, language, customerName, number } = loan;
  return {
    customerId,
    loanId,
    language,
    businessKey: `refund/${refund.refundId}/${occasion}/sms`,
    channel: 'sms' as const,
    params: { customerName, loanNumber: number, amount: format(refund.amount) },
    businessDate: clock.businessDate,
  };
}

async function toOfficers(trx: Transaction<DB>, { loan, refund, clock }: LockedRefund) {
  const officerIds = await concernedOfficers(trx, loan, [refund.requestedBy, refund.confirmedBy]);
  const names = await readOfficerNames(trx, officerIds);
  return officerIds.map((officerId) => ({
    businessKey: `refund/${refund.refundId}/${refund.status}/${officerId}/console`,
    channel: 'console' as const,
    language: 'zh-CN' as const,
    officerId,
    loanId: loan.loanId,
    params: { ...officerFacts(loan, names.get(officerId)), amount: format(refund.amount) },
    businessDate: clock.businessDate,
  }));
}

function officerFacts({ number, customerKind, customerName }: Loan, officerName = '') {
  return {
    officerName,
    loanNumber: number,
    customerName: customerKind === 'company' ? customerName : maskName(customerName),
  };
}

/** A refund that the loan's own process asked for is seen to by the account manager. */
async function concernedOfficers(
  trx: Transaction<DB>,
  { applicationId }: Loan,
  actorIds: readonly (string | null)[],
): Promise<string[]> {
  const application = await findApplication(trx, applicationId);
  const asked = actorIds.filter((id) => id !== null);
  const names = await readOfficerNames(trx, asked);
  const officers = asked.filter((id) => names.has(id));
  if (officers.length > 0) return officers;
  return application === undefined ? [] : [application.accountManagerId];
}
