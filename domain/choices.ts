/** Lists that rules, forms of input and pages share: what a person may choose, and how a refund may stand. */

/** What a prepayment does to the rows that follow. */
export const prepaymentStrategies = [
  'next_installments',
  'reduce_term',
  'reduce_installment',
] as const;

export const waiverReasons = [
  'system_error',
  'hardship',
  'settlement',
  'goodwill',
  'regulator',
  'deceased',
] as const;

export const refundStates = [
  'released',
  'sending',
  'unknown',
  'confirmed',
  'refused',
  'returned',
] as const;
