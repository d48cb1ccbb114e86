/**
 * Which facts each notice is written from. The texts in `<language>/notices.json` use exactly these placeholders;
 * a test compares them in both directions.
 */
const loan = ['customerName', 'loanNumber'] as const;
const application = ['customerName', 'applicationNumber'] as const;
const stage = ['officerName', 'applicationNumber', 'customerName', 'stageName', 'dueAt'] as const;
const request = ['officerName', 'requestNumber', 'subjectName', 'title'] as const;
const requestStage = [...request, 'stageName', 'dueAt'] as const;
const collectionCase = [
  'officerName',
  'caseNumber',
  'customerName',
  'daysPastDue',
  'overdue',
] as const;

export const noticePlaceholders = {
  // The life of a loan, to the borrower.
  disbursed: [...loan, 'amount', 'firstDueDate', 'firstAmount'],
  reminder_before_due: [...loan, 'dueDate', 'amount', 'daysLeft'],
  due_today: [...loan, 'dueDate', 'amount'],
  overdue_soft: [...loan, 'dueDate', 'amount', 'daysPastDue'],
  grace_ended: [...loan, 'dueDate', 'amount'],
  payment_received: [...loan, 'effectiveDate', 'amount', 'outstanding'],
  payment_returned: [...loan, 'effectiveDate', 'amount'],
  credit_refunded: [...loan, 'amount'],
  refund_failed: [...loan, 'amount'],
  tranche_disbursed: [...loan, 'amount', 'outstanding', 'nextDueDate', 'nextAmount'],
  drawing_ended: [...loan, 'amount'],
  loan_closed: [...loan, 'closedDate'],
  loan_repriced: [
    ...loan,
    'effectiveDate',
    'reference',
    'referenceRate',
    'oldRate',
    'newRate',
    'dueDate',
    'oldAmount',
    'newAmount',
  ],
  rate_changed: [
    ...loan,
    'effectiveDate',
    'oldRate',
    'newRate',
    'dueDate',
    'oldAmount',
    'newAmount',
  ],
  // The life of an application, to the applicant.
  application_submitted: [...application],
  application_returned: [...application, 'reason', 'deadlineDate'],
  application_return_reminder: [...application, 'deadlineDate'],
  application_declined: [...application, 'reasons'],
  application_expired: [...application],
  offer_issued: [...application, 'amount', 'expiresDate'],
  offer_reminder: [...application, 'expiresDate'],
  offer_expired: [...application],
  borrower_request_answered: ['customerName', 'requestNumber'],
  // Collection, to the debtor.
  collection_courtesy: ['customerName', 'overdue', 'daysPastDue'],
  collection_follow_up: ['customerName', 'overdue', 'daysPastDue'],
  collection_address_check: ['customerName', 'overdue', 'daysPastDue'],
  collection_formal_demand: ['customerName', 'overdue', 'daysPastDue'],
  collection_lawyer_letter: ['customerName', 'overdue', 'daysPastDue'],
  // Work, to officers.
  approval_seat_opened: [...stage],
  approval_reminder: [...stage],
  approval_escalated: [...stage],
  approval_process_admin: [...stage],
  request_seat_opened: [...requestStage],
  request_reminder: [...requestStage],
  request_escalated: [...requestStage],
  request_process_admin: [...requestStage],
  request_returned: [...request],
  request_approved: [...request, 'effectiveDate'],
  request_effective: [...request],
  request_declined: [...request],
  request_expired: [...request],
  request_lapsed: [...request, 'reason'],
  review_overdue: ['officerName', 'applicationNumber', 'customerName', 'days'],
  offer_withheld: ['officerName', 'applicationNumber', 'customerName'],
  conditions_overdue: ['officerName', 'applicationNumber', 'customerName', 'days'],
  disbursement_to_release: ['officerName', 'applicationNumber', 'customerName', 'amount'],
  disbursement_refused: ['officerName', 'applicationNumber', 'customerName', 'amount', 'reason'],
  disbursement_unknown: ['officerName', 'applicationNumber', 'customerName', 'amount'],
  refund_due: ['officerName', 'loanNumber', 'customerName', 'amount', 'days'],
  refund_refused: ['officerName', 'loanNumber', 'customerName', 'amount', 'reason'],
  refund_unknown: ['officerName', 'loanNumber', 'customerName', 'amount'],
  case_assigned: [...collectionCase],
  case_step_due: [...collectionCase, 'step'],
  case_escalated: [...collectionCase, 'level'],
  promise_broken: ['officerName', 'caseNumber', 'customerName', 'amount', 'promiseDate'],
  borrower_request_made: ['requestNumber', 'customerName', 'dueDate'],
  version_activated: ['officerName', 'versionName', 'versionNumber', 'effectiveDate'],
} as const satisfies Readonly<Record<string, readonly string[]>>;

export type NoticeTemplate = keyof typeof noticePlaceholders;

export type NoticeParams<T extends NoticeTemplate> = {
  readonly [P in (typeof noticePlaceholders)[T][number]]: string | number;
};

export type NoticePurpose = 'reminder' | 'collection' | 'legal_notice' | 'service';

const purposes: { readonly [T in NoticeTemplate]?: NoticePurpose } = {
  reminder_before_due: 'reminder',
  due_today: 'reminder',
  overdue_soft: 'collection',
  collection_courtesy: 'collection',
  collection_follow_up: 'collection',
  collection_address_check: 'collection',
  collection_formal_demand: 'legal_notice',
  collection_lawyer_letter: 'legal_notice',
};

/** What a notice to a customer counts as under the contact rules; what is not about money owed is service. */
export function noticePurpose(template: string): NoticePurpose {
  return purposes[template as NoticeTemplate] ?? 'service';
}
