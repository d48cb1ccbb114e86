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

export const borrowerRequestKinds = ['hardship', 'complaint', 'question'] as const;

export const borrowerRequestStates = [
  'requested',
  'under_review',
  'granted',
  'declined',
  'answered',
  'withdrawn',
] as const;

/** What a branch may say to a request; everything but taking it up ends it. */
export const requestOutcomes = ['under_review', 'granted', 'declined', 'answered'] as const;

export const hardshipReasons = [
  'income_lost',
  'illness',
  'family_event',
  'disaster',
  'business_downturn',
  'other',
] as const;

export const hardshipProposals = [
  'later_due_date',
  'interest_only',
  'payment_holiday',
  'smaller_installments',
  'longer_term',
  'talk_to_me',
] as const;
