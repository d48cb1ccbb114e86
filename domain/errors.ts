/**
 * The catalogue of refusals: one code per broken rule, a constant title, and a sentence made from facts.
 * An outcome (declined, expired, partly allocated) is a value and never stands here; a programmer's error is an
 * `invariant`. The HTTP status of each code is in `api/problem.ts`, its page in `docs/errors.md`.
 */
import type { Currency, Money } from './format-money.ts';
import { format } from './format-money.ts';

/** One value that does not fit: where it stands, as a JSON pointer into that part of the request, and why. */
export type FieldError = {
  readonly in: 'body' | 'query' | 'path' | 'header';
  readonly pointer: string;
  readonly detail: string;
  /** The rule of this catalogue that the value breaks: `date_malformed`, `amount_malformed`. */
  readonly code?: string;
};

export interface ProblemData {
  account_changed: { accountMask: string | null };
  account_missing: { customerId: string };
  account_name_differs: { accountName: string };
  action_limit_reached: { action: string; limit: number };
  advice_pending: { adviceId: string };
  all_in_rate_above_cap: { allInPpm: number; capPpm: number };
  already_approved: { officerId: string; stageNumber: number };
  already_seated: { officerId: string };
  already_voted: { officerId: string };
  ambiguous_matrix_row: { rowIds: readonly string[] };
  amount_exceeds_approved: { amount: Money; approved: Money };
  amount_malformed: { amount: string; currency: Currency; digits: number };
  amount_not_positive: { amount: Money };
  application_incomplete: { items: readonly string[] };
  authority_exceeded: { amount: Money; limit: Money };
  backdating_too_far: { effectiveDate: string; earliestDate: string };
  balloon_exceeds_principal: { balloon: Money; principal: Money };
  body_malformed: Record<string, never>;
  body_too_large: { limitBytes: number };
  branch_code_taken: { code: string };
  bulk_not_allowed: { tier: string };
  bureau_report_too_old: { reportDate: string | null; maxAgeDays: number };
  calendar_change_open: { year: number };
  calendar_change_settled: { status: string };
  calendar_day_past: { date: string; businessDate: string };
  calendar_unchanged: { year: number };
  case_claimed: { ownerId: string; claimedUntil: string | null };
  case_ended: { status: string };
  change_not_open: { status: string };
  claim_not_needed: { mode: string };
  clock_moving: { moveId: string };
  clock_not_forward: { toDate: string; businessDate: string };
  comment_required: { minLength: number };
  condition_not_open: { status: string };
  conditions_open: { conditionIds: readonly string[] };
  confirmation_needed: { withinSeconds: number };
  conflict_of_interest: { officerId: string };
  contact_not_allowed: {
    reasons: readonly { code: string; policy: string; rule: string; source: string }[];
    nextAllowedAt: string | null;
  };
  contract_differs: { contractHash: string };
  cooling_off: { acceptedFromDate: string };
  counter_offer_above_request: { field: string };
  counter_offer_closed: { status: string };
  counter_offer_rate_out_of_range: { annualRatePpm: number; fromPpm: number; toPpm: number };
  counter_offer_same: Record<string, never>;
  csv_unreadable: { line: number };
  currency_mismatch: { expected: Currency; actual: Currency };
  custom_rows_do_not_sum: { rows: Money; principal: Money };
  custom_rows_unordered: { dueDate: string; after: string };
  customer_exists: { customerId: string | null };
  customer_has_user: Record<string, never>;
  date_in_future: { date: string; businessDate: string };
  date_in_past: { date: string; businessDate: string };
  date_malformed: { date: string };
  debit_account_missing: Record<string, never>;
  delegated_away: { officerId: string; delegationId: string };
  delegation_beyond_authority: { ceiling: Money; limit: Money };
  delegation_chain: { delegationId: string };
  delegation_over: { endsDate: string };
  delegation_overlaps: { delegationId: string };
  delegation_to_self: Record<string, never>;
  delegation_too_long: { days: number; limit: number };
  direct_debit_unavailable: Record<string, never>;
  disbursement_exists: { disbursementId: string };
  disbursement_outside_term: { date: string; maturityDate: string };
  disbursement_retries_exhausted: { refusedCount: number; limit: number };
  disbursement_stopped: { stopId: string; reason: string };
  document_type_refused: { allowed: readonly string[] };
  down_payment_out_of_range: { downPaymentPpm: number };
  drawing_ended: { drawUntilDate: string | null };
  due_date_not_later: { nextDueDate: string; periodStart: string };
  duplicate_application: { applicationNumber: string };
  effective_date_too_early: { effectiveDate: string; earliestDate: string };
  entrusted_payment_required: { amount: Money; above: Money; source: string };
  event_not_found: { eventId: string };
  export_expired: { expiresAt: string };
  export_not_ready: { status: string };
  export_too_large: { rowCount: number; rowCap: number };
  exposure_exceeded: { exposure: Money; limit: Money };
  extension_not_allowed:
    | { reason: 'past_due' | 'matured' }
    | { reason: 'too_long' | 'short_notice'; latestDate: string }
    | { reason: 'used_up'; most: number };
  first_due_date_too_early: { firstDueDate: string; disbursementDate: string };
  follow_up_not_ahead: { followUpAt: string };
  four_eyes: { officerId: string };
  grace_out_of_range: { grace: number; rows: number };
  grade_undefined: { grade: string };
  group_change_pending: { changeId: string };
  idempotency_key_missing: Record<string, never>;
  idempotency_key_reused: Record<string, never>;
  illegal_transition: { subject: string; from: string; to: string; event: string };
  in_progress: Record<string, never>;
  job_ended: { status: string };
  later_stage_voted: { stageNumber: number };
  line_already_matched: { lineId: string };
  loan_not_active: { status: string };
  loan_past_due: { daysPastDue: number };
  media_type_unsupported: { expected: string };
  method_not_allowed: { method: string; allowed: readonly string[] };
  money_in_flight: { disbursementId: string };
  money_out_not_recorded: { reference: string };
  multiple_exceeds_installment: { multiple: Money; installment: Money };
  no_disbursement: Record<string, never>;
  no_matrix_row: { amount: Money; grade: string; product: string; customerType: string };
  no_seat: { stageId: string };
  not_for_requests: Record<string, never>;
  not_found: { resource: string };
  not_your_action: { officerId: string };
  not_your_turn: { seatNumber: number };
  nothing_past_due: Record<string, never>;
  offer_changed: { contentHash: string };
  offer_expired: { expiredAt: string };
  officer_lacks_role: { officerId: string; role: string };
  origin_refused: { origin: string };
  own_rights: Record<string, never>;
  pause_without_days: { fromDate: string; untilDate: string };
  payee_not_checked: { payeeId: string };
  payment_already_recorded: { provider: string; providerReference: string; paymentId: string };
  payment_before_disbursement: { date: string; disbursementDate: string };
  payment_below_payoff: { paid: Money; payoff: Money; goodThroughDate: string };
  payment_implausible: { amount: Money; largest: Money };
  payment_not_in_suspense: { status: string };
  payment_order_open: { paymentOrderId: string; status: string };
  payoff_date_out_of_range: { payoffDate: string; earliestDate: string; latestDate: string };
  payoff_not_quoted: { effectiveDate: string };
  period_not_over: { throughDate: string; businessDate: string };
  period_out_of_order: { throughDate: string; nextDate: string };
  period_unfinished: { count: number };
  permission_denied: { permission: string };
  phone_code_expired: Record<string, never>;
  phone_code_wrong: { attemptsLeft: number };
  prepayment_not_allowed:
    | { reason: 'too_early'; paidCount: number; neededCount: number }
    | { reason: 'below_minimum'; prepaid: Money; minimum: Money };
  promise_date_out_of_range: { promiseDate: string; earliestDate: string; latestDate: string };
  quote_stale: { quotedSeq: number; lastSeq: number };
  rate_follows_reference: Record<string, never>;
  rate_malformed: { rate: string };
  rate_out_of_range: { annualRatePpm: number; belowPpm: number };
  reason_required: { answer: string };
  reconsideration_too_late: { latestDate: string };
  reconsidered_before: { round: number };
  reference_rate_not_open: { status: string };
  refund_exceeds_credit: { refund: Money; credit: Money };
  relation_exists: { kind: string };
  relief_exceeds_limit: { limit: string; most: number; asked: number };
  reminder_too_soon: { nextAllowedAt: string };
  request_invalid: { errors: readonly FieldError[] };
  request_not_open: { status: string };
  request_open: { requestId: string };
  result_not_offered: { result?: string; channel: string; subject: string };
  return_not_allowed:
    | { reason: 'performing' | 'past_due' | 'other_claim' }
    | { reason: 'too_early'; earliestDate: string };
  return_target_invalid: { target: string };
  reveal_expired: { seconds: number };
  role_grant_exists: { role: string };
  score_value_unbinned: { attribute: string; value: string };
  second_factor_failed: { mustStartOver: boolean };
  second_factor_required: Record<string, never>;
  service_unavailable: Record<string, never>;
  sign_in_failed: Record<string, never>;
  sign_up_refused: Record<string, never>;
  stage_claimed: { officerId: string; until: string };
  stage_not_open: { status: string };
  stale_version: { expected: number; actual: number };
  statement_already_imported: { statementId: string };
  statement_unreadable: { faultCount: number };
  take_back_too_late: { untilAt: string };
  term_out_of_range: { installments: number; every: number; limit: number };
  too_few_approvers: { approverCount: number; neededCount: number };
  too_many_promises: { maxParts: number };
  too_many_requests: { retryAfterSeconds: number };
  tranche_count_exceeded: { drawnCount: number; limit: number };
  unauthenticated: Record<string, never>;
  user_name_taken: { userName: string };
  version_has_findings: { findings: readonly { code: string; severity: string }[] };
  version_missing: Record<string, never>;
  vote_missing: { officerId: string };
  waiver_exceeds_outstanding: { waiver: Money; outstanding: Money };
  waiver_too_low: { stageNumber: number };
  waterfall_incomplete: {
    situation: string;
    timing: string;
    missing: readonly string[];
    repeated: readonly string[];
  };
  write_off_not_allowed: { daysPastDue: number; neededDays: number };
}

export type DomainErrorCode = keyof ProblemData;

type Problem<Data> = { readonly title: string; readonly detail: (data: Data) => string };

export const problems: { readonly [C in DomainErrorCode]: Problem<ProblemData[C]> } = {
  account_changed: {
    title: 'Account is not the one the disbursement was made to',
    detail: ({ accountMask }) =>
      `The account on file is now ${accountMask ?? 'none'}; cancel the disbursement and make it anew`,
  },
  account_missing: {
    title: 'Customer has no account to pay to',
    detail: ({ customerId }) =>
      `Customer ${customerId} has no bank account on file to which money could be paid`,
  },
  account_name_differs: {
    title: 'Name on the account is not the payee',
    detail: ({ accountName }) => `The account belongs to ${accountName}, who is not the payee`,
  },
  action_limit_reached: {
    title: 'Action has been used as often as allowed',
    detail: ({ action, limit }) => `At most ${limit} times: ${action}`,
  },
  advice_pending: {
    title: 'Task waits for advice',
    detail: ({ adviceId }) => `The question ${adviceId} is not answered yet`,
  },
  all_in_rate_above_cap: {
    title: 'All-in annual rate is above the cap',
    detail: ({ allInPpm, capPpm }) => `The all-in rate of ${allInPpm} ppm is above ${capPpm} ppm`,
  },
  already_approved: {
    title: 'Officer approved this application in an earlier stage',
    detail: ({ officerId, stageNumber }) =>
      `Officer ${officerId} approved in stage ${stageNumber}; this stage asks for another person`,
  },
  already_seated: {
    title: 'Person sits in this stage already',
    detail: ({ officerId }) => `Officer ${officerId} has or had a seat in this stage`,
  },
  already_voted: {
    title: 'Officer has already voted in this stage',
    detail: ({ officerId }) => `Officer ${officerId} has already voted in this stage`,
  },
  ambiguous_matrix_row: {
    title: 'More than one matrix row matches',
    detail: ({ rowIds }) =>
      `The matrix rows ${rowIds.join(', ')} overlap: each matches this application`,
  },
  amount_exceeds_approved: {
    title: 'Amount is more than was approved',
    detail: ({ amount, approved }) =>
      `${format(amount)} is more than the approved ${format(approved)}`,
  },
  amount_malformed: {
    title: 'Amount is not written as the currency requires',
    detail: ({ amount, currency, digits }) =>
      `"${amount}" is not an amount in ${currency}, which has exactly ${digits} decimals`,
  },
  amount_not_positive: {
    title: 'Amount must be above zero',
    detail: ({ amount }) => `An amount of ${format(amount)} is not above zero`,
  },
  application_incomplete: {
    title: 'Application is not complete',
    detail: ({ items }) => `Still missing or not valid: ${items.join(', ')}`,
  },
  authority_exceeded: {
    title: "Amount exceeds the officer's authority",
    detail: ({ amount, limit }) => `${format(amount)} exceeds the authority of ${format(limit)}`,
  },
  backdating_too_far: {
    title: 'Date lies too far back',
    detail: ({ effectiveDate, earliestDate }) =>
      `${effectiveDate} is before ${earliestDate}, the earliest date that may still be recorded`,
  },
  balloon_exceeds_principal: {
    title: 'Balloon is larger than the principal',
    detail: ({ balloon, principal }) =>
      `A balloon of ${format(balloon)} is more than the principal of ${format(principal)}`,
  },
  body_malformed: {
    title: 'Body is not JSON',
    detail: () => 'The body is not valid JSON in UTF-8',
  },
  body_too_large: {
    title: 'Body is too large',
    detail: ({ limitBytes }) =>
      `The body is larger than the ${limitBytes} bytes this address takes`,
  },
  branch_code_taken: {
    title: 'Branch code is in use',
    detail: ({ code }) => `Another branch has the code ${code}`,
  },
  bulk_not_allowed: {
    title: 'Case is not for bulk approval',
    detail: ({ tier }) => `Tier ${tier} is decided case by case`,
  },
  bureau_report_too_old: {
    title: 'Bureau report is missing or too old',
    detail: ({ reportDate, maxAgeDays }) =>
      `The newest bureau report is of ${reportDate ?? 'no date'}; it may be at most ${maxAgeDays} days old`,
  },
  calendar_change_open: {
    title: 'Another change of this year waits',
    detail: ({ year }) => `A change of the calendar of ${year} waits to be confirmed or rejected`,
  },
  calendar_change_settled: {
    title: 'Calendar change is settled already',
    detail: ({ status }) => `The change is ${status} and can no longer be settled`,
  },
  calendar_day_past: {
    title: 'Day of the calendar has passed',
    detail: ({ date, businessDate }) =>
      `${date} is not after the business date ${businessDate}, so it stays as it is`,
  },
  calendar_unchanged: {
    title: 'Nothing of the year changes',
    detail: ({ year }) => `The calendar of ${year} says this already`,
  },
  case_claimed: {
    title: 'Somebody else works on this case',
    detail: ({ ownerId, claimedUntil }) =>
      `Officer ${ownerId} works on this case${claimedUntil === null ? '' : ` until ${claimedUntil}`}`,
  },
  case_ended: {
    title: 'The collection case has ended',
    detail: ({ status }) => `The case is ${status}; nothing more can be done in it`,
  },
  change_not_open: {
    title: 'Change of the loan is not open any more',
    detail: ({ status }) => `The change is ${status} and can no longer be confirmed or rejected`,
  },
  claim_not_needed: {
    title: 'Nothing to claim here',
    detail: ({ mode }) => `In a stage of mode ${mode} every seat answers for itself`,
  },
  clock_moving: {
    title: 'The training clock is moving',
    detail: ({ moveId }) => `The clock is still on its way by move ${moveId}`,
  },
  clock_not_forward: {
    title: 'The training clock only goes forward',
    detail: ({ toDate, businessDate }) =>
      `The business date is ${businessDate}, so the clock cannot go to ${toDate}`,
  },
  comment_required: {
    title: 'A comment is required',
    detail: ({ minLength }) => `This vote needs a comment of at least ${minLength} characters`,
  },
  condition_not_open: {
    title: 'Condition is not at this step',
    detail: ({ status }) => `The condition is ${status}`,
  },
  conditions_open: {
    title: 'Conditions precedent are not met',
    detail: ({ conditionIds }) =>
      `${conditionIds.length} conditions must be checked or waived before money is paid`,
  },
  confirmation_needed: {
    title: 'This has to be confirmed by a code',
    detail: ({ withinSeconds }) =>
      `Confirm with a code sent to your phone, ${withinSeconds} seconds before this at most`,
  },
  conflict_of_interest: {
    title: 'Officer is related to the case',
    detail: ({ officerId }) =>
      `Officer ${officerId} is related to the applicant or has stepped out of this case`,
  },
  contact_not_allowed: {
    title: 'The contact rules do not allow this contact now',
    detail: ({ reasons, nextAllowedAt }) =>
      `Not allowed by ${reasons.map(({ code }) => code).join(', ')}; ` +
      (nextAllowedAt === null ? 'time alone will not allow it' : `allowed from ${nextAllowedAt}`),
  },
  contract_differs: {
    title: 'Contract is not the accepted offer',
    detail: ({ contractHash }) =>
      `The signed contract ${contractHash} is not the offer that was accepted`,
  },
  cooling_off: {
    title: 'A new application is not accepted yet',
    detail: ({ acceptedFromDate }) =>
      `After a decline an application for this product is accepted from ${acceptedFromDate}`,
  },
  counter_offer_above_request: {
    title: 'Counter-offer is more than was asked',
    detail: ({ field }) => `The ${field} is above what was asked for`,
  },
  counter_offer_closed: {
    title: 'Counter-offer is not open',
    detail: ({ status }) => `The counter-offer is ${status}`,
  },
  counter_offer_rate_out_of_range: {
    title: 'Rate of a counter-offer is outside the product',
    detail: ({ annualRatePpm, fromPpm, toPpm }) =>
      `The rate of ${annualRatePpm} ppm is not between ${fromPpm} and ${toPpm} ppm`,
  },
  counter_offer_same: {
    title: 'Counter-offer changes nothing',
    detail: () => 'Amount and term are those asked for, and no security is added',
  },
  csv_unreadable: {
    title: 'File is not comma-separated values',
    detail: ({ line }) => `The quotation mark before line ${line} is never closed`,
  },
  currency_mismatch: {
    title: 'Amounts of two currencies do not mix',
    detail: ({ expected, actual }) => `Expected an amount in ${expected}, got ${actual}`,
  },
  custom_rows_do_not_sum: {
    title: 'Rows entered by hand do not repay the principal',
    detail: ({ rows, principal }) =>
      `The rows repay ${format(rows)} of a principal of ${format(principal)}`,
  },
  custom_rows_unordered: {
    title: 'Rows entered by hand are not in order of date',
    detail: ({ dueDate, after }) => `The row due ${dueDate} does not lie after ${after}`,
  },
  customer_exists: {
    title: 'Customer is already on file',
    detail: ({ customerId }) =>
      customerId === null
        ? 'A customer of another branch has this identity number'
        : `Customer ${customerId} has this identity number`,
  },
  customer_has_user: {
    title: 'Customer already signs in',
    detail: () => 'This customer already has a user; passwords are changed by their owner',
  },
  date_in_future: {
    title: 'Date lies in the future',
    detail: ({ date, businessDate }) => `${date} is after the business date ${businessDate}`,
  },
  date_in_past: {
    title: 'Date lies in the past',
    detail: ({ date, businessDate }) => `${date} is before the business date ${businessDate}`,
  },
  date_malformed: {
    title: 'Date does not exist',
    detail: ({ date }) => `"${date}" is not a calendar date of the form YYYY-MM-DD`,
  },
  debit_account_missing: {
    title: 'No account to debit is on file',
    detail: () => 'There is no bank account on file that could be debited; pay by transfer',
  },
  delegated_away: {
    title: 'Task is delegated to somebody else',
    detail: ({ officerId }) => `Officer ${officerId} votes for this person at present`,
  },
  delegation_beyond_authority: {
    title: "Delegation exceeds the delegator's authority",
    detail: ({ ceiling, limit }) => `${format(ceiling)} is above the own limit of ${format(limit)}`,
  },
  delegation_chain: {
    title: 'Delegation would be passed on',
    detail: ({ delegationId }) =>
      `Delegation ${delegationId} already ties one of the two in these days`,
  },
  delegation_over: {
    title: 'Delegation is over',
    detail: ({ endsDate }) => `It was ended, or ran until ${endsDate}`,
  },
  delegation_overlaps: {
    title: 'Another delegation runs in these days',
    detail: ({ delegationId }) => `Delegation ${delegationId} covers some of these days`,
  },
  delegation_to_self: {
    title: 'Nobody stands in for themselves',
    detail: () => 'Delegator and delegate are the same person',
  },
  delegation_too_long: {
    title: 'Delegation is not of an allowed length',
    detail: ({ days, limit }) => `${days} days; from 1 to ${limit} are allowed`,
  },
  direct_debit_unavailable: {
    title: 'Direct debit is not connected',
    detail: () => 'This house does not debit accounts; pay by transfer',
  },
  disbursement_exists: {
    title: 'Disbursement has been made already',
    detail: ({ disbursementId }) =>
      `Disbursement ${disbursementId} of this application is under way or done`,
  },
  disbursement_outside_term: {
    title: 'Disbursement lies after the term',
    detail: ({ date, maturityDate }) =>
      `A disbursement on ${date} is not before the last due date ${maturityDate}`,
  },
  disbursement_retries_exhausted: {
    title: 'Payment rail has refused too often',
    detail: ({ refusedCount, limit }) =>
      `The rail refused ${refusedCount} times; the limit is ${limit}`,
  },
  disbursement_stopped: {
    title: 'Disbursements to the customer are stopped',
    detail: ({ reason }) => `Nothing is paid out to the customer: ${reason}`,
  },
  document_type_refused: {
    title: 'File is of a type not taken here',
    detail: ({ allowed }) => `The content is not one of ${allowed.join(', ')}`,
  },
  down_payment_out_of_range: {
    title: 'Down payment is not a share of the principal',
    detail: ({ downPaymentPpm }) =>
      `A down payment of ${downPaymentPpm} ppm is not from 0 to below 1,000,000`,
  },
  drawing_ended: {
    title: 'No more of the loan may be drawn',
    detail: ({ drawUntilDate }) => `Drawing ended on ${drawUntilDate ?? 'the first disbursement'}`,
  },
  due_date_not_later: {
    title: 'Due date does not lie after its period began',
    detail: ({ nextDueDate, periodStart }) =>
      `The next due date ${nextDueDate} is not after ${periodStart}, when its period began`,
  },
  duplicate_application: {
    title: 'An application for this product is already open',
    detail: ({ applicationNumber }) =>
      `Application ${applicationNumber} for this product is still open for the same identity`,
  },
  effective_date_too_early: {
    title: 'A version takes effect from the next business date at the earliest',
    detail: ({ effectiveDate, earliestDate }) =>
      `${effectiveDate} is too early: ${earliestDate} is the earliest date`,
  },
  entrusted_payment_required: {
    title: 'Payment must be entrusted',
    detail: ({ amount, above }) =>
      `${format(amount)} is above ${format(above)} and must be paid to a payee who was recorded and checked`,
  },
  event_not_found: {
    title: 'Event to undo does not exist',
    detail: ({ eventId }) => `There is no event ${eventId} on this loan to undo`,
  },
  export_expired: {
    title: 'Export is not kept any more',
    detail: ({ expiresAt }) => `The file was kept until ${expiresAt}`,
  },
  export_not_ready: {
    title: 'Export has no file yet',
    detail: ({ status }) => `The request is ${status}, and no file has been written`,
  },
  export_too_large: {
    title: 'Export has more rows than your roles may take out',
    detail: ({ rowCount, rowCap }) => `The export has ${rowCount} rows, the cap is ${rowCap}`,
  },
  exposure_exceeded: {
    title: 'Exposure exceeds the limit',
    detail: ({ exposure, limit }) =>
      `With this application the exposure would be ${format(exposure)}, the limit is ${format(limit)}`,
  },
  extension_not_allowed: {
    title: 'Loan cannot be extended',
    detail: (data) => {
      if (data.reason === 'too_long')
        return `With all its extensions the loan may run until ${data.latestDate} at the latest`;
      if (data.reason === 'short_notice')
        return `An extension had to be asked for by ${data.latestDate}`;
      if (data.reason === 'used_up')
        return `The product allows ${data.most} extensions in the life of a loan`;
      return `The loan is ${data.reason === 'matured' ? 'past its maturity' : 'past due'} and cannot be extended`;
    },
  },
  first_due_date_too_early: {
    title: 'First due date is not after the disbursement',
    detail: ({ firstDueDate, disbursementDate }) =>
      `The first due date ${firstDueDate} is not after the disbursement on ${disbursementDate}`,
  },
  follow_up_not_ahead: {
    title: 'The follow-up must lie ahead of now',
    detail: ({ followUpAt }) => `A follow-up lies ahead of now; ${followUpAt} does not`,
  },
  four_eyes: {
    title: 'Nobody decides on their own case',
    detail: ({ officerId }) =>
      `Officer ${officerId} created, submitted or manages this case and cannot decide on it`,
  },
  grace_out_of_range: {
    title: 'Grace covers more rows than there are',
    detail: ({ grace, rows }) => `A grace of ${grace} rows does not fit a schedule of ${rows}`,
  },
  grade_undefined: {
    title: 'Risk grade is not defined',
    detail: ({ grade }) => `"${grade}" is not a risk grade`,
  },
  group_change_pending: {
    title: 'Another change of this group waits',
    detail: ({ changeId }) => `Change ${changeId} of this group waits for a second person`,
  },
  idempotency_key_missing: {
    title: 'Write needs an Idempotency-Key',
    detail: () =>
      'Send an Idempotency-Key header of 8 to 100 letters, digits, ".", "_" or "-" with each write',
  },
  idempotency_key_reused: {
    title: 'This key was used for another request',
    detail: () => 'The Idempotency-Key was already used for a request with another content',
  },
  illegal_transition: {
    title: 'This step does not exist in the present state',
    detail: ({ subject, from, to, event }) =>
      `A ${subject} cannot go from ${from} to ${to} by ${event}`,
  },
  in_progress: {
    title: 'Record is held by another request',
    detail: () =>
      'Another request, perhaps the first one under this key, has not finished; repeat with the same key',
  },
  job_ended: {
    title: 'Job has ended',
    detail: ({ status }) => `The job is ${status} already`,
  },
  later_stage_voted: {
    title: 'Somebody has voted after this',
    detail: ({ stageNumber }) => `Stage ${stageNumber} has a vote already`,
  },
  line_already_matched: {
    title: 'Line is matched already',
    detail: () => 'This line, or the money it was to be matched with, is matched already',
  },
  loan_not_active: {
    title: 'Loan is not active',
    detail: ({ status }) => `The loan is ${status} and takes no such step any more`,
  },
  loan_past_due: {
    title: 'Loan is past due',
    detail: ({ daysPastDue }) => `The loan is ${daysPastDue} days past due`,
  },
  media_type_unsupported: {
    title: 'Body has the wrong media type',
    detail: ({ expected }) => `Send the body as ${expected}`,
  },
  method_not_allowed: {
    title: 'Method is not offered at this address',
    detail: ({ method, allowed }) => `${method} is not offered here, only ${allowed.join(', ')}`,
  },
  money_in_flight: {
    title: 'Money is on its way',
    detail: ({ disbursementId }) =>
      `Transfer ${disbursementId} is with the bank; wait until it has answered`,
  },
  money_out_not_recorded: {
    title: 'Money that left the house is not in the books',
    detail: ({ reference }) => `Booking ${reference} took money out that nobody here has released`,
  },
  multiple_exceeds_installment: {
    title: 'Rounding multiple is larger than the installment',
    detail: ({ multiple, installment }) =>
      `A multiple of ${format(multiple)} is larger than the installment of ${format(installment)}`,
  },
  no_disbursement: {
    title: 'Nothing has been paid out',
    detail: () => 'A schedule needs at least one disbursement',
  },
  no_matrix_row: {
    title: 'The tier matrix has no row for this application',
    detail: ({ amount, grade, product, customerType }) =>
      `No row covers ${format(amount)} at grade ${grade} for product ${product} and customer type ${customerType}`,
  },
  no_seat: {
    title: 'Officer has no seat in this stage',
    detail: ({ stageId }) =>
      `You have no seat in stage ${stageId}, or no longer the role it was given for`,
  },
  not_for_requests: {
    title: 'Only an application can be decided like this',
    detail: () =>
      'A request has no applicant: it is approved, declined or returned to whoever asked, without conditions or other terms',
  },
  not_found: {
    title: 'Nothing here that you may see',
    detail: ({ resource }) => `There is no ${resource} here that you may see`,
  },
  not_your_action: {
    title: 'Action belongs to somebody else',
    detail: ({ officerId }) => `Officer ${officerId} did not start this`,
  },
  not_your_turn: {
    title: 'Somebody else votes before you',
    detail: ({ seatNumber }) => `Seat ${seatNumber} votes after the seats before it have approved`,
  },
  nothing_past_due: {
    title: 'Nothing is past due',
    detail: () => 'A promise is given for what is past due, and nothing is',
  },
  offer_changed: {
    title: 'The offer is not the one that was read',
    detail: ({ contentHash }) => `The present offer has the content hash ${contentHash}`,
  },
  offer_expired: {
    title: 'The offer has expired',
    detail: ({ expiredAt }) => `The offer was good until ${expiredAt}`,
  },
  officer_lacks_role: {
    title: 'The officer does not hold the role this needs',
    detail: ({ officerId, role }) =>
      `Officer ${officerId} does not hold the role ${role} for this branch`,
  },
  origin_refused: {
    title: 'Request comes from another site',
    detail: ({ origin }) => `A write with a session cookie is not taken from ${origin}`,
  },
  own_rights: {
    title: 'Nobody changes their own rights',
    detail: () => 'Your own rights, limit and status are changed by another person',
  },
  pause_without_days: {
    title: 'Pause has no days',
    detail: ({ fromDate, untilDate }) =>
      `A pause from ${fromDate} until ${untilDate} (not included) has no days`,
  },
  payee_not_checked: {
    title: 'Payee has not been checked',
    detail: ({ payeeId }) => `Payee ${payeeId} waits for a check by another person`,
  },
  payment_already_recorded: {
    title: 'Payment is recorded already',
    detail: ({ provider, providerReference, paymentId }) =>
      `${provider} named ${providerReference} before: it is payment ${paymentId}`,
  },
  payment_before_disbursement: {
    title: 'Payment lies before the disbursement',
    detail: ({ date, disbursementDate }) =>
      `A payment on ${date} lies before the disbursement on ${disbursementDate}`,
  },
  payment_below_payoff: {
    title: 'Payment is less than the payoff amount',
    detail: ({ paid, payoff, goodThroughDate }) =>
      `Payment of ${format(paid)} is less than the payoff of ${format(payoff)} good through ${goodThroughDate}`,
  },
  payment_implausible: {
    title: 'Payment is far above what is owed',
    detail: ({ amount, largest }) =>
      `Payment of ${format(amount)} is above the ${format(largest)} this loan can plausibly receive`,
  },
  payment_not_in_suspense: {
    title: 'Payment is not in suspense',
    detail: ({ status }) => `The payment is ${status} and belongs to its loan already`,
  },
  payment_order_open: {
    title: 'Another payment of this loan is on its way',
    detail: ({ status }) => `A payment of this loan is ${status}; wait until it has arrived`,
  },
  payoff_date_out_of_range: {
    title: 'Payoff date is out of range',
    detail: ({ payoffDate, earliestDate, latestDate }) =>
      `${payoffDate} is not between ${earliestDate} and ${latestDate}`,
  },
  payoff_not_quoted: {
    title: 'No payoff quote is good on this day',
    detail: ({ effectiveDate }) => `The loan has no payoff quote that is good on ${effectiveDate}`,
  },
  period_not_over: {
    title: 'Accounting period is not over',
    detail: ({ throughDate, businessDate }) =>
      `The period ends on ${throughDate}; the business date is ${businessDate}`,
  },
  period_out_of_order: {
    title: 'Accounting periods are closed in order',
    detail: ({ throughDate, nextDate }) =>
      `The next period to close ends on ${nextDate}, not on ${throughDate}`,
  },
  period_unfinished: {
    title: 'Accounting period has unfinished work',
    detail: ({ count }) =>
      `${count} steps or payments of the period are not taken into account yet`,
  },
  permission_denied: {
    title: 'Your roles do not include this',
    detail: ({ permission }) =>
      `This needs the permission ${permission}, which none of your roles holds`,
  },
  phone_code_expired: {
    title: 'Code is over',
    detail: () => 'This code is over or was used; ask for a new one',
  },
  phone_code_wrong: {
    title: 'Code is wrong',
    detail: ({ attemptsLeft }) =>
      `This is not the code that was sent; ${attemptsLeft} attempts are left`,
  },
  prepayment_not_allowed: {
    title: 'Product does not allow this prepayment',
    detail: (data) =>
      data.reason === 'too_early'
        ? `${data.paidCount} installments are paid, the product asks for ${data.neededCount} before a prepayment`
        : `${format(data.prepaid)} would be prepaid, the product asks for ${format(data.minimum)} at least`,
  },
  promise_date_out_of_range: {
    title: 'Date promised is too far ahead or past',
    detail: ({ promiseDate, earliestDate, latestDate }) =>
      `${promiseDate} is not between ${earliestDate} and ${latestDate}`,
  },
  quote_stale: {
    title: 'Quote is out of date',
    detail: ({ quotedSeq, lastSeq }) =>
      `The change was quoted on event ${quotedSeq}; the loan is at event ${lastSeq} now`,
  },
  rate_follows_reference: {
    title: 'Rate follows a published one',
    detail: () => 'The rate of this product follows a published one and is not agreed case by case',
  },
  rate_malformed: {
    title: 'Rate is not a decimal number of whole parts per million',
    detail: ({ rate }) => `"${rate}" is not a rate of whole parts per million`,
  },
  rate_out_of_range: {
    title: 'Annual rate is out of range',
    detail: ({ annualRatePpm, belowPpm }) =>
      `An annual rate of ${annualRatePpm} ppm is not a whole number from 0 to below ${belowPpm}`,
  },
  reason_required: {
    title: 'A reason is required',
    detail: ({ answer }) => `A vote to ${answer} needs a reason code`,
  },
  reconsideration_too_late: {
    title: 'Too late to ask for another look',
    detail: ({ latestDate }) => `It could be asked for until ${latestDate}`,
  },
  reconsidered_before: {
    title: 'Decline was reconsidered before',
    detail: ({ round }) => `This is round ${round} already`,
  },
  reference_rate_not_open: {
    title: 'Reference rate is settled already',
    detail: ({ status }) => `The reference rate is ${status} and can no longer be settled`,
  },
  refund_exceeds_credit: {
    title: 'Refund is larger than the credit balance',
    detail: ({ refund, credit }) =>
      `A refund of ${format(refund)} exceeds the credit balance of ${format(credit)}`,
  },
  relation_exists: {
    title: 'Relation is already recorded',
    detail: ({ kind }) => `The two customers are already recorded as ${kind}`,
  },
  relief_exceeds_limit: {
    title: 'Relief is more than the product allows',
    detail: ({ limit, most, asked }) => `${asked} asked for, the product allows ${most} (${limit})`,
  },
  reminder_too_soon: {
    title: 'Reminded a short while ago',
    detail: ({ nextAllowedAt }) => `The next reminder may be sent from ${nextAllowedAt}`,
  },
  request_invalid: {
    title: 'Request does not fit its schema',
    detail: ({ errors }) =>
      `${errors.length} of the values sent ${errors.length === 1 ? 'is' : 'are'} not acceptable`,
  },
  request_not_open: {
    title: 'Request is answered or withdrawn',
    detail: ({ status }) => `The request is ${status}`,
  },
  request_open: {
    title: 'The same is already under approval',
    detail: ({ requestId }) => `Request ${requestId} for this subject is still open`,
  },
  result_not_offered: {
    title: 'This result does not belong to this way of contact or person',
    detail: ({ result, channel, subject }) =>
      `Result ${result ?? '(none)'} is not offered for ${channel} with the ${subject}`,
  },
  return_not_allowed: {
    title: 'Loan cannot return to performing',
    detail: (data) => {
      if (data.reason === 'too_early')
        return `Payments must be on time until ${data.earliestDate} before the loan may return to performing`;
      if (data.reason === 'past_due') return 'Arrears and costs of the loan are not fully paid';
      if (data.reason === 'other_claim') return 'Another claim on the customer is non-performing';
      return 'The loan is performing';
    },
  },
  return_target_invalid: {
    title: 'The case cannot be returned there',
    detail: ({ target }) => `${target} is not the applicant or an earlier stage of this case`,
  },
  reveal_expired: {
    title: 'Reveal is over',
    detail: ({ seconds }) => `A reveal can be read for ${seconds} seconds; ask for a new one`,
  },
  role_grant_exists: {
    title: 'Role is already granted',
    detail: ({ role }) => `The officer already holds the role ${role} for this branch`,
  },
  score_value_unbinned: {
    title: 'The scorecard has no bin for a value',
    detail: ({ attribute, value }) =>
      `No bin of the attribute ${attribute} takes the value "${value}"`,
  },
  second_factor_failed: {
    title: 'Second factor does not match',
    detail: ({ mustStartOver }) =>
      mustStartOver
        ? 'The sign-in has expired: begin again with user name and password'
        : 'The code is wrong, used up or no longer valid',
  },
  second_factor_required: {
    title: 'Second factor is required',
    detail: () => 'Your role signs in with a second factor: set it up first',
  },
  service_unavailable: {
    title: 'Database does not answer',
    detail: () => 'The database does not answer at the moment; repeat with the same key',
  },
  sign_in_failed: {
    title: 'Sign-in failed',
    detail: () => 'User name and password do not belong together',
  },
  sign_up_refused: {
    title: 'These details could not be verified',
    detail: () => 'These details could not be verified with this phone; call or visit your branch',
  },
  stage_claimed: {
    title: 'Somebody else has claimed this task',
    detail: ({ officerId, until }) => `Officer ${officerId} works on it until ${until}`,
  },
  stage_not_open: {
    title: 'Stage is not open',
    detail: ({ status }) => `The stage is ${status}, votes are taken while it is open`,
  },
  stale_version: {
    title: 'Record has changed meanwhile',
    detail: ({ expected, actual }) =>
      `You edited version ${expected}, the record is at version ${actual}`,
  },
  statement_already_imported: {
    title: 'Bank statement is imported already',
    detail: ({ statementId }) => `Every line of this file came with statement ${statementId}`,
  },
  statement_unreadable: {
    title: 'Bank statement cannot be read',
    detail: ({ faultCount }) =>
      faultCount === 0 ? 'The file has no lines' : `${faultCount} rows of the file cannot be read`,
  },
  take_back_too_late: {
    title: 'Too late to take the vote back',
    detail: ({ untilAt }) => `It could be taken back until ${untilAt}`,
  },
  term_out_of_range: {
    title: 'Term is out of range',
    detail: ({ installments, every, limit }) =>
      `${installments} installments of ${every} units are not whole numbers from 1 to ${limit}`,
  },
  too_few_approvers: {
    title: 'Too few different people have approved',
    detail: ({ approverCount, neededCount }) =>
      `With this vote ${approverCount} different people would have approved, ${neededCount} are needed`,
  },
  too_many_promises: {
    title: 'Promise has too many parts',
    detail: ({ maxParts }) => `A promise is made in at most ${maxParts} parts`,
  },
  too_many_requests: {
    title: 'Too many requests',
    detail: ({ retryAfterSeconds }) => `Try again in ${retryAfterSeconds} seconds`,
  },
  tranche_count_exceeded: {
    title: 'Loan has been drawn in as many parts as agreed',
    detail: ({ drawnCount, limit }) => `${drawnCount} of ${limit} parts have been paid out`,
  },
  unauthenticated: {
    title: 'Sign-in is needed',
    detail: () => 'Sign in first, or again: there is no valid session with this request',
  },
  user_name_taken: {
    title: 'User name is in use',
    detail: ({ userName }) => `Another user has the name ${userName}`,
  },
  version_has_findings: {
    title: 'Version has findings that block it',
    detail: ({ findings }) =>
      `The validation found what blocks this version: ${findings.map(({ code }) => code).join(', ')}`,
  },
  version_missing: {
    title: 'Change needs the version it is based on',
    detail: () => 'Send the version you edited in If-Match, written as the ETag was: "3"',
  },
  vote_missing: {
    title: 'There is no vote to take back',
    detail: ({ officerId }) => `Officer ${officerId} has no vote in this stage`,
  },
  waiver_exceeds_outstanding: {
    title: 'Waiver is larger than what is owed',
    detail: ({ waiver, outstanding }) =>
      `A waiver of ${format(waiver)} exceeds the ${format(outstanding)} that is owed`,
  },
  waiver_too_low: {
    title: 'Condition was set by a higher stage',
    detail: ({ stageNumber }) => `Whoever approved in stage ${stageNumber} or later may waive it`,
  },
  waterfall_incomplete: {
    title: 'Waterfall forgets or repeats a component',
    detail: ({ situation, timing, missing, repeated }) => {
      const faults = [
        ...missing.map((component) => `${component} is missing`),
        ...repeated.map((component) => `${component} is repeated`),
      ];
      return `Waterfall ${situation}, ${timing}: ${faults.join(', ')}`;
    },
  },
  write_off_not_allowed: {
    title: 'Loan cannot be written off yet',
    detail: ({ daysPastDue, neededDays }) =>
      `The loan is ${daysPastDue} days past due; a write-off needs more than ${neededDays} or a legal ground`,
  },
};

export class DomainError<C extends DomainErrorCode = DomainErrorCode> extends Error {
  readonly code: C;
  readonly data: ProblemData[C];

  constructor(code: C, data: ProblemData[C]) {
    super(problems[code].detail(data));
    this.name = 'DomainError';
    this.code = code;
    this.data = data;
  }
}
