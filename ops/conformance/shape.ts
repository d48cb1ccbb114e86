/** Whether a case has the fields of its format, so that a broken one is answered by a sentence that names the field. */
import { isIsoDate } from '../../domain/calendar.ts';
import { currencies } from '../../domain/money.ts';
import { prepaymentStrategies } from '../../domain/choices.ts';
import { dayCounts, methods } from '../../domain/schedule/terms.ts';

/** Says what a value must be, or null where it is that. */
type Check = (value: unknown) => string | null;

const text: Check = (value) => (typeof value === 'string' ? null : 'must be text');
const object: Check = (value) => (isObject(value) ? null : 'must be an object');
const flag: Check = (value) => (typeof value === 'boolean' ? null : 'must be true or false');
const whole: Check = (value) => (Number.isInteger(value) ? null : 'must be a whole number');
const date: Check = (value) =>
  typeof value === 'string' && isIsoDate(value) ? null : 'must be a date that exists, YYYY-MM-DD';
const decimal: Check = (value) =>
  typeof value === 'string' && /^\d+(\.\d+)?$/.test(value)
    ? null
    : 'must be a decimal number as text';

function oneOf(values: readonly string[]): Check {
  return (value) =>
    values.some((known) => known === value) ? null : `must be one of ${values.join(', ')}`;
}

function optional(check: Check): Check {
  return (value) => (value === undefined || value === null ? null : check(value));
}

function listOf(fields: Fields): Check {
  return (value) => {
    if (!Array.isArray(value)) return 'must be a list';
    for (const [index, item] of value.entries()) {
      const found = findMalformed(item, fields);
      if (found !== null) return `has a malformed item ${index + 1}: ${found}`;
    }
    return null;
  };
}

/** By the path of the field. */
type Fields = Readonly<Record<string, Check>>;

const roundingMode = oneOf(['half_even', 'half_up', 'down', 'up']);
const dated: Fields = { date, amount: decimal };

const scheduleFields: Fields = {
  terms: object,
  expected: object,
  'terms.currency': oneOf(currencies),
  'terms.disbursements': listOf(dated),
  'terms.annualRate': decimal,
  'terms.method': oneOf(methods),
  'terms.installments': whole,
  'terms.every.count': whole,
  'terms.every.unit': oneOf(['day', 'week', 'month']),
  'terms.dayCount': oneOf(dayCounts),
  'terms.installmentRate': optional(oneOf(['equal_periods'])),
  'terms.rounding.mode': roundingMode,
  'terms.rounding.installmentMode': optional(roundingMode),
  'terms.rounding.installmentMultiple': optional(decimal),
  'terms.grace.principal': optional(whole),
  'terms.grace.interest': optional(whole),
  'terms.monthEnd': oneOf(['clamp', 'roll']),
  'terms.smoothLastInstallment': flag,
  'terms.downPaymentPercent': optional(decimal),
  'terms.prepayment': optional(oneOf(prepaymentStrategies)),
  events: optional(listOf({ ...dated, type: text })),
  asOf: optional(date),
  'expected.rows': optional(listOf({})),
  'expected.installment': optional(text),
};

/** @returns a sentence such as `terms.method is missing; it must be one of …`, or null */
export function findMalformedField(value: unknown): string | null {
  return findMalformed(value, scheduleFields);
}

function findMalformed(value: unknown, fields: Fields): string | null {
  if (!isObject(value)) return 'it is no object';
  for (const [path, check] of Object.entries(fields)) {
    const found = valueAt(value, path);
    const problem = check(found);
    if (problem === null) continue;
    return found === undefined ? `${path} is missing; it ${problem}` : `${path} ${problem}`;
  }
  return null;
}

function valueAt(value: unknown, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>((part, name) => (isObject(part) ? part[name] : undefined), value);
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
