/** Takes into account what people did since the loan was last looked at. */
import type { Transaction } from 'kysely';
import { newId } from '../../db/ids.ts';
import { insertAudit } from '../../db/queries/audit.ts';
import type { BusinessClock } from '../../db/queries/clock.ts';
import { listConfirmedChanges, setChangesApplied } from '../../db/queries/loan-changes.ts';
import {
  appendEvents,
  listLoanEvents,
  type Loan,
  type NewLoanEvent,
} from '../../db/queries/loans.ts';
import { listUnappliedPayments, setPaymentStatus } from '../../db/queries/payments.ts';
import type { Json } from '../../db/once.ts';
import { listReturnedRefunds } from '../../db/queries/refunds.ts';
import type { DB } from '../../db/tables.ts';
import type { LoanEvent } from '../../domain/servicing/events.ts';
import type { LoanState } from '../../domain/servicing/state.ts';
import { toWire } from '../../domain/wire.ts';
import { putBack } from '../refunds/outcome.ts';
import {
  tellClosed,
  tellPaymentsReceived,
  tellPaymentsReturned,
  type MoneyEvent,
} from './loan-notices.ts';
import { toLoanEvent } from './payment-events.ts';
import { tellAgreedRates } from './rate-news.ts';
import { startRefunds, type RefundPeople } from './start-refund.ts';
import { settleLoan } from './settle-loan.ts';

/** @returns the loan as it is afterwards; the same loan when there was no news */
export async function applyNews(
  trx: Transaction<DB>,
  before: Loan,
  clock: BusinessClock,
): Promise<Loan> {
  const loan = await takeBack(trx, before, clock);
  const payments = await listUnappliedPayments(trx, loan.loanId);
  const changes = await listConfirmedChanges(trx, loan.loanId);
  if (payments.length === 0 && changes.length === 0) return loan;
  const recorded = await listLoanEvents(trx, loan.loanId);
  const refundPeople = new Map<string, RefundPeople>();
  const news = changes.flatMap((change) =>
    change.events.map((event) => overTheRail(event, change, refundPeople)),
  );
  for (const payment of payments) {
    const earlier = [...recorded, ...news.map(asRecorded(recorded))];
    news.push(await toLoanEvent(trx, loan, payment, earlier));
  }
  const added = await appendEvents(trx, loan, {
    events: news,
    lastSeq: recorded.at(-1)?.seq ?? 0,
    date: clock.businessDate,
    at: clock.now,
  });
  await setPaymentStatus(
    trx,
    payments.map(({ paymentId }) => paymentId),
    'applied',
  );
  const returned = returnedPayments(added, recorded);
  await setPaymentStatus(trx, [...returned.keys()], 'returned');
  await setChangesApplied(
    trx,
    changes.map(({ loanChangeId }) => loanChangeId),
  );
  const settled = await settleLoan(trx, {
    loan,
    events: [...recorded, ...added],
    businessDate: clock.businessDate,
    accrueToDate: false,
  });
  const peopleOf = (refundId: string) => refundPeople.get(refundId)!;
  await startRefunds(trx, loan.loanId, added, { clock, peopleOf });
  await auditPayments(trx, { added, state: settled.state });
  await tellAgreedRates(trx, loan, { added, recorded, businessDate: clock.businessDate });
  await tellPaymentsReturned(trx, loan, { returned, date: settled.state.businessDate });
  await tellPaymentsReceived(trx, loan, { payments, state: settled.state });
  if (loan.status !== 'closed' && settled.loan.status === 'closed')
    await tellClosed(trx, loan, settled.state.closedDate ?? clock.businessDate);
  return settled.loan;
}

/** News as the loan's list will number them, for what the next one depends on. */
function asRecorded(recorded: readonly LoanEvent[]) {
  const lastSeq = recorded.at(-1)?.seq ?? 0;
  return ({ businessKey, actorId: _actor, ...event }: NewLoanEvent, index: number): LoanEvent => {
    const recordedAt = recorded.at(-1)?.recordedAt ?? '';
    return { ...event, eventId: businessKey, seq: lastSeq + index + 1, recordedAt } as LoanEvent;
  };
}

/** Refunds that the borrower's bank has sent back are a credit balance again. */
async function takeBack(trx: Transaction<DB>, loan: Loan, clock: BusinessClock): Promise<Loan> {
  let current = loan;
  for (const refund of await listReturnedRefunds(trx, loan.loanId))
    current = await putBack(trx, { loan: current, refund, clock });
  return current;
}

/** A refund that people decided goes over the payment rail like any other. */
function overTheRail(
  event: NewLoanEvent,
  { requestedBy, confirmedBy }: RefundPeople,
  people: Map<string, RefundPeople>,
): NewLoanEvent {
  if (event.kind !== 'refund') return event;
  const refundId = newId();
  people.set(refundId, { requestedBy, confirmedBy });
  return { ...event, refundId };
}

async function auditPayments(
  trx: Transaction<DB>,
  { added, state }: { readonly added: readonly LoanEvent[]; readonly state: LoanState },
): Promise<void> {
  for (const event of added) {
    if (!('paymentId' in event)) continue;
    const allocation = state.allocations.find(({ eventId }) => eventId === event.eventId);
    await insertAudit(trx, {
      actorId: null,
      action: 'payment.allocated',
      subjectType: 'payment',
      subjectId: event.paymentId,
      after: {
        allocation: allocation === undefined ? null : (toWire(allocation, state.currency) as Json),
      },
      businessDate: state.businessDate,
    });
  }
}

/** Money that went back or was recorded twice, by payment; a correction keeps its money. */
function returnedPayments(
  added: readonly LoanEvent[],
  recorded: readonly LoanEvent[],
): ReadonlyMap<string, MoneyEvent> {
  const byId = new Map(recorded.map((event) => [event.eventId, event]));
  const undone = added.flatMap((event) => {
    if (event.kind !== 'reversal' || event.reason === 'correction') return [];
    const reversed = byId.get(event.reversedEventId);
    return reversed !== undefined && 'paymentId' in reversed ? [reversed] : [];
  });
  return new Map(undone.map((event) => [event.paymentId, event]));
}
