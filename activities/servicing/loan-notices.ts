/** What a borrower is told about a loan, in the transaction of the step that causes it. */
import type { Transaction } from 'kysely';
import type { SavedInstallment } from '../../db/queries/installments.ts';
import type { Disbursement } from '../../db/queries/disbursements.ts';
import type { Loan } from '../../db/queries/loans.ts';
import type { Payment } from '../../db/queries/payments.ts';
import type { DB } from '../../db/tables.ts';
import { daysBetween, type IsoDate } from '../../domain/calendar.ts';
import { format, type Money } from '../../domain/money.ts';
import type { LoanEvent } from '../../domain/servicing/events.ts';
import { percent } from '../../domain/schedule/explain.ts';
import type { RateReference } from '../../domain/schedule/terms.ts';
import type { Repricing } from '../../domain/servicing/repricing.ts';
import { channelsOf } from '../../domain/servicing/reminder-plan.ts';
import type { LoanState } from '../../domain/servicing/state.ts';
import { queueNotices, type AnyNoticeRequest } from '../notices.ts';
import { queueReminders } from '../reminders.ts';

function addressee({ customerId, customerName, loanId, number, language }: Loan) {
  return {
    reader: { customerId, loanId, language },
    names: { customerName, loanNumber: number },
  };
}

/** One notice for each channel of the plan; a customer without an e-mail address gets the others. */
export async function remind(
  trx: Transaction<DB>,
  loan: Loan,
  { row, date }: { readonly row: SavedInstallment; readonly date: IsoDate },
): Promise<void> {
  const daysLeft = daysBetween(date, row.dueDate);
  const { reader, names } = addressee(loan);
  const amount = format({ minor: row.outstandingMinor, currency: loan.currency });
  const facts = { ...names, dueDate: row.dueDate, amount };
  const channels = channelsOf(loan.reminderPlan, daysLeft).filter(
    (channel) => channel !== 'email' || loan.hasEmail,
  );
  const requests = channels.map((channel): AnyNoticeRequest => {
    const businessKey = `loan/${loan.loanId}/reminder/${row.number}/${row.dueDate}/T-${daysLeft}/${channel}`;
    const common = { ...reader, businessKey, channel, businessDate: date };
    return daysLeft === 0
      ? { ...common, template: 'due_today', params: facts }
      : { ...common, template: 'reminder_before_due', params: { ...facts, daysLeft } };
  });
  await queueReminders(trx, requests);
}

export async function tellGraceEnded(
  trx: Transaction<DB>,
  loan: Loan,
  { row, date }: { readonly row: SavedInstallment; readonly date: IsoDate },
): Promise<void> {
  const { reader, names } = addressee(loan);
  const amount = format({ minor: row.outstandingMinor, currency: loan.currency });
  await queueNotices(trx, [
    {
      ...reader,
      businessKey: `loan/${loan.loanId}/grace-end/${row.number}/${row.dueDate}/sms`,
      template: 'grace_ended',
      channel: 'sms',
      params: { ...names, dueDate: row.dueDate, amount },
      businessDate: date,
    },
  ]);
}

export async function tellDisbursed(
  trx: Transaction<DB>,
  loan: Loan,
  state: LoanState,
): Promise<void> {
  const { reader, names } = addressee(loan);
  const first = state.rows.find(({ outstandingMinor }) => outstandingMinor > 0n);
  if (first === undefined) return;
  const { currency } = loan;
  await queueNotices(trx, [
    {
      ...reader,
      businessKey: `loan/${loan.loanId}/disbursed/sms`,
      template: 'disbursed',
      channel: 'sms',
      params: {
        ...names,
        amount: format({ minor: loan.principalMinor, currency }),
        firstDueDate: first.dueDate,
        firstAmount: format({ minor: first.outstandingMinor, currency }),
      },
      businessDate: state.businessDate,
    },
  ]);
}

/** Another part has been paid out: what is owed now, and by when. */
export async function tellTrancheDisbursed(
  trx: Transaction<DB>,
  loan: Loan,
  { disbursement, state }: { readonly disbursement: Disbursement; readonly state: LoanState },
): Promise<void> {
  const { reader, names } = addressee(loan);
  const inCurrency = (minor: bigint) => format({ minor, currency: loan.currency });
  await queueNotices(trx, [
    {
      ...reader,
      businessKey: `loan/${loan.loanId}/disbursed/${disbursement.disbursementId}/sms`,
      template: 'tranche_disbursed',
      channel: 'sms',
      params: {
        ...names,
        amount: format(disbursement.amount),
        outstanding: inCurrency(state.principalOutstandingMinor),
        nextDueDate: state.nextDueDate ?? '',
        nextAmount: inCurrency(state.nextDueMinor),
      },
      businessDate: state.businessDate,
    },
  ]);
}

export async function tellDrawingEnded(
  trx: Transaction<DB>,
  loan: Loan,
  { amount, date }: { readonly amount: Money; readonly date: IsoDate },
): Promise<void> {
  const { reader, names } = addressee(loan);
  await queueNotices(trx, [
    {
      ...reader,
      businessKey: `loan/${loan.loanId}/drawing-ended/sms`,
      template: 'drawing_ended',
      channel: 'sms',
      params: { ...names, amount: format(amount) },
      businessDate: date,
    },
  ]);
}

export async function tellPaymentsReceived(
  trx: Transaction<DB>,
  loan: Loan,
  { payments, state }: { readonly payments: readonly Payment[]; readonly state: LoanState },
): Promise<void> {
  const { reader, names } = addressee(loan);
  const outstanding = format({ minor: state.principalOutstandingMinor, currency: loan.currency });
  const requests = payments.map(({ paymentId, amount, effectiveDate }): AnyNoticeRequest => ({
    ...reader,
    businessKey: `loan/${loan.loanId}/payment/${paymentId}/sms`,
    template: 'payment_received',
    channel: 'sms',
    params: { ...names, effectiveDate, amount: format(amount), outstanding },
    businessDate: state.businessDate,
  }));
  await queueNotices(trx, requests);
}

export type MoneyEvent = Extract<LoanEvent, { readonly paymentId: string }>;

export async function tellPaymentsReturned(
  trx: Transaction<DB>,
  loan: Loan,
  {
    returned,
    date,
  }: { readonly returned: ReadonlyMap<string, MoneyEvent>; readonly date: IsoDate },
): Promise<void> {
  const { reader, names } = addressee(loan);
  const requests = [...returned].map(
    ([paymentId, { amount, effectiveDate }]): AnyNoticeRequest => ({
      ...reader,
      businessKey: `loan/${loan.loanId}/payment/${paymentId}/returned/sms`,
      template: 'payment_returned',
      channel: 'sms',
      params: { ...names, effectiveDate, amount: format(amount) },
      businessDate: date,
    }),
  );
  await queueNotices(trx, requests);
}

export async function tellClosed(
  trx: Transaction<DB>,
  loan: Loan,
  closedDate: IsoDate,
): Promise<void> {
  const { reader, names } = addressee(loan);
  await queueNotices(trx, [
    {
      ...reader,
      businessKey: `loan/${loan.loanId}/closed/${closedDate}/sms`,
      template: 'loan_closed',
      channel: 'sms',
      params: { ...names, closedDate },
      businessDate: closedDate,
    },
  ]);
}

const referenceNames = { lpr_1y: 'LPR 1Y', lpr_5y: 'LPR 5Y+' } as const satisfies Record<
  RateReference,
  string
>;

/** What each repricing does to the rate, and to the first whole installment at the new one. */
export async function tellRepriced(
  trx: Transaction<DB>,
  loan: Loan,
  {
    repricings,
    before,
    after,
  }: {
    readonly repricings: readonly Repricing[];
    readonly before: LoanState;
    readonly after: LoanState;
  },
): Promise<void> {
  const { reader, names } = addressee(loan);
  const requests = repricings.map(({ event, ratePpmBefore, recordedCount }): AnyNoticeRequest => {
    const { effectiveDate, annualRatePpm, referenceRate } = event;
    return {
      ...reader,
      businessKey: `loan/${loan.loanId}/repricing/${effectiveDate}/${recordedCount + 1}/sms`,
      template: 'loan_repriced',
      channel: 'sms',
      params: {
        ...names,
        effectiveDate,
        reference: referenceNames[referenceRate.reference],
        referenceRate: percent(referenceRate.ratePpm),
        oldRate: percent(ratePpmBefore),
        newRate: percent(annualRatePpm),
        ...firstInstallment(effectiveDate, before, after),
      },
      businessDate: after.businessDate,
    };
  });
  await queueNotices(trx, requests);
}

/** A rate that people agreed, with what it does to the first whole installment. */
export async function tellRateChanged(
  trx: Transaction<DB>,
  loan: Loan,
  {
    change,
    before,
    after,
    businessDate,
  }: {
    readonly change: {
      readonly eventId: string;
      readonly effectiveDate: IsoDate;
      readonly oldRatePpm: number;
      readonly annualRatePpm: number;
    };
    readonly before: LoanState;
    readonly after: LoanState;
    readonly businessDate: IsoDate;
  },
): Promise<void> {
  const { reader, names } = addressee(loan);
  const { eventId, effectiveDate, oldRatePpm, annualRatePpm } = change;
  await queueNotices(trx, [
    {
      ...reader,
      businessKey: `loan/${loan.loanId}/rate-change/${eventId}/sms`,
      template: 'rate_changed',
      channel: 'sms',
      params: {
        ...names,
        effectiveDate,
        oldRate: percent(oldRatePpm),
        newRate: percent(annualRatePpm),
        ...firstInstallment(effectiveDate, before, after),
      },
      businessDate,
    },
  ]);
}

/** The first row that begins at the new rate, as it would have been and as it is. */
function firstInstallment(effectiveDate: IsoDate, before: LoanState, after: LoanState) {
  const { dueDate, number } =
    after.rows.find(({ periodStart }) => periodStart >= effectiveDate) ?? after.rows.at(-1)!;
  return {
    dueDate,
    oldAmount: installmentText(before, number),
    newAmount: installmentText(after, number),
  };
}

/** Principal and interest of a row; nothing where the rate has made the loan shorter or longer. */
function installmentText({ rows, currency }: LoanState, number: number): string {
  const due = rows.find((row) => row.number === number)?.due;
  return format({ minor: due === undefined ? 0n : due.principal + due.interest, currency });
}
