/**
 * What a line of a bank statement may be: money the house has recorded itself, or money for a loan. Nothing is matched
 * by itself: each suggestion says by which facts it was found and how sure it is, and a person confirms it.
 */
import { daysBetween, type IsoDate } from '../calendar.ts';
import type { StatementLine } from './statement.ts';

export const recordKinds = ['payment', 'disbursement', 'refund'] as const;
export type RecordKind = (typeof recordKinds)[number];

export const matchReasons = [
  'reference',
  'amount',
  'same_day',
  'near_day',
  'order_reference',
  'loan_number',
  'payer_account',
  'payer_name',
  'amount_due',
] as const;
export type MatchReason = (typeof matchReasons)[number];

export type MatchStrength = 'certain' | 'likely' | 'possible';

/** Money the house knows of that no line is matched with yet. */
export type RecordedMoney = {
  readonly kind: RecordKind;
  readonly id: string;
  readonly reference: string | null;
  readonly amountMinor: bigint;
  readonly date: IsoDate;
};

export type LoanFacts = {
  readonly loanId: string;
  readonly number: string;
  readonly customerName: string;
  readonly isPayersAccount: boolean;
  /** References the borrower was told to write on a transfer. */
  readonly orderReferences: readonly string[];
  readonly nextDueMinor: bigint;
  readonly overdueMinor: bigint;
};

export type Suggestion = {
  readonly kind: RecordKind | 'loan';
  /** Of the record, or of the loan. */
  readonly id: string;
  readonly reasons: readonly MatchReason[];
  readonly strength: MatchStrength;
};

type Line = Pick<
  StatementLine,
  'direction' | 'bookedDate' | 'reference' | 'payerName' | 'remark'
> & {
  readonly amountMinor: bigint;
};

/** A bank may book what is recorded today up to so many days apart. */
export const nearDays = 5;

/** How many suggestions are worth reading. */
const mostSuggestions = 3;

/** @returns the surest first */
export function suggestMatches(
  line: Line,
  {
    records,
    loans,
  }: { readonly records: readonly RecordedMoney[]; readonly loans: readonly LoanFacts[] },
): readonly Suggestion[] {
  const known = records.flatMap((record) => suggestRecord(line, record));
  // Money that the house has recorded under this reference already is not for another loan.
  const isRecorded = known.some(({ strength }) => strength === 'certain');
  const owed = line.direction === 'in' && !isRecorded ? suggestLoans(line, loans) : [];
  return [...known, ...owed]
    .toSorted((a, b) => rank(a.strength) - rank(b.strength))
    .slice(0, mostSuggestions);
}

function rank(strength: MatchStrength): number {
  return ['certain', 'likely', 'possible'].indexOf(strength);
}

/** Another amount is another money, whatever its reference says. */
function suggestRecord(line: Line, { kind, id, reference, amountMinor, date }: RecordedMoney) {
  const isIncoming = kind === 'payment';
  if (amountMinor !== line.amountMinor || isIncoming !== (line.direction === 'in')) return [];
  const isNamed = reference !== null && bare(reference) === bare(line.reference);
  const apart = Math.abs(daysBetween(date, line.bookedDate));
  if (!isNamed && apart > nearDays) return [];
  const reasons: MatchReason[] = isNamed ? ['reference', 'amount'] : ['amount'];
  if (apart === 0) reasons.push('same_day');
  else if (apart <= nearDays) reasons.push('near_day');
  const strength = isNamed ? 'certain' : apart === 0 ? 'likely' : 'possible';
  return [{ kind, id, reasons, strength } as const];
}

/** @returns what the payer, their account, their words and the amount say about each loan; the surest first */
export function suggestLoans(
  line: Pick<Line, 'payerName' | 'remark' | 'reference' | 'amountMinor'>,
  loans: readonly LoanFacts[],
): readonly Suggestion[] {
  return loans
    .map((loan) => ({ loan, reasons: loanReasons(line, loan) }))
    .filter(({ reasons }) => reasons.some((reason) => reason !== 'amount_due'))
    .map(({ loan, reasons }) => ({
      kind: 'loan' as const,
      id: loan.loanId,
      reasons,
      strength: strengthOf(reasons),
    }))
    .toSorted((a, b) => rank(a.strength) - rank(b.strength))
    .slice(0, mostSuggestions);
}

/** What only the borrower writes or owns counts more than what others share with them. */
const weights: Readonly<Partial<Record<MatchReason, number>>> = {
  order_reference: 4,
  loan_number: 3,
  payer_account: 3,
  payer_name: 1,
  amount_due: 1,
};

function strengthOf(reasons: readonly MatchReason[]): MatchStrength {
  const weight = reasons.reduce((total, reason) => total + (weights[reason] ?? 0), 0);
  return weight >= 4 ? 'certain' : weight >= 2 ? 'likely' : 'possible';
}

function loanReasons(
  { payerName, remark, reference, amountMinor }: Parameters<typeof suggestLoans>[0],
  loan: LoanFacts,
): MatchReason[] {
  const words = bare(`${remark ?? ''} ${reference}`);
  const reasons: MatchReason[] = [];
  if (loan.orderReferences.some((order) => words.includes(bare(order))))
    reasons.push('order_reference');
  if (words.includes(bare(loan.number))) reasons.push('loan_number');
  if (loan.isPayersAccount) reasons.push('payer_account');
  if (payerName !== null && bare(payerName) === bare(loan.customerName)) reasons.push('payer_name');
  const owed = [loan.nextDueMinor, loan.overdueMinor];
  if (amountMinor > 0n && owed.includes(amountMinor)) reasons.push('amount_due');
  return reasons;
}

/** People write numbers with spaces, small letters and without the dash. */
export function bare(text: string): string {
  return text.normalize('NFKC').replace(/[\s-]/gu, '').toUpperCase();
}

/** Numbers of loans in what a payer wrote, as they are printed: `LN2026-000088`. */
export function loanNumbersIn(text: string): readonly string[] {
  const found = bare(text).matchAll(/LN(\d{4})(\d{6})/gu);
  return [...new Set([...found].map(([, year, number]) => `LN${year}-${number}`))];
}
