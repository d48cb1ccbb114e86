/**
 * Giving up interest, penalties or fees. Each role has a limit per loan and twelve months, set by the loan's own
 * product: within it one person decides, above it the waiver is a change of the loan like any other, decided by its
 * request.
 */
import type { Transaction } from 'kysely';
import { insertAudit } from '../../db/queries/audit.ts';
import { readChangeFacts } from '../../db/queries/change-facts.ts';
import {
  confirmLoanChange,
  findLoanChange,
  insertLoanChange,
  type LoanChange,
} from '../../db/queries/loan-changes.ts';
import { listLoanEvents, type Loan } from '../../db/queries/loans.ts';
import { insertOutbox } from '../../db/queries/outbox.ts';
import type { DB } from '../../db/tables.ts';
import { invariant } from '../../domain/invariant.ts';
import { toWireMoney, type Money } from '../../domain/money.ts';
import { servicingRulesOf } from '../../domain/origination/product.ts';
import { assertChangeFits } from '../../domain/servicing/change-fits.ts';
import type { LoanEvent, WaiverEvent } from '../../domain/servicing/events.ts';
import { replayLoan } from '../../domain/servicing/replay.ts';
import { waivedWithin, waiverLimitOf } from '../../domain/servicing/waiver-limits.ts';
import { tellLoanChanged } from '../../workflows/messages.ts';
import { quoteEvents } from '../change-quote.ts';
import type { Caller } from './caller.ts';
import { requestChange } from './loan-changes.ts';
import { lockVisibleLoan } from './payments.ts';
import { assertQuiet } from './refunds.ts';

export type AskedWaiver = {
  readonly loanId: string;
  readonly reason: WaiverEvent['reason'];
  readonly lines: WaiverEvent['lines'];
};

export type DecidedWaiver = {
  readonly change: LoanChange;
  /** Given up within twelve months, this waiver included, and what the person may give up. */
  readonly total: Money;
  readonly limit: Money | null;
};

/**
 * @returns the change that gives it up: confirmed at once, or waiting for its request
 * @throws DomainError `not_found`, `loan_not_active`, `in_progress` while a payment or another change waits to be
 *   recorded, `waiver_exceeds_outstanding`, `currency_mismatch`, `amount_not_positive`, `no_matrix_row`
 */
export async function askForWaiver(
  trx: Transaction<DB>,
  caller: Caller,
  { loanId, reason, lines }: AskedWaiver,
): Promise<DecidedWaiver> {
  const loan = await lockVisibleLoan(trx, caller, loanId);
  await assertQuiet(trx, loan);
  const recorded = await listLoanEvents(trx, loanId);
  const { businessDate } = caller.clock;
  const event = { kind: 'waiver', effectiveDate: businessDate, reason, lines } as const;
  const facts = await readChangeFacts(trx, loan);
  assertChangeFits({ events: [event], recorded, businessDate }, facts);
  const state = replayLoan(loan.terms, recorded, businessDate, facts.calendar);
  const total = waivedWithin(lines, recorded, state);
  const rules = servicingRulesOf(facts.product);
  const limit = waiverLimitOf(caller.actor.roles, rules?.waiverLimits ?? []);
  const isOwn = limit !== null && total.minor <= limit.minor;
  const change = isOwn
    ? await decideAlone(trx, caller, { loan, event, recorded })
    : await requestChange(trx, caller, {
        loanId,
        kind: 'waiver',
        effectiveDate: businessDate,
        toEvents: () => [event],
      });
  return { change, total, limit };
}

async function decideAlone(
  trx: Transaction<DB>,
  { actor, clock, requestId }: Caller,
  asked: {
    readonly loan: Loan;
    readonly event: Omit<WaiverEvent, 'eventId' | 'seq' | 'recordedAt'>;
    readonly recorded: readonly LoanEvent[];
  },
): Promise<LoanChange> {
  const { loan, event, recorded } = asked;
  const { loanId } = loan;
  const { businessDate } = clock;
  const quote = await quoteEvents(trx, loan, { recorded, events: [event], businessDate });
  const change = {
    loanId,
    kind: 'waiver',
    effectiveDate: businessDate,
    events: [event],
    quote: quote as unknown as LoanChange['quote'],
    quotedSeq: recorded.at(-1)?.seq ?? 0,
    requestedBy: actor.actorId,
    requestedDate: businessDate,
  } as const;
  const loanChangeId = await insertLoanChange(trx, change, loan.currency);
  await confirmLoanChange(trx, loanChangeId, { by: null, date: businessDate });
  await insertOutbox(trx, tellLoanChanged(loanId));
  const lines = event.lines.map(({ amount, ...line }) => ({
    ...line,
    amount: toWireMoney(amount),
  }));
  await insertAudit(trx, {
    actorId: actor.actorId,
    action: 'waiver.given_on_own_authority',
    subjectType: 'loan_change',
    subjectId: loanChangeId,
    after: { loanId, reason: event.reason, lines },
    businessDate,
    requestId,
  });
  const saved = await findLoanChange(trx, loanChangeId);
  invariant(saved !== undefined, 'a change just written can be read');
  return saved;
}
