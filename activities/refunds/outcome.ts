/**
 * What the rail's answer makes of a refund and its loan, in one transaction. Confirmed money leaves the books; refused
 * or returned money is the borrower's credit balance again, by reversing the event that took it.
 */
import type { Transaction } from 'kysely';
import { insertAudit } from '../../db/queries/audit.ts';
import { readClock, type BusinessClock } from '../../db/queries/clock.ts';
import { insertEntries, listEntriesOfEvent } from '../../db/queries/ledger.ts';
import { appendEvents, listLoanEvents, lockLoan, type Loan } from '../../db/queries/loans.ts';
import { insertOutbox } from '../../db/queries/outbox.ts';
import {
  findRefund,
  lockRefund,
  saveRefund,
  type Refund,
  type RefundChange,
} from '../../db/queries/refunds.ts';
import type { DB } from '../../db/tables.ts';
import { invariant } from '../../domain/invariant.ts';
import { makeEntry, reversalOf } from '../../domain/ledger/journal.ts';
import { refundKey } from '../../domain/ledger/wanted-entries.ts';
import { refundMachine, type RefundTransition } from '../../domain/servicing/refund-states.ts';
import { mayFire, nextState } from '../../domain/state-machine.ts';
import { tellLoanChanged } from '../../workflows/messages.ts';
import type { QueryAnswer } from '../ports/payment-rail.ts';
import { settleLoan } from '../servicing/settle-loan.ts';
import { tellRefundConfirmed, tellRefundFailed } from './refund-notices.ts';

export type LockedRefund = {
  readonly loan: Loan;
  readonly refund: Refund;
  readonly clock: BusinessClock;
};

/** The loan first, as everything that moves a loan does. */
export async function lockRefundOfLoan(
  trx: Transaction<DB>,
  refundId: string,
): Promise<LockedRefund | undefined> {
  const found = await findRefund(trx, refundId);
  if (found === undefined) return undefined;
  const loan = await lockLoan(trx, found.loanId);
  const refund = await lockRefund(trx, refundId);
  invariant(loan !== undefined && refund !== undefined, 'rows are never deleted');
  return { loan, refund, clock: await readClock(trx) };
}

/** Fires the event if the state knows it; an answer that comes twice changes nothing the second time. */
export async function moveRefund(
  trx: Transaction<DB>,
  { refund, clock }: LockedRefund,
  event: RefundTransition,
  change: RefundChange = {},
): Promise<Refund> {
  if (!mayFire(refundMachine, refund.status, event)) return refund;
  const status = nextState(refundMachine, refund.status, event);
  const saved = await saveRefund(trx, refund.refundId, { ...change, status });
  await insertAudit(trx, {
    actorId: null,
    action: `refund.${verbs[event]}`,
    subjectType: 'refund',
    subjectId: saved.refundId,
    before: { status: refund.status },
    after: { status, railReference: saved.railReference, refusalCode: saved.refusalCode },
    businessDate: clock.businessDate,
  });
  return saved;
}

const verbs = {
  send: 'sent',
  lose_answer: 'answer_lost',
  confirm: 'confirmed',
  refuse: 'refused',
  return: 'returned',
} as const satisfies Record<RefundTransition, string>;

/** Writes down what the rail said; a pending transfer stays as it is. */
export async function recordAnswer(
  trx: Transaction<DB>,
  locked: LockedRefund,
  answer: QueryAnswer,
): Promise<void> {
  const { refund, clock } = locked;
  switch (answer.outcome) {
    case 'confirmed': {
      const { reference: railReference } = answer;
      const change = { railReference, effectiveDate: clock.businessDate };
      return settle(trx, { ...locked, refund: await moveRefund(trx, locked, 'confirm', change) });
    }
    case 'refused': {
      const change = { refusalCode: answer.code, railReference: answer.reference };
      return settle(trx, { ...locked, refund: await moveRefund(trx, locked, 'refuse', change) });
    }
    case 'pending':
      if (answer.reference === refund.railReference) return;
      await saveRefund(trx, refund.refundId, { railReference: answer.reference });
      return;
    case 'unknown':
    case 'not_found':
      await moveRefund(trx, locked, 'lose_answer');
  }
}

/** Brings books and loan in line with a refund that has been answered; each only once. */
export async function settle(trx: Transaction<DB>, locked: LockedRefund): Promise<void> {
  const { status } = locked.refund;
  if (status === 'confirmed') await postPaid(trx, locked);
  if (status === 'refused' || status === 'returned') await putBack(trx, locked);
}

async function postPaid(trx: Transaction<DB>, { loan, refund, clock }: LockedRefund) {
  const eventKey = refundKey(refund.refundId);
  if ((await listEntriesOfEvent(trx, eventKey)).length > 0) return;
  const entry = makeEntry({
    eventKey,
    rule: 'refund_paid',
    effectiveDate: refund.effectiveDate ?? clock.businessDate,
    parts: { credit: refund.amount.minor },
    nonPerforming: false,
  });
  invariant(entry !== undefined, 'a refund is positive');
  await insertEntries(trx, loan, { entries: [entry], postedDate: clock.businessDate });
  await tellRefundConfirmed(trx, { loan, refund, clock });
  await insertOutbox(trx, tellLoanChanged(loan.loanId));
}

/** @returns the loan as it is afterwards; the same loan when the money was put back before */
export async function putBack(trx: Transaction<DB>, locked: LockedRefund): Promise<Loan> {
  const { loan, refund, clock } = locked;
  const recorded = await listLoanEvents(trx, loan.loanId);
  const isDone = recorded.some(
    (event) => event.kind === 'reversal' && event.reversedEventId === refund.loanEventId,
  );
  if (isDone) return loan;
  const paid = await listEntriesOfEvent(trx, refundKey(refund.refundId));
  const entries = paid.map(({ entry }) => reversalOf(entry));
  await insertEntries(trx, loan, { entries, postedDate: clock.businessDate });
  const added = await appendEvents(trx, loan, {
    events: [
      {
        kind: 'reversal',
        effectiveDate: clock.businessDate,
        reversedEventId: refund.loanEventId,
        reason: 'returned',
        railCode: refund.refusalCode,
        businessKey: `refund/${refund.refundId}/reversal`,
        actorId: null,
      },
    ],
    lastSeq: recorded.at(-1)?.seq ?? 0,
    date: clock.businessDate,
    at: clock.now,
  });
  const { businessDate } = clock;
  const events = [...recorded, ...added];
  const settled = await settleLoan(trx, { loan, events, businessDate, accrueToDate: false });
  await tellRefundFailed(trx, locked);
  await insertOutbox(trx, tellLoanChanged(loan.loanId));
  return settled.loan;
}
