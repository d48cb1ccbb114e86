/** Why a vote goes against a case: codes for the record and for what the applicant is told; the words are in `locales/`. */

export const declineReasons = [
  'income_insufficient',
  'debt_too_high',
  'credit_history_weak',
  'security_insufficient',
  'facts_not_verified',
  'purpose_not_financed',
  'outside_policy',
  'other_reason',
] as const;

export const returnReasons = [
  'documents_missing',
  'facts_unclear',
  'terms_to_change',
  'other_reason',
] as const;
