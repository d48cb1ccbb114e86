/** The form of a product as data: tabs, sections, fields. Words of a field are `label.<word>` and `hint.<word>`. */
import type { ProductContent } from './content.ts';
import type { FieldWord, SectionWord } from './words.ts';
import { purposes } from '../../../../domain/origination/application.ts';
import { prepaymentStrategies } from '../../../../domain/choices.ts';

type Terms = ProductContent['terms'];

export type Field = {
  /** In the content, or in the item of a list. */
  readonly pointer: string;
  readonly word: FieldWord;
  readonly kind:
    'text' | 'count' | 'percent' | 'decimal' | 'money' | 'choice' | 'choices' | 'switch';
  readonly options?: readonly (string | number)[];
  /** Empty is null: no limit, no rule. */
  readonly isNullable?: true;
  /** Never typed: what the record is known by. */
  readonly isFixed?: true;
  /** Asked only where this holds of the item. */
  readonly when?: (item: unknown) => boolean;
  /** The choice brings another shape of the value around it. */
  readonly shapes?: { readonly pointer: string; readonly of: Readonly<Record<string, unknown>> };
};

export type Section = {
  readonly word: SectionWord;
  readonly fields: readonly Field[];
  /** The part of the content that a product may go without, and what it begins with. */
  readonly optional?: {
    readonly pointer: string;
    readonly start: unknown;
    /** What stands there without it; undefined: nothing. */
    readonly without?: null;
  };
};

export const methods = [
  'equal_installment',
  'equal_principal',
  'flat',
  'interest_first',
  'single',
] as const satisfies readonly ProductContent['methods'][number][];
const customerTypes = ['person', 'company'] as const;
const dayCounts = [
  '30/360',
  'actual/365',
  'actual/360',
  'actual/actual',
  'equal_periods',
] as const satisfies readonly Terms['dayCount'][];
const roundings = [
  'half_even',
  'half_up',
  'down',
  'up',
] as const satisfies readonly Terms['rounding']['mode'][];
const shifts = [
  'none',
  'following',
  'preceding',
  'modified_following',
] as const satisfies readonly Terms['dueDateShift'][];

export const basics: readonly Section[] = [
  {
    word: 'identity',
    fields: [
      { pointer: '/code', word: 'code', kind: 'text', isFixed: true },
      { pointer: '/customerTypes', word: 'customerTypes', kind: 'choices', options: customerTypes },
      { pointer: '/names/zh-CN', word: 'nameZh', kind: 'text' },
      { pointer: '/names/en', word: 'nameEn', kind: 'text' },
    ],
  },
  {
    word: 'bounds',
    fields: [
      { pointer: '/amount/from', word: 'amountFrom', kind: 'decimal' },
      { pointer: '/amount/to', word: 'amountTo', kind: 'decimal' },
      { pointer: '/installmentCount/from', word: 'countFrom', kind: 'count' },
      { pointer: '/installmentCount/to', word: 'countTo', kind: 'count' },
      { pointer: '/methods', word: 'methods', kind: 'choices', options: methods },
      { pointer: '/purposes', word: 'purposes', kind: 'choices', options: purposes },
    ],
  },
  {
    word: 'process',
    fields: [
      { pointer: '/matrix', word: 'matrix', kind: 'text' },
      { pointer: '/scorecard', word: 'scorecard', kind: 'text' },
      { pointer: '/offerDays', word: 'offerDays', kind: 'count' },
      { pointer: '/coolingOffDays', word: 'coolingOffDays', kind: 'count' },
    ],
  },
  {
    word: 'exposure',
    optional: { pointer: '/exposureLimits', start: { customer: null, group: null } },
    fields: [
      {
        pointer: '/exposureLimits/customer',
        word: 'exposureCustomer',
        kind: 'decimal',
        isNullable: true,
      },
      {
        pointer: '/exposureLimits/group',
        word: 'exposureGroup',
        kind: 'decimal',
        isNullable: true,
      },
    ],
  },
];

export const interest: readonly Section[] = [
  {
    word: 'rate',
    fields: [
      { pointer: '/annualRatePpm', word: 'annualRate', kind: 'percent' },
      { pointer: '/maxAllInAnnualRatePpm', word: 'maxAllIn', kind: 'percent' },
    ],
  },
  {
    word: 'floating',
    optional: {
      pointer: '/floatingRate',
      start: { reference: 'lpr_1y', spreadPpm: 0, repricingDay: 'anniversary' },
    },
    fields: [
      {
        pointer: '/floatingRate/reference',
        word: 'reference',
        kind: 'choice',
        options: ['lpr_1y', 'lpr_5y'],
      },
      { pointer: '/floatingRate/spreadPpm', word: 'spread', kind: 'percent' },
      {
        pointer: '/floatingRate/repricingDay',
        word: 'repricingDay',
        kind: 'choice',
        options: ['anniversary', 'january_first', 'quarterly', 'monthly'],
      },
    ],
  },
  {
    word: 'calculation',
    fields: [
      { pointer: '/terms/dayCount', word: 'dayCount', kind: 'choice', options: dayCounts },
      {
        pointer: '/terms/installmentRate',
        word: 'installmentRate',
        kind: 'choice',
        options: ['as_day_count', 'equal_periods'],
      },
      { pointer: '/terms/rounding/mode', word: 'rounding', kind: 'choice', options: roundings },
      {
        pointer: '/terms/rounding/installmentMultiple',
        word: 'installmentMultiple',
        kind: 'money',
        isNullable: true,
      },
      { pointer: '/terms/smoothLastInstallment', word: 'smoothLast', kind: 'switch' },
      { pointer: '/terms/downPaymentPpm', word: 'downPayment', kind: 'percent' },
    ],
  },
  {
    word: 'dates',
    fields: [
      { pointer: '/terms/every/count', word: 'everyCount', kind: 'count' },
      {
        pointer: '/terms/every/unit',
        word: 'everyUnit',
        kind: 'choice',
        options: ['day', 'week', 'month'],
      },
      { pointer: '/terms/monthEnd', word: 'monthEnd', kind: 'choice', options: ['clamp', 'roll'] },
      { pointer: '/terms/dueDateShift', word: 'dueDateShift', kind: 'choice', options: shifts },
      { pointer: '/terms/adjustInterest', word: 'adjustInterest', kind: 'switch' },
    ],
  },
];

export const penalties: readonly Section[] = [
  {
    word: 'arrangement',
    fields: [
      { pointer: '/arrangementFee/ratePpm', word: 'arrangementRate', kind: 'percent' },
      {
        pointer: '/arrangementFee/timing',
        word: 'arrangementTiming',
        kind: 'choice',
        options: ['deducted', 'paid_apart'],
      },
    ],
  },
  {
    word: 'penalty',
    fields: [
      { pointer: '/terms/penalty/upliftPpm', word: 'uplift', kind: 'percent' },
      { pointer: '/terms/penalty/graceDays', word: 'graceDays', kind: 'count' },
      {
        pointer: '/terms/penalty/startsFrom',
        word: 'startsFrom',
        kind: 'choice',
        options: ['due_date', 'grace_end'],
      },
      {
        pointer: '/terms/penalty/yearDays',
        word: 'yearDays',
        kind: 'choice',
        options: [360, 365],
      },
      {
        pointer: '/terms/overdueInterest',
        word: 'overdueInterest',
        kind: 'choice',
        options: ['penalty_only', 'contract_plus_penalty'],
      },
      { pointer: '/terms/materiality', word: 'materiality', kind: 'money', isNullable: true },
      { pointer: '/terms/penalty/compoundOnInterest', word: 'compoundOnInterest', kind: 'switch' },
      { pointer: '/terms/penalty/compoundOnPenalty', word: 'compoundOnPenalty', kind: 'switch' },
    ],
  },
];

export const prepayment: readonly Section[] = [
  {
    word: 'grace',
    fields: [
      { pointer: '/terms/grace/principal', word: 'gracePrincipal', kind: 'count' },
      { pointer: '/terms/grace/interest', word: 'graceInterest', kind: 'count' },
      { pointer: '/terms/grace/interestFree', word: 'graceInterestFree', kind: 'count' },
    ],
  },
  {
    word: 'prepayment',
    fields: [
      {
        pointer: '/terms/prepayment',
        word: 'prepaymentStrategy',
        kind: 'choice',
        options: prepaymentStrategies,
      },
      {
        pointer: '/terms/prepaymentInterest',
        word: 'prepaymentInterest',
        kind: 'choice',
        options: ['at_due_date', 'with_prepayment'],
      },
      {
        pointer: '/terms/payoffInterest',
        word: 'payoffInterest',
        kind: 'choice',
        options: ['to_date', 'to_next_due_date'],
      },
      {
        pointer: '/terms/advanceMoney',
        word: 'advanceMoney',
        kind: 'choice',
        options: ['hold', 'apply'],
      },
    ],
  },
];
