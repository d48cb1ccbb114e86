/** What may be asked for beside applications, and how a request stands. */
export const requestSubjects = [
  'loan_change',
  'loan_correction',
  'waiver',
  'write_off',
  'limit_change',
  'policy_version',
  'role_grant',
  'data_export',
] as const;
export type RequestSubject = (typeof requestSubjects)[number];

export const requestStatuses = [
  'open',
  'returned',
  'approved',
  'effective',
  'declined',
  'withdrawn',
  'expired',
  'lapsed',
] as const;
/** `approved` waits for its date; `lapsed` met a refusal when it would have taken effect. */
export type RequestStatus = (typeof requestStatuses)[number];
