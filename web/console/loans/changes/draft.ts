/** A change of a loan while it is being filled in, and the words the API takes for it. */
import type { Currency } from '../../../../domain/money.ts';
import type { InputOf } from '../../../api/contract.ts';
import type { askForChange } from '../../../api/contracts/loans.ts';

export const changeKinds = [
  'waiver',
  'due_date_move',
  'extension',
  'restructure',
  'interest_only',
  'payment_holiday',
  'pause',
  'rate_change',
  'charge',
  'return_to_performing',
  'write_off',
] as const;
/** The last two begin from a payment. */
export type ChangeKind = (typeof changeKinds)[number] | 'payment_reversal' | 'payment_correction';

export const treatments = ['capitalize', 'carry', 'first_installment', 'waive'] as const;
export type Treatment = (typeof treatments)[number];
export const waivedComponents = ['interest', 'fee', 'penalty'] as const;
export const reversalReasons = ['returned', 'duplicate'] as const;
export const writeOffGrounds = ['past_due', 'death', 'bankruptcy', 'court_end'] as const;

export type ChangeDraft = {
  readonly kind: ChangeKind;
  readonly paymentId: string;
  readonly reason: string;
  readonly reasonCode: string;
  /** A date of the change itself: the next due date, the end of a pause, the corrected value date. */
  readonly date: string;
  readonly effectiveDate: string;
  readonly count: string;
  /** In percent a year, as typed. */
  readonly rate: string;
  readonly amounts: { readonly [C in (typeof waivedComponents)[number]]: string };
  readonly amount: string;
  readonly component: 'fee' | 'penalty';
  readonly code: string;
  readonly stopsInterest: boolean;
  readonly stopsPenalty: boolean;
  readonly arrears: { readonly [C in (typeof waivedComponents)[number]]: Treatment };
  readonly documentIds: readonly string[];
};

export function draftOf(kind: ChangeKind): ChangeDraft {
  return {
    kind,
    paymentId: '',
    reason: '',
    reasonCode: '',
    date: '',
    effectiveDate: '',
    count: '',
    rate: '',
    amounts: { interest: '', fee: '', penalty: '' },
    amount: '',
    component: 'fee',
    code: '',
    stopsInterest: true,
    stopsPenalty: true,
    arrears: { interest: 'carry', penalty: 'carry', fee: 'carry' },
    documentIds: [],
  };
}

export type ChangeBody = InputOf<typeof askForChange>['body'];
type Body<K> = Extract<ChangeBody, { kind: K }>;

/** Percent as typed to parts per million, without a float; null for what is no rate. */
export function readRate(text: string): number | null {
  const match = /^(\d{1,3})(?:[.。](\d{1,4}))?$/.exec(text.normalize('NFKC').trim());
  if (match === null) return null;
  return Number(match[1]) * 10_000 + Number((match[2] ?? '').padEnd(4, '0'));
}

function readCount(text: string): number | null {
  const plain = text.normalize('NFKC').trim();
  return /^\d{1,3}$/.test(plain) ? Number(plain) : null;
}

/** @returns null while something needed is missing */
export function toBody(draft: ChangeDraft, currency: Currency): ChangeBody | null {
  const { kind, reason, date } = draft;
  const since = draft.effectiveDate === '' ? {} : { effectiveDate: draft.effectiveDate };
  switch (kind) {
    case 'waiver':
      return toWaiver(draft, currency, since);
    case 'rate_change': {
      const annualRatePpm = readRate(draft.rate);
      return annualRatePpm === null ? null : { kind, annualRatePpm, ...since };
    }
    case 'charge': {
      const { component, code } = draft;
      if (!/^[a-z_]{3,40}$/.test(code)) return null;
      const amount = draft.amount === '' ? {} : { amount: { amount: draft.amount, currency } };
      return { kind, component, code, ...amount, ...since };
    }
    case 'return_to_performing':
      return reason.trim() === '' ? null : { kind, reason };
    case 'write_off':
      return toWriteOff(draft, since);
    case 'payment_reversal':
      if (draft.reasonCode === '') return null;
      return {
        kind,
        paymentId: draft.paymentId,
        reason: draft.reasonCode as Body<'payment_reversal'>['reason'],
      };
    case 'payment_correction':
      return date === '' ? null : { kind, paymentId: draft.paymentId, effectiveDate: date };
    default: {
      const change = toTerms(draft);
      if (change === null || reason.trim() === '') return null;
      return { kind: 'terms_change', change, reason, ...since };
    }
  }
}

type Since = { readonly effectiveDate?: string };

function toWaiver({ amounts, reasonCode }: ChangeDraft, currency: Currency, since: Since) {
  const lines = waivedComponents
    .filter((component) => amounts[component] !== '')
    .map((component) => ({ component, amount: { amount: amounts[component], currency } }));
  if (lines.length === 0 || reasonCode === '') return null;
  const reason = reasonCode as Body<'waiver'>['reason'];
  return { kind: 'waiver' as const, reason, lines, ...since };
}

function toWriteOff({ reasonCode, documentIds }: ChangeDraft, since: Since) {
  if (reasonCode === '' || documentIds.length === 0) return null;
  return {
    kind: 'write_off' as const,
    reason: reasonCode as Body<'write_off'>['reason'],
    evidence: documentIds.map((documentId) => ({ documentId })),
    ...since,
  };
}

type Terms = Body<'terms_change'>['change'];

function toTerms(draft: ChangeDraft): Terms | null {
  const { kind, date, arrears } = draft;
  const count = readCount(draft.count);
  switch (kind) {
    case 'due_date_move':
      return date === '' ? null : { type: kind, nextDueDate: date };
    case 'extension':
      return count === null ? null : { type: kind, extraInstallments: count };
    case 'interest_only':
    case 'payment_holiday':
      return count === null ? null : { type: kind, rows: count };
    case 'pause':
      if (date === '') return null;
      return {
        type: kind,
        untilDate: date,
        interest: draft.stopsInterest,
        penalty: draft.stopsPenalty,
      };
    case 'restructure': {
      const annualRatePpm = draft.rate === '' ? null : readRate(draft.rate);
      if (count === null || (draft.rate !== '' && annualRatePpm === null)) return null;
      const firstDueDate = date === '' ? null : date;
      return { type: kind, installments: count, firstDueDate, annualRatePpm, arrears };
    }
    default:
      return null;
  }
}
