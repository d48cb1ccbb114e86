/**
 * The rows, as the database holds them. Ids are UUIDv7 made in the application, money is minor units beside a
 * currency, dates are `YYYY-MM-DD`, instants ISO strings. Row types are not domain types and not wire types:
 * the queries map between them.
 */
import type { ColumnType, Generated, GeneratedAlways, JSONColumnType } from 'kysely';
import type { Instant, IsoDate } from '../domain/calendar.ts';
import type { Currency } from '../domain/money.ts';

type Json = JSONColumnType<Record<string, unknown>>;
type OptionalJson = ColumnType<
  Record<string, unknown> | null,
  string | null | undefined,
  string | null
>;
type JsonList = JSONColumnType<readonly unknown[]>;
/** Set once by the database's clock when the row is written. */
type Stamp = ColumnType<Instant, Instant | undefined, never>;

export interface InstallationTable {
  singleton: Generated<boolean>;
  mode: 'production' | 'training';
  time_zone: string;
  clock_offset_ms: Generated<bigint>;
  created_at: Stamp;
}
export interface TrainingMoveTable {
  move_id: string;
  requested_by: string;
  from_date: IsoDate;
  to_date: IsoDate;
  reached_date: IsoDate | null;
  status: 'requested' | 'moving' | 'done';
  woken_count: Generated<number>;
  created_at: Stamp;
  ended_at: Instant | null;
}
export interface BusinessDayTable {
  business_date: IsoDate;
  status: 'open' | 'closed';
  closed_at: Instant | null;
  summary: Json | null;
}
export interface BranchTable {
  branch_id: string;
  code: string;
  name: string;
  parent_branch_id: string | null;
  office_hours: JsonList;
  time_zone: string;
}
export interface OfficerTable {
  officer_id: string;
  user_id: string;
  user_name: string;
  display_name: string;
  branch_id: string;
  reports_to_id: string | null;
  limit_minor: bigint | null;
  limit_currency: Currency | null;
  language: Generated<'zh-CN' | 'en'>;
  status: Generated<'active' | 'left'>;
  version: Generated<number>;
}
export interface RoleGrantTable {
  role_grant_id: string;
  officer_id: string;
  role: string;
  branch_id: string | null;
  granted_by: string | null;
  granted_at: Stamp;
  revoked_at: Instant | null;
}
export interface DelegationTable {
  delegation_id: string;
  from_officer_id: string;
  to_officer_id: string;
  starts_date: IsoDate;
  ends_date: IsoDate;
  scope: Json;
  created_at: Stamp;
  ended_at: Instant | null;
  /** Null while it runs, and for one that ended before this was kept. */
  ended_by: string | null;
  end_reason: string | null;
}
export interface CalendarYearTable {
  year: number;
  status: 'published' | 'provisional';
  source: string;
}
export interface CalendarDayTable {
  day_date: IsoDate;
  kind: 'holiday' | 'make_up_workday';
  name: string;
}
/** What a year of the calendar is to be; once settled it stays as it is. */
export interface CalendarChangeTable {
  calendar_change_id: string;
  year: number;
  before: Json | null;
  after: Json;
  status: 'entered' | 'confirmed' | 'rejected';
  entered_by: string;
  entered_date: IsoDate;
  settled_by: string | null;
  settled_date: IsoDate | null;
  reason: string | null;
  created_at: Stamp;
}
/** A loan whose unpaid due dates a change moves; applied when its process has moved them. */
export interface CalendarShiftTable {
  calendar_change_id: string;
  loan_id: string;
  applied_at: Instant | null;
}
/** A published value: never edited, only followed by another entry. Nobody entered what the installation began with. */
export interface ReferenceRateTable {
  reference_rate_id: string;
  reference: 'lpr_1y' | 'lpr_5y';
  effective_date: IsoDate;
  number: number;
  rate_ppm: number;
  source: string;
  status: 'entered' | 'confirmed' | 'rejected';
  entered_by: string | null;
  entered_date: IsoDate;
  settled_by: string | null;
  settled_date: IsoDate | null;
  created_at: Stamp;
}
export interface PolicyVersionTable {
  policy_version_id: string;
  kind: 'matrix' | 'product' | 'scorecard' | 'reminder_plan' | 'contact_policy' | 'notice_template';
  name: string;
  number: number;
  status: 'draft' | 'pending_second_person' | 'scheduled' | 'active' | 'retired';
  content: Json;
  content_hash: string;
  author_id: string | null;
  confirmed_by_id: string | null;
  effective_date: IsoDate | null;
  version: Generated<number>;
  created_at: Stamp;
  activated_at: Instant | null;
}

export interface CustomerTable {
  customer_id: string;
  number: string;
  kind: 'person' | 'company';
  name: string;
  birth_date: IsoDate | null;
  identity_cipher: Buffer;
  identity_index: Buffer;
  identity_mask: string;
  phone_cipher: Buffer;
  phone_index: Buffer;
  phone_mask: string;
  bank_account_cipher: Buffer | null;
  bank_account_index: Buffer | null;
  bank_account_mask: string | null;
  email: string | null;
  language: 'zh-CN' | 'en';
  branch_id: string;
  account_manager_id: string;
  user_id: string | null;
  /** The phone that has proven itself and signs in as this customer; null until it has. */
  sign_in_phone_index: Generated<Buffer | null>;
  version: Generated<number>;
  created_at: Stamp;
}
export interface CustomerRelationTable {
  customer_id: string;
  related_customer_id: string;
  kind: string;
  share_ppm: number | null;
}
export interface ConsentTable {
  consent_id: string;
  customer_id: string;
  kind: string;
  wording_version: string;
  channel: string;
  given_date: IsoDate;
  given_at: Stamp;
  withdrawn_at: Instant | null;
}
export interface DocumentTable {
  document_id: string;
  customer_id: string;
  application_id: string | null;
  kind: string;
  file_name: string;
  media_type: string;
  size_bytes: number;
  sha256: string;
  content: Buffer;
  issued_date: IsoDate | null;
  expiry_date: IsoDate | null;
  received_by: string;
  received_at: Stamp;
}

export type ApplicationStatus =
  | 'draft'
  | 'submitted'
  | 'in_review'
  | 'returned'
  | 'approved'
  | 'offered'
  | 'accepted'
  | 'ready'
  | 'booked'
  | 'declined'
  | 'expired'
  | 'withdrawn'
  | 'cancelled';

export interface ApplicationTable {
  application_id: string;
  number: string;
  customer_id: string;
  branch_id: string;
  status: ApplicationStatus;
  round: Generated<number>;
  product_version_id: string;
  matrix_version_id: string | null;
  scorecard_version_id: string | null;
  amount_minor: bigint;
  currency: Currency;
  content: Json;
  grade: string | null;
  tier: string | null;
  created_by: string;
  submitted_by: string | null;
  account_manager_id: string;
  loan_id: string | null;
  version: Generated<number>;
  created_at: Stamp;
  created_date: IsoDate;
  changed_date: IsoDate;
  submitted_at: Instant | null;
  submitted_date: IsoDate | null;
  returned_at: Instant | null;
  decided_at: Instant | null;
  decided_date: IsoDate | null;
}
export interface ApplicationSubmissionTable {
  submission_id: string;
  application_id: string;
  number: number;
  content: Json;
  submitted_by: string;
  submitted_at: Stamp;
}
export interface AssessmentTable {
  assessment_id: string;
  application_id: string;
  round: number;
  submission_number: number;
  inputs: Json;
  rules: JsonList;
  factors: JsonList;
  score: number | null;
  grade: string | null;
  outcome: 'approve' | 'refer' | 'decline';
  reasons: JsonList;
  versions: Json;
  created_at: Stamp;
}
export interface OfferTable {
  offer_id: string;
  application_id: string;
  round: number;
  status: 'issued' | 'accepted' | 'expired' | 'superseded';
  amount_minor: bigint;
  currency: Currency;
  terms: Json;
  schedule: Json;
  all_in_simple_ppm: number;
  all_in_compound_ppm: number;
  content_hash: string;
  issued_at: Instant;
  expires_at: Instant;
  accepted_at: Instant | null;
  accepted_by: string | null;
  tranches: OptionalJson;
}
export interface ConditionPrecedentTable {
  condition_id: string;
  application_id: string;
  stage_id: string | null;
  kind: string;
  description: string;
  status: Generated<'open' | 'satisfied' | 'checked' | 'waived' | 'dropped'>;
  evidence_document_id: string | null;
  satisfied_by: string | null;
  checked_by: string | null;
  deadline_date: IsoDate;
  /** The vote that set it: a vote taken back takes its conditions along. */
  vote_id: Generated<string | null>;
  set_by: Generated<string | null>;
  set_at: Generated<Instant | null>;
  /** What operations says about the evidence. */
  note: Generated<string | null>;
  satisfied_at: Generated<Instant | null>;
  checked_at: Generated<Instant | null>;
  waived_by: Generated<string | null>;
  waived_at: Generated<Instant | null>;
  waiver_reason: Generated<string | null>;
}
export interface DisbursementTable {
  disbursement_id: string;
  application_id: string;
  offer_id: string;
  status: 'requested' | 'released' | 'sending' | 'confirmed' | 'refused' | 'unknown' | 'cancelled';
  amount_minor: bigint;
  currency: Currency;
  made_by: string;
  released_by: string | null;
  requested_at: Stamp;
  released_at: Instant | null;
  attempt_count: Generated<number>;
  query_count: Generated<number>;
  rail_reference: string | null;
  refusal_code: string | null;
  effective_date: IsoDate | null;
  version: Generated<number>;
  contract_hash: string | null;
  payee_id: string | null;
  account_name: string | null;
  account_index: Buffer | null;
}
export interface EntrustedPayeeTable {
  payee_id: string;
  application_id: string;
  name: string;
  account_cipher: Buffer;
  account_index: Buffer;
  account_mask: string;
  purpose: string;
  document_id: string | null;
  recorded_by: string;
  recorded_at: Instant;
  checked_by: string | null;
  checked_at: Instant | null;
  version: Generated<number>;
}
export interface DisbursementStopTable {
  stop_id: string;
  customer_id: string;
  reason: string;
  set_by: string;
  set_at: Instant;
  lifted_by: string | null;
  lifted_at: Instant | null;
  lift_reason: string | null;
}

export interface ApprovalTable {
  approval_id: string;
  subject_type: string;
  subject_id: string;
  round: number;
  workflow_id: string;
  matrix_version_id: string;
  tier: string;
  path: JsonList;
  facts: Json;
  status: Generated<'open' | 'approved' | 'declined' | 'withdrawn' | 'expired'>;
  opened_at: Instant;
  ended_at: Instant | null;
}
export interface StageTable {
  stage_id: string;
  approval_id: string;
  number: number;
  attempt: number;
  /** The submission its voters see: an approve of an earlier one does not count for a case that runs again. */
  submission_number: number;
  template: Json;
  branch_id: string;
  status: Generated<'open' | 'returned' | 'closed' | 'unused'>;
  verdict: 'approve' | 'decline' | 'return' | null;
  opened_at: Instant;
  closed_at: Instant | null;
  claimed_by_id: Generated<string | null>;
  /** A claim is over then, whoever still holds it. */
  claimed_until: Generated<Instant | null>;
  /** When it escalates: the order of the queues of a team. Null while its clock stands still, and after it. */
  due_at: Generated<Instant | null>;
}
/** One row per clock of a stage; `done_at` is set in the transaction that acted on it. */
export interface StageDeadlineTable {
  stage_id: string;
  kind: string;
  due_at: Instant;
  done_at: Instant | null;
}
export interface SeatTable {
  seat_id: string;
  stage_id: string;
  officer_id: string;
  /** Null for a person who sits here by name. */
  role: string | null;
  source: 'role' | 'named' | 'group' | 'head' | 'delegation' | 'added' | 'escalated';
  on_behalf_of_id: string | null;
  position: number;
  has_veto: Generated<boolean>;
  /** False for a seat that may only veto. */
  is_counted: Generated<boolean>;
  added_by_id: string | null;
  status: Generated<'open' | 'voted' | 'recused' | 'removed'>;
  /** Whether it stands in the person's queue: an open seat of an open stage. */
  is_todo: Generated<boolean>;
  /** When the stage escalates: the order of the queue. */
  due_at: Instant | null;
  /** When it came into the person's queue, in business time. */
  arrived_at: Stamp;
  /** The seat it was handed on from, or whose holder added it. */
  parent_seat_id: Generated<string | null>;
  transfer_count: Generated<number>;
  added_group_id: Generated<string | null>;
  added_placement: Generated<'before' | 'after' | 'parallel' | null>;
  added_mode: Generated<'any' | 'all' | 'sequential' | null>;
}
export interface VoteTable {
  vote_id: string;
  stage_id: string;
  seat_id: string;
  officer_id: string;
  answer: 'approve' | 'decline' | 'return';
  reason_code: string | null;
  comment: string | null;
  details: Json;
  voted_at: Instant;
  taken_back_at: Generated<Instant | null>;
  /** Set where the officer voted from a seat of somebody else. */
  delegation_id: Generated<string | null>;
}
export interface InterestDeclarationTable {
  /** An application or a request. */
  subject_id: string;
  officer_id: string;
  stage_id: string;
  kind: string;
  comment: string;
  declared_at: Instant;
}
export interface AdviceTable {
  advice_id: string;
  stage_id: string;
  seat_id: string;
  asked_by_id: string;
  asked_of_id: string;
  question: string;
  status: Generated<'open' | 'answered' | 'taken_back'>;
  asked_at: Instant;
  answer: string | null;
  ended_at: Instant | null;
}
export interface CaseCopyTable {
  /** An application or a request. */
  subject_id: string;
  officer_id: string;
  copied_by_id: string;
  copied_at: Instant;
  note: string | null;
  read_at: Instant | null;
}
export interface CaseCommentTable {
  comment_id: string;
  /** An application or a request. */
  subject_id: string;
  stage_id: string | null;
  author_id: string;
  text: string;
  mentioned_ids: string[];
  written_at: Instant;
}
export interface StageReminderTable {
  reminder_id: string;
  stage_id: string;
  number: number;
  reminded_by_id: string;
  officer_ids: string[];
  reminded_at: Instant;
}
export interface CounterOfferTable {
  counter_offer_id: string;
  application_id: string;
  approval_id: string;
  stage_id: string;
  officer_id: string;
  amount_minor: bigint;
  currency: Currency;
  installment_count: number;
  security: string | null;
  /** Null: the rate of the product. */
  annual_rate_ppm: Generated<number | null>;
  status: Generated<'open' | 'accepted' | 'refused' | 'superseded' | 'expired'>;
  made_at: Instant;
  answered_at: Instant | null;
  answered_by: string | null;
}
export interface ApprovalRequestTable {
  request_id: string;
  subject_type: string;
  subject_id: string;
  title: string;
  content: Json;
  amount_minor: bigint;
  currency: Currency;
  customer_id: string | null;
  branch_id: string;
  /** Null where the house asks by itself. */
  requested_by_id: string | null;
  status: Generated<
    'open' | 'returned' | 'approved' | 'effective' | 'declined' | 'withdrawn' | 'expired' | 'lapsed'
  >;
  requested_at: Instant;
  decided_at: Instant | null;
  number: string;
  effective_date: IsoDate;
  submission_number: Generated<number>;
  returned_at: Instant | null;
  effected_at: Instant | null;
  /** The refusal a lapsed request met when it would have taken effect. */
  outcome_code: string | null;
}
/** What came of an approved export, until it expires. */
export interface ExportFileTable {
  request_id: string;
  job_id: string;
  file_name: string;
  row_count: number;
  expires_at: Instant;
}
export interface ExportPartTable {
  request_id: string;
  number: number;
  content: Buffer;
}
export interface SavedViewTable {
  saved_view_id: string;
  owner_id: string;
  branch_id: string;
  name: string;
  queue: string;
  filter: Json;
  is_shared: boolean;
  created_at: Stamp;
}
export interface ApprovalEventTable {
  approval_event_id: string;
  seq: GeneratedAlways<bigint>;
  application_id: string | null;
  approval_id: string | null;
  stage_id: string | null;
  kind: string;
  actor_id: string | null;
  occurred_at: Instant;
  details: Json;
}

export interface LoanTable {
  loan_id: string;
  number: string;
  application_id: string;
  customer_id: string;
  branch_id: string;
  product_version_id: string;
  currency: Currency;
  principal_minor: bigint;
  status: 'active' | 'closed' | 'written_off';
  opened_date: IsoDate;
  closed_date: IsoDate | null;
  non_performing_since: IsoDate | null;
  draw_until_date: IsoDate | null;
  version: Generated<number>;
  created_at: Stamp;
}
export interface RefundTable {
  refund_id: string;
  loan_id: string;
  loan_event_id: string;
  status: 'released' | 'sending' | 'unknown' | 'confirmed' | 'refused' | 'returned';
  amount_minor: bigint;
  currency: Currency;
  requested_by: string | null;
  confirmed_by: string | null;
  released_at: Instant;
  attempt_count: Generated<number>;
  query_count: Generated<number>;
  rail_reference: string | null;
  refusal_code: string | null;
  effective_date: IsoDate | null;
  version: Generated<number>;
}
export interface LoanTermsTable {
  loan_id: string;
  number: number;
  terms: Json;
  effective_date: IsoDate;
  created_at: Stamp;
}
export interface LoanEventTable {
  loan_event_id: string;
  loan_id: string;
  seq: number;
  kind: string;
  effective_date: IsoDate;
  recorded_date: IsoDate;
  recorded_at: Stamp;
  business_key: string;
  payload: Json;
  actor_id: string | null;
}
export interface InstallmentTable {
  loan_id: string;
  number: number;
  start_date: IsoDate;
  due_date: IsoDate;
  principal_minor: bigint;
  interest_minor: bigint;
  fee_minor: bigint;
  penalty_minor: bigint;
  principal_paid_minor: bigint;
  interest_paid_minor: bigint;
  fee_paid_minor: bigint;
  penalty_paid_minor: bigint;
  waived_minor: bigint;
  balance_minor: bigint;
  paid_date: IsoDate | null;
}
export interface LoanPositionTable {
  loan_id: string;
  business_date: IsoDate;
  currency: Currency;
  principal_minor: bigint;
  interest_due_minor: bigint;
  fee_due_minor: bigint;
  penalty_due_minor: bigint;
  overdue_minor: bigint;
  credit_minor: bigint;
  interest_earned_minor: bigint;
  penalty_earned_minor: bigint;
  days_past_due: number;
  bucket: string;
  next_due_date: IsoDate | null;
  next_due_minor: bigint;
  last_seq: number;
  oldest_due_date: IsoDate | null;
  credit_since_date: IsoDate | null;
}
export interface AllocationTable {
  allocation_id: string;
  loan_id: string;
  /** Null for the use of credit balance, which is no event. */
  loan_event_id: string | null;
  allocation_key: string;
  kind: 'payment' | 'prepayment' | 'payoff' | 'credit_use' | 'recovery';
  effective_date: IsoDate;
  line: number;
  installment_number: number | null;
  component: 'penalty' | 'fee' | 'interest' | 'principal' | 'credit';
  amount_minor: bigint;
}
/** A timed step of a loan that has been done: each kind once per installment and date. */
export interface LoanStepTable {
  loan_id: string;
  kind: string;
  installment_number: number;
  step_date: IsoDate;
  done_at: Stamp;
}
/** A change of a loan: quoted by one person, confirmed by another, an event once the loan's process has applied it. */
export interface LoanChangeTable {
  loan_change_id: string;
  loan_id: string;
  kind:
    | 'reversal'
    | 'prepayment'
    | 'waiver'
    | 'rate_change'
    | 'terms_change'
    | 'write_off'
    | 'refund'
    | 'charge'
    | 'return_to_performing';
  status: 'quoted' | 'confirmed' | 'applied' | 'rejected' | 'withdrawn' | 'expired' | 'lapsed';
  effective_date: IsoDate;
  payload: Json;
  quote: Json;
  /** Last event the quote was made on; a later one makes it stale. */
  quoted_seq: number;
  /** Null where the loan's own process asks for it. */
  requested_by: string | null;
  confirmed_by: string | null;
  /** The request that decides it; null for a change from before there were requests. */
  request_id: string | null;
  requested_date: IsoDate;
  confirmed_date: IsoDate | null;
  version: Generated<number>;
  created_at: Stamp;
}
export interface PayoffQuoteTable {
  payoff_quote_id: string;
  loan_id: string;
  business_date: IsoDate;
  payoff_date: IsoDate;
  good_through_date: IsoDate;
  amount_minor: bigint;
  currency: Currency;
  parts: Json;
  quoted_by: string;
  quoted_at: Stamp;
}
export interface PaymentTable {
  payment_id: string;
  loan_id: string | null;
  provider: string;
  provider_reference: string;
  amount_minor: bigint;
  currency: Currency;
  purpose: 'installment' | 'prepayment' | 'payoff';
  effective_date: IsoDate;
  received_date: IsoDate;
  received_at: Stamp;
  status: 'received' | 'applied' | 'suspense' | 'returned';
  recorded_by: string;
  details: Json;
}
/** What the bank said in one file. */
export interface BankStatementTable {
  statement_id: string;
  channel: string;
  file_name: string;
  content_hash: string;
  currency: Currency;
  from_date: IsoDate;
  to_date: IsoDate;
  line_count: number;
  in_minor: bigint;
  out_minor: bigint;
  imported_by: string;
  imported_at: Instant;
}
/** One booking of the bank, and the one movement of money it was matched with. */
export interface BankLineTable {
  line_id: string;
  statement_id: string;
  file_row: number;
  channel: string;
  booked_date: IsoDate;
  direction: 'in' | 'out';
  amount_minor: bigint;
  currency: Currency;
  reference: string;
  payer_name: string | null;
  payer_account_index: Buffer | null;
  payer_account_mask: string | null;
  remark: string | null;
  payment_id: string | null;
  disbursement_id: string | null;
  refund_id: string | null;
  matched_by: string | null;
  matched_at: Instant | null;
}
export interface AccountTable {
  account_code: string;
  name: string;
  name_zh: string;
  normal_side: 'debit' | 'credit';
}
/** A calendar month of the whole house that takes no new entry. */
export interface ClosedPeriodTable {
  through_date: IsoDate;
  closed_by: string;
  closed_date: IsoDate;
  totals: JsonList;
  content_hash: string;
  closed_at: Stamp;
}
export interface JournalEntryTable {
  journal_entry_id: string;
  seq: GeneratedAlways<bigint>;
  event_key: string;
  rule: string;
  loan_id: string | null;
  customer_id: string | null;
  branch_id: string;
  product: string | null;
  currency: Currency;
  effective_date: IsoDate;
  posted_date: IsoDate;
  reverses_entry_id: string | null;
  created_at: Stamp;
}
export interface PostingTable {
  journal_entry_id: string;
  line: number;
  account_code: string;
  side: 'debit' | 'credit';
  amount_minor: bigint;
  currency: Currency;
  component: string | null;
}

export interface CollectionCaseTable {
  case_id: string;
  number: string;
  customer_id: string;
  branch_id: string;
  status: Generated<'open' | 'suspended' | 'cured' | 'written_off' | 'sold'>;
  level: string;
  owner_id: string | null;
  bucket: string;
  days_past_due: number;
  overdue_minor: bigint;
  currency: Currency;
  opened_date: IsoDate;
  closed_date: IsoDate | null;
  last_action_at: Instant | null;
  claimed_until: Instant | null;
  suspended_until_date: IsoDate | null;
  /** The oldest unpaid due date; null when nothing is past due. */
  anchor_date: IsoDate | null;
  /** When the collector means to come back to it. */
  follow_up_at: Instant | null;
  version: Generated<number>;
  created_at: Stamp;
}
export interface CaseLoanTable {
  case_id: string;
  loan_id: string;
}
export interface CaseEventTable {
  case_event_id: string;
  seq: GeneratedAlways<bigint>;
  case_id: string;
  kind: string;
  actor_id: string | null;
  business_date: IsoDate;
  occurred_at: Instant;
  details: Json;
}
/** A ladder step of a case that has been taken: each once per oldest unpaid due date. */
export interface CaseStepTable {
  case_id: string;
  kind: string;
  anchor_date: IsoDate;
  step_date: IsoDate;
  done_at: Stamp;
}
export interface ContactAttemptTable {
  contact_attempt_id: string;
  case_id: string;
  customer_id: string;
  channel: string;
  subject: string;
  /** The customer's id, or how another person of theirs is told apart. */
  subject_id: string;
  number_index: Buffer | null;
  purpose: string;
  outcome: string;
  result: string | null;
  decision: Json;
  collector_id: string | null;
  note: string | null;
  attempted_at: Instant;
}
export interface PromiseTable {
  promise_id: string;
  case_id: string;
  amount_minor: bigint;
  currency: Currency;
  created_date: IsoDate;
  promise_date: IsoDate;
  grace_days: number;
  status: Generated<'open' | 'kept' | 'partial' | 'broken' | 'cancelled'>;
  taken_by: string;
  created_at: Stamp;
  judged_date: IsoDate | null;
  /** One promise may be paid in parts; each part is a row with its own date. */
  promise_set_id: string;
  part_number: number;
}
/** Belongs to the customer and outlives the case in which it was set. */
export interface ContactStopTable {
  contact_stop_id: string;
  customer_id: string;
  case_id: string | null;
  flag: string;
  reason: string;
  set_by: string;
  starts_date: IsoDate;
  /** The last day on which it stops; null for what does not end by itself. */
  until_date: IsoDate | null;
  lifted_date: IsoDate | null;
  lifted_by: string | null;
  created_at: Stamp;
}

export interface NoticeTable {
  notice_id: string;
  business_key: string;
  customer_id: string | null;
  officer_id: string | null;
  loan_id: string | null;
  case_id: string | null;
  application_id: string | null;
  template: string;
  channel: 'sms' | 'email' | 'push' | 'voice' | 'letter' | 'visit' | 'console';
  language: 'zh-CN' | 'en';
  subject: string;
  body: string;
  business_date: IsoDate;
  status: Generated<'queued' | 'sent' | 'failed' | 'unknown' | 'withheld'>;
  decision: Json | null;
  sent_at: Instant | null;
  failure: string | null;
  created_at: Stamp;
  available_at: ColumnType<Instant, Instant | undefined, Instant>;
  claimed_until: Instant | null;
  attempt_count: Generated<number>;
  provider_reference: string | null;
  /** When the customer opened it in the portal. */
  read_at: Generated<Instant | null>;
}
/** A code sent to a phone to sign in with; its text is kept, sealed, only until it has been carried. */
export interface PhoneCodeTable {
  phone_code_id: string;
  phone_index: Buffer;
  code_hash: Buffer;
  message_cipher: Buffer | null;
  language: 'zh-CN' | 'en';
  status: Generated<'queued' | 'sent' | 'failed' | 'unknown'>;
  failure: Generated<string | null>;
  provider_reference: Generated<string | null>;
  claimed_until: Generated<Instant | null>;
  attempt_count: Generated<number>;
  sign_up_count: Generated<number>;
  created_at: Stamp;
  expires_at: Instant;
  used_at: Generated<Instant | null>;
}
/** What a borrower ordered to be paid; the money itself is a payment. */
export interface PaymentOrderTable {
  payment_order_id: string;
  loan_id: string;
  customer_id: string;
  amount_minor: bigint;
  currency: Currency;
  purpose: 'installment' | 'prepayment' | 'payoff';
  method: 'direct_debit' | 'transfer';
  payoff_quote_id: string | null;
  strategy: 'next_installments' | 'reduce_term' | 'reduce_installment' | null;
  reference: string;
  business_date: IsoDate;
  status:
    'awaiting_transfer' | 'queued' | 'sending' | 'settled' | 'refused' | 'unknown' | 'expired';
  refusal_code: Generated<string | null>;
  rail_reference: Generated<string | null>;
  payment_id: Generated<string | null>;
  claimed_until: Generated<Instant | null>;
  attempt_count: Generated<number>;
  created_at: Stamp;
  settled_at: Generated<Instant | null>;
}
/** What a borrower asks of the house: relief, an answer to a complaint, an answer to a question. */
export interface BorrowerRequestTable {
  borrower_request_id: string;
  number: string;
  customer_id: string;
  branch_id: string;
  loan_id: string | null;
  application_id: string | null;
  kind: 'hardship' | 'complaint' | 'question';
  reason: string | null;
  proposal: string | null;
  body: string;
  status: Generated<
    'requested' | 'under_review' | 'granted' | 'declined' | 'answered' | 'withdrawn'
  >;
  answer: Generated<string | null>;
  answered_by: Generated<string | null>;
  answered_at: Generated<Instant | null>;
  answer_read_at: Generated<Instant | null>;
  due_date: IsoDate;
  contact_stopped_until: IsoDate | null;
  requested_date: IsoDate;
  requested_at: Instant;
  version: Generated<number>;
}
/** A body that decides together, by name; its members are those a second person has confirmed. */
export interface ApproverGroupTable {
  group_id: string;
  name: string;
  created_by_id: string | null;
  created_at: Instant;
}
export interface ApproverGroupMemberTable {
  group_id: string;
  officer_id: string;
}
export interface ApproverGroupChangeTable {
  change_id: string;
  group_id: string;
  name: string;
  officer_ids: string[];
  reason: string;
  status: Generated<'pending' | 'confirmed' | 'refused' | 'withdrawn'>;
  proposed_by_id: string;
  proposed_at: Instant;
  decided_by_id: Generated<string | null>;
  decided_at: Generated<Instant | null>;
}
/** Work that outlasts a request: what was asked, how far it is, what came of it. */
export interface JobTable {
  job_id: string;
  kind: string;
  subject_id: string | null;
  params: Json;
  status: Generated<'queued' | 'running' | 'done' | 'failed' | 'cancelled'>;
  state: Json | null;
  done_count: Generated<number>;
  total_count: number | null;
  result: Json | null;
  failure: Json | null;
  requested_by_id: string;
  requested_at: Instant;
  ended_at: Instant | null;
}
/** One row per open process: what the training clock and the slow poll look for. */
export interface ProcessTable {
  workflow_id: string;
  kind: string;
  subject_id: string;
  status: Generated<'open' | 'ended'>;
  next_wake_at: Instant | null;
  changed_at: ColumnType<Instant, Instant | undefined, Instant>;
}
export interface OutboxTable {
  outbox_id: string;
  seq: GeneratedAlways<bigint>;
  workflow_id: string;
  /** `start` a workflow of this type, or send it a `signal` of this name. */
  action: 'start' | 'signal';
  name: string;
  payload: Json;
  status: Generated<'waiting' | 'sent' | 'not_needed'>;
  attempt_count: Generated<number>;
  available_at: ColumnType<Instant, Instant | undefined, Instant>;
  claimed_until: Instant | null;
  last_error: string | null;
  created_at: Stamp;
  sent_at: Instant | null;
}
export interface CommandKeyTable {
  command_key: string;
  request_hash: string;
  result: JSONColumnType<{ value: unknown }> | null;
  created_at: Stamp;
}
/** One try at an exercise of the training. */
export interface ExerciseRunTable {
  exercise_run_id: string;
  officer_id: string;
  exercise: string;
  since_seq: bigint;
  status: Generated<'running' | 'passed' | 'given_up'>;
  started_at: Stamp;
  ended_at: Instant | null;
}
export interface AuditEventTable {
  audit_event_id: string;
  seq: GeneratedAlways<bigint>;
  actor_id: string | null;
  action: string;
  subject_type: string;
  subject_id: string;
  before: Json | null;
  after: Json | null;
  business_date: IsoDate;
  occurred_at: Stamp;
  request_id: string | null;
}

/** Sign-in: the schema, its names and its meaning belong to the library that reads it. */
export interface AuthUserTable {
  id: string;
  name: string;
  email: string;
  emailVerified: boolean;
  image: string | null;
  createdAt: Stamp;
  updatedAt: ColumnType<Instant, Instant | undefined, Instant>;
  username: string | null;
  displayUsername: string | null;
  twoFactorEnabled: boolean | null;
}
export interface AuthAccountTable {
  id: string;
  accountId: string;
  providerId: string;
  userId: string;
  password: string | null;
  createdAt: Stamp;
  updatedAt: ColumnType<Instant, Instant | undefined, Instant>;
}
export interface AuthSessionTable {
  id: string;
  userId: string;
  token: string;
  expiresAt: Instant;
  createdAt: Instant;
  updatedAt: Instant;
  ipAddress: string | null;
  userAgent: string | null;
}

export interface AuthRateLimitTable {
  id: string;
  key: string;
}

/** What one person chose for the pages. */
export interface PreferenceTable {
  user_id: string;
  content: Json;
  updated_at: ColumnType<Instant, undefined, Instant>;
}

export interface DB {
  'auth.user': AuthUserTable;
  'auth.account': AuthAccountTable;
  'auth.session': AuthSessionTable;
  'auth.rateLimit': AuthRateLimitTable;
  installation: InstallationTable;
  preference: PreferenceTable;
  training_move: TrainingMoveTable;
  business_day: BusinessDayTable;
  branch: BranchTable;
  officer: OfficerTable;
  role_grant: RoleGrantTable;
  delegation: DelegationTable;
  calendar_year: CalendarYearTable;
  calendar_day: CalendarDayTable;
  calendar_change: CalendarChangeTable;
  calendar_shift: CalendarShiftTable;
  reference_rate: ReferenceRateTable;
  policy_version: PolicyVersionTable;
  customer: CustomerTable;
  customer_relation: CustomerRelationTable;
  consent: ConsentTable;
  document: DocumentTable;
  application: ApplicationTable;
  application_submission: ApplicationSubmissionTable;
  assessment: AssessmentTable;
  offer: OfferTable;
  condition_precedent: ConditionPrecedentTable;
  disbursement: DisbursementTable;
  entrusted_payee: EntrustedPayeeTable;
  disbursement_stop: DisbursementStopTable;
  approval: ApprovalTable;
  stage: StageTable;
  stage_deadline: StageDeadlineTable;
  seat: SeatTable;
  vote: VoteTable;
  approval_event: ApprovalEventTable;
  interest_declaration: InterestDeclarationTable;
  advice: AdviceTable;
  case_copy: CaseCopyTable;
  case_comment: CaseCommentTable;
  stage_reminder: StageReminderTable;
  counter_offer: CounterOfferTable;
  saved_view: SavedViewTable;
  approval_request: ApprovalRequestTable;
  export_file: ExportFileTable;
  export_part: ExportPartTable;
  loan: LoanTable;
  loan_terms: LoanTermsTable;
  refund: RefundTable;
  loan_event: LoanEventTable;
  installment: InstallmentTable;
  loan_position: LoanPositionTable;
  allocation: AllocationTable;
  loan_step: LoanStepTable;
  loan_change: LoanChangeTable;
  payoff_quote: PayoffQuoteTable;
  payment: PaymentTable;
  bank_statement: BankStatementTable;
  bank_line: BankLineTable;
  account: AccountTable;
  closed_period: ClosedPeriodTable;
  journal_entry: JournalEntryTable;
  posting: PostingTable;
  collection_case: CollectionCaseTable;
  exercise_run: ExerciseRunTable;
  case_loan: CaseLoanTable;
  case_event: CaseEventTable;
  case_step: CaseStepTable;
  contact_attempt: ContactAttemptTable;
  promise: PromiseTable;
  contact_stop: ContactStopTable;
  notice: NoticeTable;
  phone_code: PhoneCodeTable;
  payment_order: PaymentOrderTable;
  borrower_request: BorrowerRequestTable;
  approver_group: ApproverGroupTable;
  approver_group_member: ApproverGroupMemberTable;
  approver_group_change: ApproverGroupChangeTable;
  job: JobTable;
  process: ProcessTable;
  outbox: OutboxTable;
  command_key: CommandKeyTable;
  audit_event: AuditEventTable;
}
