/**
 * Between what is typed and what the API takes. Typed text lies over the draft of the server, value by value; each
 * remembers what the server had when it was begun, so that somebody else's change to the same value is noticed and
 * one to another value is not in the way.
 */
import type { changeApplication } from '../../api/contracts/application-drafts.ts';
import type { readApplication } from '../../api/contracts/cases.ts';
import type { AnswerOf, InputOf } from '../../api/contract.ts';
import { readAmount } from '../../components/money-text.ts';
import { securityFields } from './fields.ts';

export type Application = AnswerOf<typeof readApplication>;
export type Changes = InputOf<typeof changeApplication>['body'];

export type Edit = {
  readonly text: string;
  /** The server's text when this value was first touched. */
  readonly base: string;
};
export type Edits = Readonly<Record<string, Edit>>;

/** The server's value as the text of its field; empty for what is not collected. */
export function textOf({ amount, content }: Application, pointer: string): string {
  if (pointer === '/amount') return amount.amount;
  const value = pointer
    .split('/')
    .slice(1)
    .reduce<unknown>(
      (part, name) =>
        typeof part === 'object' && part !== null
          ? (part as Readonly<Record<string, unknown>>)[name]
          : undefined,
      content,
    );
  if (pointer === '/security/haircutPpm' && typeof value === 'number') return ppmText(value);
  if (typeof value === 'object' && value !== null && 'amount' in value) return String(value.amount);
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

/** Values that somebody else has changed since they were begun here, to something else than what is typed. */
export function conflictsOf(edits: Edits, application: Application): readonly string[] {
  return Object.entries(edits).flatMap(([pointer, { text, base }]) => {
    const theirs = textOf(application, pointer);
    return theirs !== base && theirs !== text ? [pointer] : [];
  });
}

export type Sendable = {
  readonly body: Changes;
  /** What of the typed text is in it. */
  readonly sent: Readonly<Record<string, string>>;
};

/** Everything typed that has a form the API takes; half an amount stays here until it is one. */
export function sendableOf(edits: Edits, application: Application): Sendable {
  const { currency } = application.amount;
  const sent: Record<string, string> = {};
  const body: Record<string, unknown> = {};
  const applicant: Record<string, unknown> = {};
  for (const [pointer, { text }] of Object.entries(edits)) {
    if (pointer.startsWith('/security/')) continue;
    const value = wireOf(pointer, text, currency);
    if (value === undefined) continue;
    sent[pointer] = text;
    const name = pointer.split('/').at(-1) ?? '';
    if (pointer.startsWith('/applicant/')) applicant[name] = value;
    else body[name] = value;
  }
  if (Object.keys(applicant).length > 0) body['applicant'] = applicant;
  const security = securityIn(edits, application);
  if (security !== undefined) {
    body['security'] = security.value;
    Object.assign(sent, security.sent);
  }
  return { body: body as Changes, sent };
}

const counts = new Set(['existingCreditCount', 'dependantCount', 'residenceYears']);
const amounts = new Set([
  'monthlyIncome',
  'monthlyDebtService',
  'annualCashFlow',
  'annualDebtService',
]);

/** Undefined where the text is no value yet; null says *not collected*. */
function wireOf(pointer: string, text: string, currency: string): unknown {
  const name = pointer.split('/').at(-1) ?? '';
  if (pointer === '/amount') return amountOf(text, currency) ?? undefined;
  if (text.trim() === '') return null;
  if (pointer === '/installmentCount') return wholeOf(text, 1, 600);
  if (counts.has(name)) return wholeOf(text, 0, 1_000);
  if (amounts.has(name)) return amountOf(text, currency) ?? undefined;
  if (name === 'isIncomeVerified') return text === 'yes';
  if (name.endsWith('Date')) return dateOf(text);
  return text;
}

/** A security is kept as one thing: all of it, or none. */
function securityIn(edits: Edits, application: Application) {
  const pointers = securityFields.map(({ pointer }) => pointer);
  const touched = pointers.filter((pointer) => edits[pointer] !== undefined);
  if (touched.length === 0) return undefined;
  const sent = Object.fromEntries(touched.map((pointer) => [pointer, edits[pointer]?.text ?? '']));
  const texts = pointers.map((pointer) => edits[pointer]?.text ?? textOf(application, pointer));
  const [kind = '', value = '', valuedDate = '', haircut = '', senior = ''] = texts;
  const { currency } = application.amount;
  if (texts.every((text) => text.trim() === '')) return { value: null, sent };
  const worth = amountOf(value, currency);
  const debt = senior.trim() === '' ? null : amountOf(senior, currency);
  const haircutPpm = ppmOf(haircut);
  const date = dateOf(valuedDate);
  if (kind === '' || worth === null || haircutPpm === null || date === undefined) return undefined;
  if (debt === null && senior.trim() !== '') return undefined;
  return { value: { kind, value: worth, valuedDate: date, haircutPpm, seniorDebt: debt }, sent };
}

function amountOf(text: string, currency: string) {
  const read = readAmount(text, currency);
  return read.kind === 'amount' ? { amount: read.amount, currency } : null;
}

function wholeOf(text: string, min: number, max: number): number | undefined {
  const plain = text.normalize('NFKC').trim();
  const value = /^\d{1,4}$/.test(plain) ? Number(plain) : undefined;
  return value !== undefined && value >= min && value <= max ? value : undefined;
}

function dateOf(text: string): string | undefined {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) ? text : undefined;
}

/** `30` or `12.5` percent as parts per million. */
function ppmOf(text: string): number | null {
  const parts = /^(\d{1,3})(?:\.(\d{1,4}))?%?$/.exec(text.normalize('NFKC').trim());
  if (parts === null) return null;
  const ppm = Number(parts[1]) * 10_000 + Number((parts[2] ?? '').padEnd(4, '0'));
  return ppm <= 1_000_000 ? ppm : null;
}

function ppmText(ppm: number): string {
  const fraction = String(ppm % 10_000)
    .padStart(4, '0')
    .replace(/0+$/, '');
  return `${Math.floor(ppm / 10_000)}${fraction === '' ? '' : `.${fraction}`}`;
}
