/**
 * Real applicants, from German Credit rows: what they ask for, what is known of them, and how they will pay. Amounts
 * in marks become yuan at 50 times their number. Whoever asks for more than the consumer product lends, or for a
 * business, gets the business product.
 */
import { readFile } from 'node:fs/promises';
import type { ApplicantFacts, Purpose } from '../../domain/origination/application.ts';

type Row = Pick<
  Required<ApplicantFacts>,
  | 'checkingStatus'
  | 'savings'
  | 'creditHistory'
  | 'employment'
  | 'property'
  | 'housing'
  | 'job'
  | 'otherInstallmentPlans'
  | 'otherParties'
  | 'existingCreditCount'
  | 'dependantCount'
  | 'residenceYears'
> & {
  readonly row: number;
  readonly amountDm: number;
  readonly months: number;
  readonly age: number;
  readonly purpose: Purpose;
  readonly paidDuly: boolean;
};

/** How a borrower behaves once the loan is paid out. */
export type Habit =
  | { readonly kind: 'on_time' }
  /** Every installment so many days late. */
  | { readonly kind: 'late'; readonly days: number }
  /** Pays this many installments, then nothing until a collector gets a promise, which is kept. */
  | { readonly kind: 'stumbles'; readonly paidCount: number }
  /** Pays this many installments, then never again. */
  | { readonly kind: 'stops'; readonly paidCount: number }
  /** Settles early, on the due date of this installment. */
  | { readonly kind: 'settles'; readonly installmentNumber: number };

export type Applicant = {
  readonly row: number;
  readonly age: number;
  readonly product: 'consumer' | 'business';
  readonly amount: string;
  readonly installmentCount: number;
  readonly purpose: Purpose;
  readonly facts: ApplicantFacts;
  readonly habit: Habit;
};

const YUAN_PER_MARK = 50;
const CONSUMER_CEILING = 200_000;

/** Who paid duly in the set mostly pays on time here; who did not is late, stumbles or stops. */
const goodHabits: readonly Habit[] = [
  { kind: 'on_time' },
  { kind: 'on_time' },
  { kind: 'on_time' },
  { kind: 'late', days: 2 },
  { kind: 'on_time' },
  { kind: 'settles', installmentNumber: 6 },
  { kind: 'on_time' },
  { kind: 'late', days: 9 },
];
const badHabits: readonly Habit[] = [
  { kind: 'late', days: 9 },
  { kind: 'stumbles', paidCount: 2 },
  { kind: 'stops', paidCount: 4 },
  { kind: 'late', days: 20 },
  { kind: 'stumbles', paidCount: 5 },
  { kind: 'stops', paidCount: 0 },
];

export async function readApplicants(): Promise<Applicant[]> {
  const text = await readFile(new URL('../sample/german-credit.json', import.meta.url), 'utf8');
  const { applicants } = JSON.parse(text) as { applicants: readonly Row[] };
  return applicants.map(toApplicant);
}

function toApplicant(
  { row, amountDm, months, age, purpose, paidDuly, ...facts }: Row,
  index: number,
): Applicant {
  const yuan = amountDm * YUAN_PER_MARK;
  const isBusiness = purpose === 'business' || yuan > CONSUMER_CEILING;
  const habits = paidDuly ? goodHabits : badHabits;
  return {
    row,
    age,
    product: isBusiness ? 'business' : 'consumer',
    amount: `${yuan}.00`,
    installmentCount: months,
    purpose,
    facts,
    habit: habits[index % habits.length]!,
  };
}
