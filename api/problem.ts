/**
 * The one place where a refusal becomes an answer: RFC 9457 `application/problem+json` with a constant title, a
 * detail for this occurrence, and its facts as members, so that no client parses prose. What is not a refusal is a
 * 500 that says nothing but the request's number.
 */
import pg from 'pg';
import { DomainError, problems, type DomainErrorCode, type FieldError } from '../domain/errors.ts';
import { toWire } from '../domain/wire.ts';

export type RefusalStatus = 400 | 401 | 403 | 404 | 405 | 409 | 413 | 415 | 422 | 429 | 503;

export const STATUS = {
  account_changed: 409,
  account_missing: 422,
  account_name_differs: 422,
  action_limit_reached: 409,
  advice_pending: 409,
  all_in_rate_above_cap: 422,
  already_approved: 409,
  already_seated: 409,
  already_voted: 409,
  ambiguous_matrix_row: 422,
  amount_exceeds_approved: 422,
  amount_malformed: 422,
  amount_not_positive: 422,
  application_incomplete: 422,
  authority_exceeded: 403,
  backdating_too_far: 422,
  balloon_exceeds_principal: 422,
  body_malformed: 400,
  body_too_large: 413,
  branch_code_taken: 409,
  bulk_not_allowed: 409,
  bureau_report_too_old: 422,
  calendar_change_open: 409,
  calendar_change_settled: 409,
  calendar_day_past: 422,
  calendar_unchanged: 422,
  case_claimed: 409,
  case_ended: 409,
  change_not_open: 409,
  claim_not_needed: 409,
  clock_moving: 409,
  clock_not_forward: 422,
  comment_required: 422,
  condition_not_open: 409,
  conditions_open: 409,
  confirmation_needed: 403,
  conflict_of_interest: 403,
  contact_not_allowed: 409,
  contract_differs: 422,
  cooling_off: 409,
  counter_offer_above_request: 422,
  counter_offer_closed: 409,
  counter_offer_rate_out_of_range: 422,
  counter_offer_same: 422,
  csv_unreadable: 422,
  currency_mismatch: 422,
  custom_rows_do_not_sum: 422,
  custom_rows_unordered: 422,
  customer_exists: 409,
  customer_has_user: 409,
  date_in_future: 422,
  date_in_past: 422,
  date_malformed: 422,
  debit_account_missing: 422,
  delegated_away: 409,
  delegation_beyond_authority: 422,
  delegation_chain: 409,
  delegation_over: 409,
  delegation_overlaps: 409,
  delegation_to_self: 422,
  delegation_too_long: 422,
  direct_debit_unavailable: 422,
  disbursement_exists: 409,
  disbursement_outside_term: 422,
  disbursement_retries_exhausted: 409,
  disbursement_stopped: 409,
  document_type_refused: 422,
  down_payment_out_of_range: 422,
  drawing_ended: 409,
  due_date_not_later: 422,
  duplicate_application: 409,
  effective_date_too_early: 422,
  entrusted_payment_required: 422,
  event_not_found: 404,
  export_expired: 409,
  export_not_ready: 409,
  export_too_large: 422,
  exposure_exceeded: 422,
  extension_not_allowed: 409,
  first_due_date_too_early: 422,
  follow_up_not_ahead: 422,
  four_eyes: 403,
  grace_out_of_range: 422,
  grade_undefined: 422,
  group_change_pending: 409,
  idempotency_key_missing: 400,
  idempotency_key_reused: 422,
  illegal_transition: 409,
  in_progress: 409,
  job_ended: 409,
  later_stage_voted: 409,
  line_already_matched: 409,
  loan_not_active: 409,
  loan_past_due: 409,
  media_type_unsupported: 415,
  method_not_allowed: 405,
  money_in_flight: 409,
  money_out_not_recorded: 422,
  multiple_exceeds_installment: 422,
  no_disbursement: 422,
  no_matrix_row: 422,
  no_seat: 403,
  not_for_requests: 409,
  not_found: 404,
  not_your_action: 403,
  not_your_turn: 409,
  nothing_past_due: 409,
  offer_changed: 409,
  offer_expired: 409,
  officer_lacks_role: 422,
  origin_refused: 403,
  own_rights: 403,
  pause_without_days: 422,
  payee_not_checked: 409,
  payment_already_recorded: 409,
  payment_before_disbursement: 422,
  payment_below_payoff: 422,
  payment_implausible: 422,
  payment_not_in_suspense: 409,
  payment_order_open: 409,
  payoff_date_out_of_range: 422,
  payoff_not_quoted: 422,
  period_not_over: 409,
  period_out_of_order: 409,
  period_unfinished: 409,
  permission_denied: 403,
  phone_code_expired: 422,
  phone_code_wrong: 422,
  prepayment_not_allowed: 409,
  promise_date_out_of_range: 422,
  quote_stale: 409,
  rate_follows_reference: 422,
  rate_malformed: 422,
  rate_out_of_range: 422,
  reason_required: 422,
  reconsideration_too_late: 409,
  reconsidered_before: 409,
  reference_rate_not_open: 409,
  refund_exceeds_credit: 422,
  relation_exists: 409,
  relief_exceeds_limit: 409,
  reminder_too_soon: 409,
  request_invalid: 422,
  request_not_open: 409,
  request_open: 409,
  result_not_offered: 422,
  return_not_allowed: 409,
  return_target_invalid: 422,
  reveal_expired: 409,
  role_grant_exists: 409,
  score_value_unbinned: 422,
  second_factor_failed: 401,
  second_factor_required: 403,
  service_unavailable: 503,
  sign_in_failed: 401,
  sign_up_refused: 422,
  stage_claimed: 409,
  stage_not_open: 409,
  stale_version: 409,
  statement_already_imported: 409,
  statement_unreadable: 422,
  take_back_too_late: 409,
  term_out_of_range: 422,
  too_few_approvers: 409,
  too_many_promises: 409,
  too_many_requests: 429,
  tranche_count_exceeded: 409,
  unauthenticated: 401,
  user_name_taken: 409,
  version_has_findings: 422,
  version_missing: 400,
  vote_missing: 409,
  waiver_exceeds_outstanding: 422,
  waiver_too_low: 403,
  waterfall_incomplete: 422,
  write_off_not_allowed: 409,
} satisfies Record<DomainErrorCode, RefusalStatus>;

/** The body of a refusal; facts stand beside these members. `instance` is the request's number. */
export type ProblemBody = {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly instance: string;
  readonly code: string;
  readonly [fact: string]: unknown;
};

/** Where the meaning of each code can be read. */
export const ERRORS_PAGE = '/v1/docs/errors';

/** The answer to any error a handler threw; `isFault` says that it is ours and belongs into the log. */
export function toProblem(
  error: unknown,
  requestId: string,
): { readonly body: ProblemBody; readonly isFault: boolean } {
  const refusal = asRefusal(error);
  if (refusal === null) return { body: faultBody(requestId), isFault: true };
  return { body: refusalBody(refusal, requestId), isFault: refusal.code === 'service_unavailable' };
}

function refusalBody({ code, data, message }: DomainError, requestId: string): ProblemBody {
  return {
    // Facts first, so that no fact ever takes the place of a standard member.
    ...(toWire(data, 'CNY') as object),
    type: `${ERRORS_PAGE}#${code}`,
    title: problems[code].title,
    status: STATUS[code],
    detail: message,
    instance: instanceOf(requestId),
    code,
  };
}

function faultBody(requestId: string): ProblemBody {
  return {
    type: 'about:blank',
    title: 'Internal error',
    status: 500,
    detail: 'Something is wrong on our side; name the instance when you report it',
    instance: instanceOf(requestId),
    code: 'internal',
  };
}

function instanceOf(requestId: string): string {
  return `urn:uuid:${requestId}`;
}

/** PostgreSQL's answers that have a meaning for the caller (appendix A of its manual). */
const databaseRefusals: Readonly<Record<string, () => DomainError>> = {
  // lock_not_available, deadlock_detected, serialization_failure: nothing was written, a repeat may succeed.
  '55P03': () => new DomainError('in_progress', {}),
  '40P01': () => new DomainError('in_progress', {}),
  '40001': () => new DomainError('in_progress', {}),
};

/** admin_shutdown, crash_shutdown, cannot_connect_now, too_many_connections, and a connection that broke. */
const unavailable =
  /^(57P0[123]|53300|08...|ECONNREFUSED|ECONNRESET|ENOENT|EPIPE|ETIMEDOUT)$|Connection terminated|timeout exceeded when trying to connect/;

/** Constraints a race can reach although the command looked first: the same refusal as the guard's. */
const constraintRefusals: Readonly<Record<string, () => DomainError>> = {
  customer_identity_once: () => new DomainError('customer_exists', { customerId: null }),
};

function asRefusal(error: unknown): DomainError | null {
  if (error instanceof DomainError) return error;
  if (!(error instanceof Error)) return null;
  const code = 'code' in error ? String(error.code) : '';
  if (unavailable.test(code) || unavailable.test(error.message)) {
    return new DomainError('service_unavailable', {});
  }
  if (!(error instanceof pg.DatabaseError)) return null;
  const constraint = constraintRefusals[error.constraint ?? ''];
  return (constraint ?? databaseRefusals[code])?.() ?? null;
}

/** @throws DomainError `request_invalid` with one entry per value that does not fit */
export function refuseRequest(errors: readonly FieldError[]): never {
  throw new DomainError('request_invalid', { errors });
}
