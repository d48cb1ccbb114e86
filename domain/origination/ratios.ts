/**
 * Debt to income, loan to value, debt service coverage: whole ppm, rounded half up. Null is *unknown*: an amount
 * that was not collected, or nothing to divide by. Unknown is neither good nor bad; a rule sends it to a person.
 */
import type { Money } from '../money.ts';
import { add, assertSameCurrency, divide } from '../money.ts';

const million = 1_000_000n;

/**
 * All debt service a month, this loan's largest installment of the next twelve included, to monthly income.
 * @param haircutPpm taken off income that no tax record, payroll or statement verifies
 */
export function debtToIncomePpm(input: {
  readonly otherDebtService: Money | null;
  readonly largestInstallment: Money | null;
  readonly monthlyIncome: Money | null;
  readonly isIncomeVerified: boolean;
  readonly haircutPpm: number;
}): number | null {
  const { otherDebtService, largestInstallment, monthlyIncome, isIncomeVerified } = input;
  if (otherDebtService === null || largestInstallment === null || monthlyIncome === null)
    return null;
  const service = add(otherDebtService, largestInstallment);
  return ratioPpm(service, monthlyIncome, isIncomeVerified ? 0 : input.haircutPpm);
}

/** Everything the security stands for, debt that ranks before this loan included, to its value after the haircut. */
export function loanToValuePpm(input: {
  readonly secured: Money | null;
  readonly seniorDebt: Money | null;
  readonly value: Money | null;
  readonly haircutPpm: number;
}): number | null {
  const { secured, seniorDebt, value, haircutPpm } = input;
  if (secured === null || value === null) return null;
  const total = seniorDebt === null ? secured : add(secured, seniorDebt);
  return ratioPpm(total, value, haircutPpm);
}

/** Companies: cash flow available to what is due in the same span. */
export function debtServiceCoveragePpm(input: {
  readonly cashFlow: Money | null;
  readonly debtService: Money | null;
}): number | null {
  const { cashFlow, debtService } = input;
  if (cashFlow === null || debtService === null) return null;
  return ratioPpm(cashFlow, debtService, 0);
}

/** One rounding: the haircut goes into the denominator unrounded. */
function ratioPpm(part: Money, whole: Money, haircutPpm: number): number | null {
  assertSameCurrency(part, whole);
  const denominator = whole.minor * (million - BigInt(haircutPpm));
  if (denominator <= 0n) return null;
  return Number(divide(part.minor * million * million, denominator, 'half_up'));
}
