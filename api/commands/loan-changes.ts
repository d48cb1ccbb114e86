/**
 * A change of a loan: whoever asks sees what it would do, and asks for exactly that by a request which opens with it.
 * Approved, it is recorded from its date on; a loan that has moved since is quoted again by then. Declined or withdrawn
 * it has never been.
 */
import type { Transaction } from 'kysely';
import type { LockedRequest } from '../../db/queries/approval-requests.ts';
import { insertAudit } from '../../db/queries/audit.ts';
import {
  findLoanChange,
  insertLoanChange,
  lockLoanChange,
  saveQuote,
  setChangeRequest,
  type LoanChange,
} from '../../db/queries/loan-changes.ts';
import type { Loan } from '../../db/queries/loans.ts';
import type { Json } from '../../db/once.ts';
import { findProcess } from '../../db/queries/processes.ts';
import type { DB } from '../../db/tables.ts';
import { DomainError } from '../../domain/errors.ts';
import { invariant } from '../../domain/invariant.ts';
import type { Money } from '../../domain/money.ts';
import { subjectOfChange } from '../../domain/servicing/change-stake.ts';
import { toWire } from '../../domain/wire.ts';
import { loanWorkflowId } from '../../workflows/messages.ts';
import { requestApproval } from './approval-requests.ts';
import type { Caller } from './caller.ts';
import { assertOpened, quoteChange, type ChangePlan, type QuotedChange } from './change-plans.ts';
import { lockVisibleLoan } from './payments.ts';

export type ChangeRequest = ChangePlan & { readonly loanId: string };

/**
 * @throws DomainError `not_found`, `loan_not_active`, `in_progress` while a payment waits to be placed,
 *   `payment_before_disbursement`, `money_in_flight`, `no_matrix_row`, and what `assertChangeFits` and the replay refuse
 */
export async function requestChange(
  trx: Transaction<DB>,
  caller: Caller,
  request: ChangeRequest,
): Promise<LoanChange> {
  const loan = await lockVisibleLoan(trx, caller, request.loanId);
  await assertReachable(trx, loan);
  assertOpened(loan, request.effectiveDate);
  const quoted = await quote(trx, caller, { loan, ...request });
  const { kind, effectiveDate } = request;
  const { actorId: requestedBy } = caller.actor;
  const requestedDate = caller.clock.businessDate;
  const asked = { loanId: loan.loanId, kind, effectiveDate, requestedBy, requestedDate };
  const loanChangeId = await insertLoanChange(trx, { ...asked, ...quoted }, loan.currency);
  const facts = factsOf(loan, { ...asked, ...quoted, loanChangeId });
  const { requestId } = (await openFor(trx, caller, { loan, quoted, facts })).request;
  await setChangeRequest(trx, loanChangeId, requestId);
  return recordChange(trx, caller, { loanChangeId, verb: 'requested' });
}

type Quoted = Omit<QuotedChange, 'quote'> & { readonly quote: LoanChange['quote'] };

async function quote(
  trx: Transaction<DB>,
  caller: Caller,
  change: Pick<ChangeRequest, 'effectiveDate' | 'toEvents'> & { readonly loan: Loan },
): Promise<Quoted> {
  const quoted = await quoteChange(trx, caller, change);
  return { ...quoted, quote: quoted.quote as unknown as LoanChange['quote'] };
}

type ChangeFacts = { readonly [key: string]: Json };

/** What the approvers read of it; the whole quote stands with the change. */
function factsOf(
  { loanId, number: loanNumber }: Pick<Loan, 'loanId' | 'number'>,
  change: Pick<
    LoanChange,
    'loanChangeId' | 'kind' | 'effectiveDate' | 'events' | 'quote' | 'quotedSeq'
  >,
): ChangeFacts {
  const { loanChangeId, kind, effectiveDate, quotedSeq } = change;
  const difference = (change.quote['difference'] ?? null) as Json;
  const facts = { loanChangeId, loanId, loanNumber, kind, effectiveDate, quotedSeq, difference };
  const writeOff = change.events.find((event) => event.kind === 'write_off');
  if (writeOff === undefined) return facts;
  const { reason, evidence = [] } = writeOff;
  return { ...facts, reason, evidence: evidence.map((paper) => ({ ...paper })) };
}

async function openFor(
  trx: Transaction<DB>,
  caller: Caller,
  change: { readonly loan: Loan; readonly quoted: Quoted; readonly facts: ChangeFacts },
): Promise<LockedRequest> {
  const { loan, quoted, facts } = change;
  const [first] = quoted.events;
  invariant(first !== undefined, 'a change records at least one event');
  return requestApproval(trx, caller, {
    subjectType: subjectOfChange(first.kind),
    subjectId: facts['loanChangeId'] as string,
    title: `${loan.number}: ${first.kind === 'terms_change' ? first.change.type : first.kind}`,
    content: facts,
    amount: quoted.stake,
    customerId: loan.customerId,
    branchId: loan.branchId,
    effectiveDate: facts['effectiveDate'] as string,
  });
}

/**
 * A returned change is quoted again on the loan as it is now.
 * @throws DomainError `not_found`, `in_progress`, `money_in_flight`, and what `assertChangeFits` and the replay refuse
 */
export async function quoteAgain(
  trx: Transaction<DB>,
  caller: Caller,
  loanChangeId: string,
): Promise<{ readonly content: ChangeFacts; readonly amount: Money }> {
  const known = await findLoanChange(trx, loanChangeId);
  if (known === undefined) throw new DomainError('not_found', { resource: 'loan_change' });
  const loan = await lockVisibleLoan(trx, caller, known.loanId);
  const change = (await lockLoanChange(trx, loanChangeId))!;
  const quoted = await quote(trx, caller, { ...change, loan, toEvents: () => change.events });
  await saveQuote(trx, loanChangeId, { quote: quoted.quote, quotedSeq: quoted.quotedSeq });
  await recordChange(trx, caller, { loanChangeId, verb: 'quoted_again' });
  return { content: factsOf(loan, { ...change, ...quoted }), amount: quoted.stake };
}

/** A process that has ended records nothing more; that of a closed loan lives on while a payment may come back. */
async function assertReachable(trx: Transaction<DB>, { loanId, status }: Loan): Promise<void> {
  const process = await findProcess(trx, loanWorkflowId(loanId));
  if (process?.status !== 'open') throw new DomainError('loan_not_active', { status });
}

async function recordChange(
  trx: Transaction<DB>,
  { actor, clock, requestId }: Caller,
  { loanChangeId, verb }: { readonly loanChangeId: string; readonly verb: string },
): Promise<LoanChange> {
  const change = await lockLoanChange(trx, loanChangeId);
  invariant(change !== undefined, 'a change just written can be read');
  const events = toWire(change.events, 'CNY') as unknown as Json;
  await insertAudit(trx, {
    actorId: actor.actorId,
    action: `loan_change.${verb}`,
    subjectType: 'loan_change',
    subjectId: loanChangeId,
    after: { loanId: change.loanId, kind: change.kind, status: change.status, events },
    businessDate: clock.businessDate,
    requestId,
  });
  return change;
}
