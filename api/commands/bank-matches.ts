/**
 * 对账: each line of a statement becomes one movement of money in the books. Either it is one that is there already, or
 * it is recorded now, for a loan or in suspense. One line that is refused does not keep the others back.
 */
import type { Transaction } from 'kysely';
import { insertAudit } from '../../db/queries/audit.ts';
import {
  isMatched,
  lockBankLine,
  lockMovement,
  saveMatch,
  type BankLine,
} from '../../db/queries/bank-statements.ts';
import { withSavepoint } from '../../db/savepoint.ts';
import type { DB } from '../../db/tables.ts';
import { suggestMatches, type RecordKind } from '../../domain/bank-statement/matching.ts';
import { DomainError } from '../../domain/errors.ts';
import { listRecordsFor } from '../bank-suggestions.ts';
import type { Caller } from './caller.ts';
import { recordPayment } from './payments.ts';
import { recordSuspense } from './suspense-payments.ts';

export type MatchDecision =
  | { readonly lineId: string; readonly as: RecordKind | 'loan'; readonly id: string }
  | { readonly lineId: string; readonly as: 'suspense' };

export type MatchResult = {
  readonly lineId: string;
  /** The payment the line is, also where it was recorded only now. */
  readonly paymentId: string | null;
  /** Why not; null when it was matched. */
  readonly refusal: DomainError | null;
};

/** @returns one result for each line that was decided, in the order asked */
export async function confirmMatches(
  trx: Transaction<DB>,
  caller: Caller,
  decisions: readonly MatchDecision[],
): Promise<readonly MatchResult[]> {
  const results = new Map<string, MatchResult>();
  // In one order for everybody, so that two of these never wait for each other in a circle.
  for (const decision of decisions.toSorted((a, b) => (a.lineId < b.lineId ? -1 : 1)))
    if (!results.has(decision.lineId))
      results.set(decision.lineId, await confirmOne(trx, caller, decision));
  return [...new Set(decisions.map(({ lineId }) => lineId))].map((lineId) => results.get(lineId)!);
}

async function confirmOne(
  trx: Transaction<DB>,
  caller: Caller,
  decision: MatchDecision,
): Promise<MatchResult> {
  const { lineId } = decision;
  try {
    const match = await withSavepoint(trx, () => matchLine(trx, caller, decision));
    return { lineId, paymentId: match.kind === 'payment' ? match.id : null, refusal: null };
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    return { lineId, paymentId: null, refusal: error };
  }
}

type Match = { readonly kind: RecordKind; readonly id: string };

async function matchLine(
  trx: Transaction<DB>,
  caller: Caller,
  decision: MatchDecision,
): Promise<Match> {
  const line = await lockBankLine(trx, decision.lineId);
  if (line === undefined) throw new DomainError('not_found', { resource: 'bank_line' });
  if (line.match !== null) throw new DomainError('line_already_matched', { lineId: line.lineId });
  const match = await toMovement(trx, caller, line, decision);
  const { actor, clock, requestId } = caller;
  await saveMatch(trx, line.lineId, {
    ...match,
    matchedBy: actor.actorId,
    matchedAt: clock.now,
  });
  await insertAudit(trx, {
    actorId: actor.actorId,
    action: 'bank_line.matched',
    subjectType: 'bank_line',
    subjectId: line.lineId,
    after: { ...match, decidedAs: decision.as, reference: line.reference },
    businessDate: clock.businessDate,
    requestId,
  });
  return match;
}

async function toMovement(
  trx: Transaction<DB>,
  caller: Caller,
  line: BankLine,
  decision: MatchDecision,
): Promise<Match> {
  const isRecord = decision.as !== 'loan' && decision.as !== 'suspense';
  if (isRecord) return knownMovement(trx, caller, line, { kind: decision.as, id: decision.id });
  // Money that left the house is never recorded after a statement: somebody released it, or it is a matter for people.
  if (line.direction === 'out')
    throw new DomainError('money_out_not_recorded', { reference: line.reference });
  const received = {
    amount: line.amount,
    effectiveDate: line.bookedDate,
    provider: line.channel,
    providerReference: line.reference,
  };
  const { paymentId } =
    decision.as === 'loan'
      ? await recordPayment(trx, caller, {
          ...received,
          loanId: decision.id,
          purpose: 'installment',
        })
      : await recordSuspense(trx, caller, { ...received, ...remarkOf(line) });
  return { kind: 'payment', id: paymentId };
}

function remarkOf({ remark }: BankLine) {
  return remark === null ? {} : { remark };
}

/** Only what would have been suggested: the same amount the same way, by its reference or within some days. */
async function knownMovement(
  trx: Transaction<DB>,
  { scope }: Caller,
  line: BankLine,
  { kind, id }: Match,
): Promise<Match> {
  await lockMovement(trx, { kind, id });
  if (await isMatched(trx, { kind, id }))
    throw new DomainError('line_already_matched', { lineId: line.lineId });
  const records = (await listRecordsFor(trx, scope, [line])).filter(
    (record) => record.kind === kind && record.id === id,
  );
  const asked = { ...line, amountMinor: line.amount.minor };
  if (suggestMatches(asked, { records, loans: [] }).length === 0)
    throw new DomainError('not_found', { resource: kind });
  return { kind, id };
}
