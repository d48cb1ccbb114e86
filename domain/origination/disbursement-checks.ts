/**
 * What must be true before money is paid out (rule book section 11.8): separate from the credit approval, made by one
 * person and released by another, neither of whom voted. Every check has a name and a result, so that people see before
 * the release what would refuse it; making and releasing both refuse by the same list on fresh rows, because days may
 * lie between the two.
 */
import type { CustomerType } from '../approval/matrix.ts';
import { daysBetween, type IsoDate } from '../calendar.ts';
import { DomainError } from '../errors.ts';
import { isAbove, parseAmount, type Money } from '../money.ts';
import type { Purpose } from './application.ts';
import { assertWithinExposure, type ExposureCheck } from './exposure.ts';
import { assertMayDraw, type Drawing } from './tranches.ts';

/** Refusals of the rail after which a person must decide how to go on. */
export const refusalLimit = 3;

/** Above an amount money of this kind goes to the seller 受托支付, not to the borrower. */
export type EntrustedRule = {
  readonly customerType: CustomerType;
  /** Null: whatever the loan is for. */
  readonly purposes: readonly Purpose[] | null;
  /** Decimal text in the product's currency; more than this in one disbursement. */
  readonly above: string;
  /** The regulation the number comes from. */
  readonly source: string;
};

/** The part of a product that speaks of paying out. */
export type DisbursementPolicy = {
  readonly bureauReportMaxAgeDays: number | null;
  readonly entrusted: readonly EntrustedRule[];
};

/** Who would get the money, as the rows say now. */
export type PayeeFacts = {
  readonly payeeId: string | null;
  readonly name: string;
  /** Blind index of the account as text; null where none is on file. */
  readonly accountIndex: string | null;
  readonly accountMask: string | null;
  /** An entrusted payee is checked by a second person; the borrower needs no check. */
  readonly isChecked: boolean;
};

export type DisbursementFacts = {
  readonly officerId: string;
  /** Null while it is being made. */
  readonly madeBy: string | null;
  /** Everybody who voted on the application, in any round. */
  readonly voterIds: ReadonlySet<string>;
  readonly amount: Money;
  readonly contractHash: string;
  readonly offerHash: string;
  readonly openConditionIds: readonly string[];
  /** Paths of what the application lacks for this step. */
  readonly missingItems: readonly string[];
  readonly drawing: Drawing;
  readonly businessDate: IsoDate;
  /** The loan that another part would be paid out on; null for the first. */
  readonly loan: { readonly status: string; readonly daysPastDue: number } | null;
  readonly payee: PayeeFacts;
  /** Account and name as the maker saw them. */
  readonly accountName: string;
  readonly accountIndex: string | null;
  readonly customerId: string;
  readonly customerType: CustomerType;
  readonly purpose: Purpose | null;
  readonly policy: DisbursementPolicy | null;
  /** Of the newest bureau report that nobody has found wanting. */
  readonly bureauReportDate: IsoDate | null;
  readonly exposures: readonly ExposureCheck[];
  /** Of the terms with the real dates; null where the product sets no cap. */
  readonly allIn: { readonly ppm: number; readonly capPpm: number } | null;
  readonly stop: { readonly stopId: string; readonly reason: string } | null;
  readonly refusedCount: number;
};

export const disbursementChecks = [
  'four_eyes',
  'contract',
  'conditions',
  'amount',
  'tranche',
  'loan',
  'payee_account',
  'account_name',
  'entrusted_payment',
  'retries',
  'exposure',
  'all_in_rate',
  'stop',
  'bureau_report',
  'completeness',
] as const;
export type DisbursementCheckName = (typeof disbursementChecks)[number];

export type DisbursementCheck = {
  readonly name: DisbursementCheckName;
  readonly state: 'passed' | 'failed' | 'not_applicable';
  /** Why it failed. */
  readonly refusal: DomainError | null;
};

/** A check throws what it refuses, and answers `false` where it does not apply. */
type Check = (facts: DisbursementFacts) => false | void;

const checks: { readonly [N in DisbursementCheckName]: Check } = {
  four_eyes: checkPeople,
  contract: checkContract,
  conditions: checkConditions,
  amount: checkAmount,
  tranche: checkTranche,
  loan: checkLoan,
  payee_account: checkAccount,
  account_name: checkName,
  entrusted_payment: checkEntrusted,
  retries: checkRetries,
  exposure: checkExposure,
  all_in_rate: checkRate,
  stop: checkStop,
  bureau_report: checkBureauReport,
  completeness: checkItems,
};

/** All of them, in order of precedence, with the result of each. */
export function checkDisbursement(facts: DisbursementFacts): readonly DisbursementCheck[] {
  return disbursementChecks.map((name) => runCheck(name, facts));
}

/**
 * @throws DomainError that of the first check that fails: `four_eyes`, `contract_differs`, `conditions_open`,
 *   `amount_not_positive`, `currency_mismatch`, `amount_exceeds_approved`, `tranche_count_exceeded`, `drawing_ended`,
 *   `loan_not_active`, `loan_past_due`, `account_missing`, `account_changed`, `payee_not_checked`,
 *   `account_name_differs`, `entrusted_payment_required`, `disbursement_retries_exhausted`, `exposure_exceeded`,
 *   `all_in_rate_above_cap`, `disbursement_stopped`, `bureau_report_too_old`, `application_incomplete`
 */
export function assertMayDisburse(facts: DisbursementFacts): void {
  for (const name of disbursementChecks) checks[name](facts);
}

function runCheck(name: DisbursementCheckName, facts: DisbursementFacts): DisbursementCheck {
  try {
    const state = checks[name](facts) === false ? 'not_applicable' : 'passed';
    return { name, state, refusal: null };
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    return { name, state: 'failed', refusal: error };
  }
}

function checkPeople({ officerId, madeBy, voterIds }: DisbursementFacts): void {
  if (voterIds.has(officerId) || madeBy === officerId)
    throw new DomainError('four_eyes', { officerId });
}

function checkContract({ contractHash, offerHash }: DisbursementFacts): void {
  if (contractHash !== offerHash) throw new DomainError('contract_differs', { contractHash });
}

function checkConditions({ openConditionIds }: DisbursementFacts): void {
  if (openConditionIds.length > 0)
    throw new DomainError('conditions_open', { conditionIds: openConditionIds });
}

function checkAmount({ amount, drawing }: DisbursementFacts): void {
  const { approved } = drawing;
  if (amount.minor <= 0n) throw new DomainError('amount_not_positive', { amount });
  const left = { minor: approved.minor - drawing.drawn.minor, currency: approved.currency };
  if (isAbove(amount, left)) throw new DomainError('amount_exceeds_approved', { amount, approved });
}

function checkTranche({ amount, drawing, businessDate }: DisbursementFacts): false | void {
  if (drawing.drawnCount === 0) return false;
  assertMayDraw(drawing, amount, businessDate);
}

function checkLoan({ loan }: DisbursementFacts): false | void {
  if (loan === null) return false;
  const { status, daysPastDue } = loan;
  if (status !== 'active') throw new DomainError('loan_not_active', { status });
  if (daysPastDue > 0) throw new DomainError('loan_past_due', { daysPastDue });
}

function checkAccount({ payee, accountIndex, customerId }: DisbursementFacts): void {
  const { payeeId, accountMask, isChecked } = payee;
  if (payee.accountIndex === null) throw new DomainError('account_missing', { customerId });
  if (accountIndex !== payee.accountIndex)
    throw new DomainError('account_changed', { accountMask });
  if (!isChecked) throw new DomainError('payee_not_checked', { payeeId: payeeId ?? '' });
}

function checkName({ payee, accountName }: DisbursementFacts): void {
  if (comparable(accountName) !== comparable(payee.name))
    throw new DomainError('account_name_differs', { accountName });
}

/** Banks write names in full-width letters, in capitals and with other spaces. */
function comparable(name: string): string {
  return name.normalize('NFKC').replace(/\s+/g, '').toLowerCase();
}

function checkEntrusted(facts: DisbursementFacts): false | void {
  const { amount, payee } = facts;
  const rule = findEntrustedRule(facts);
  if (rule === undefined) return false;
  const above = parseAmount(rule.above, amount.currency);
  if (payee.payeeId === null && isAbove(amount, above))
    throw new DomainError('entrusted_payment_required', { amount, above, source: rule.source });
}

/** The strictest rule that speaks of this customer and purpose. */
function findEntrustedRule({ policy, customerType, purpose, amount }: DisbursementFacts) {
  const matching = (policy?.entrusted ?? []).filter(
    (rule) =>
      rule.customerType === customerType &&
      (rule.purposes === null || (purpose !== null && rule.purposes.includes(purpose))),
  );
  const limitOf = ({ above }: EntrustedRule) => parseAmount(above, amount.currency).minor;
  return matching.toSorted((a, b) => (limitOf(a) < limitOf(b) ? -1 : 1))[0];
}

function checkRetries({ refusedCount }: DisbursementFacts): void {
  if (refusedCount >= refusalLimit)
    throw new DomainError('disbursement_retries_exhausted', { refusedCount, limit: refusalLimit });
}

function checkExposure({ exposures }: DisbursementFacts): false | void {
  if (exposures.length === 0) return false;
  assertWithinExposure(exposures);
}

function checkRate({ allIn }: DisbursementFacts): false | void {
  if (allIn === null) return false;
  const { ppm: allInPpm, capPpm } = allIn;
  if (allInPpm > capPpm) throw new DomainError('all_in_rate_above_cap', { allInPpm, capPpm });
}

function checkStop({ stop }: DisbursementFacts): void {
  if (stop !== null) throw new DomainError('disbursement_stopped', stop);
}

function checkBureauReport({
  policy,
  bureauReportDate: reportDate,
  businessDate,
}: DisbursementFacts): false | void {
  const maxAgeDays = policy?.bureauReportMaxAgeDays ?? null;
  if (maxAgeDays === null) return false;
  if (reportDate === null || daysBetween(reportDate, businessDate) > maxAgeDays)
    throw new DomainError('bureau_report_too_old', { reportDate, maxAgeDays });
}

function checkItems({ missingItems: items }: DisbursementFacts): void {
  if (items.length > 0) throw new DomainError('application_incomplete', { items });
}
