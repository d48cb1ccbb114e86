/**
 * The one table of statuses: which colour role each code of the API has. Words stand in the catalogue under
 * `status.<kind>.<code>`; a code that is missing here is shown as it came, in the neutral role.
 */
export type StatusRole =
  | 'running'
  | 'good'
  | 'settled'
  | 'attention'
  | 'returned'
  | 'bad'
  | 'others'
  | 'ended'
  | 'unknown';

type Kind = Readonly<Record<string, StatusRole>>;

const voting = {
  open: 'running',
  approve: 'good',
  decline: 'bad',
  return: 'returned',
} satisfies Kind;

export const statusTable = {
  application: {
    draft: 'ended',
    submitted: 'running',
    in_review: 'running',
    returned: 'returned',
    approved: 'good',
    offered: 'others',
    accepted: 'good',
    ready: 'good',
    booked: 'settled',
    declined: 'bad',
    expired: 'ended',
    withdrawn: 'ended',
    cancelled: 'ended',
  },
  assessment: { approve: 'good', refer: 'attention', decline: 'bad' },
  approval: {
    open: 'running',
    approved: 'good',
    declined: 'bad',
    withdrawn: 'ended',
    expired: 'ended',
  },
  stage: {
    open: 'running',
    returned: 'returned',
    closed: 'settled',
    unused: 'ended',
    predicted: 'ended',
  },
  seat: { open: 'running', voted: 'settled', recused: 'ended', removed: 'ended' },
  verdict: voting,
  advice: { open: 'others', answered: 'good', taken_back: 'ended' },
  counter_offer: {
    open: 'running',
    accepted: 'good',
    refused: 'bad',
    superseded: 'ended',
    expired: 'ended',
  },
  offer: { issued: 'others', accepted: 'good', expired: 'ended', superseded: 'ended' },
  condition: {
    open: 'attention',
    satisfied: 'running',
    checked: 'good',
    waived: 'ended',
    dropped: 'ended',
  },
  completeness: {
    satisfied: 'good',
    missing: 'attention',
    expired: 'attention',
    invalid: 'bad',
    unknown: 'unknown',
  },
  rule: { pass: 'good', fail: 'bad', unknown: 'unknown' },
  policy_version: {
    draft: 'ended',
    pending_second_person: 'running',
    scheduled: 'attention',
    active: 'good',
    retired: 'ended',
  },
  disbursement: {
    requested: 'running',
    released: 'running',
    sending: 'running',
    unknown: 'unknown',
    confirmed: 'good',
    refused: 'returned',
    cancelled: 'ended',
  },
  loan: { active: 'running', closed: 'settled', written_off: 'ended' },
  loan_change: {
    quoted: 'running',
    confirmed: 'good',
    applied: 'settled',
    rejected: 'bad',
    withdrawn: 'ended',
    expired: 'ended',
    lapsed: 'ended',
  },
  bank_day: { agrees: 'good', differs: 'attention', no_statement: 'ended' },
  refund: {
    released: 'running',
    sending: 'running',
    unknown: 'attention',
    confirmed: 'settled',
    refused: 'bad',
    returned: 'returned',
  },
  installment: {
    pending: 'ended',
    due: 'attention',
    paid: 'settled',
    overdue: 'bad',
    partial: 'attention',
  },
  asset_class: {
    normal: 'good',
    special_mention: 'attention',
    substandard: 'returned',
    doubtful: 'bad',
    loss: 'bad',
  },
  borrower_request: {
    requested: 'attention',
    under_review: 'running',
    granted: 'good',
    declined: 'bad',
    answered: 'settled',
    withdrawn: 'ended',
  },
  payment: { received: 'running', applied: 'good', suspense: 'attention', returned: 'returned' },
  collection_case: {
    open: 'running',
    suspended: 'ended',
    cured: 'good',
    written_off: 'ended',
    sold: 'others',
  },
  promise: {
    open: 'running',
    kept: 'good',
    partial: 'attention',
    broken: 'returned',
    cancelled: 'ended',
  },
  notice: {
    queued: 'running',
    sent: 'good',
    failed: 'bad',
    unknown: 'unknown',
    withheld: 'ended',
  },
  officer: { active: 'good', left: 'ended' },
  delegation: { planned: 'attention', running: 'others', ended: 'ended' },
  calendar: { published: 'good', provisional: 'attention' },
  command: {
    pending: 'running',
    accepted: 'running',
    done: 'good',
    failed: 'bad',
    unknown: 'unknown',
  },
  chain: { intact: 'good', broken: 'bad' },
} as const satisfies Readonly<Record<string, Kind>>;

export type StatusKind = keyof typeof statusTable;

export function findRole(kind: StatusKind, status: string): StatusRole | undefined {
  const codes: Kind = statusTable[kind];
  return codes[status];
}
