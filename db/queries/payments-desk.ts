/** The lists of the payments desk: money in and out of all loans within reach, each line named for people. */
import { sql, type Kysely } from 'kysely';
import type { Instant, IsoDate } from '../../domain/calendar.ts';
import type { Money } from '../../domain/money.ts';
import type { DisbursementState } from '../../domain/origination/disbursement-states.ts';
import type { RefundState } from '../../domain/servicing/refund-states.ts';
import type { DB } from '../tables.ts';
import type { LoanChangeKind, LoanChangeStatus } from './loan-changes.ts';
import type { PaymentPurpose, PaymentStatus } from './payments.ts';
import { withinScope, type Scope } from './scope.ts';

type Named = {
  readonly customerName: string;
  readonly customerKind: 'person' | 'company';
};

/** A stretch of a list; a status of undefined lists all. */
export type DeskPage<Status> = {
  readonly scope: Scope;
  readonly status?: Status | undefined;
  readonly limit: number;
  readonly offset: number;
};

export type DeskDisbursement = Named & {
  readonly disbursementId: string;
  readonly applicationId: string;
  readonly applicationNumber: string;
  readonly status: DisbursementState;
  readonly amount: Money;
  readonly madeBy: string;
  readonly madeByName: string | null;
  readonly releasedByName: string | null;
  readonly requestedAt: Instant;
  readonly releasedAt: Instant | null;
  readonly railReference: string | null;
  readonly refusalCode: string | null;
};

/** What waits longest comes first. */
export async function listDeskDisbursements(
  db: Kysely<DB>,
  { scope, status, limit, offset }: DeskPage<DisbursementState>,
): Promise<{ rows: DeskDisbursement[]; total: number }> {
  const columns = { branch: 'application.branch_id', customer: 'application.customer_id' };
  let query = db
    .selectFrom('disbursement')
    .innerJoin('application', 'application.application_id', 'disbursement.application_id')
    .where(withinScope(scope, columns));
  if (status !== undefined) query = query.where('disbursement.status', '=', status);
  const { total } = await query
    .select((select) => select.fn.countAll<bigint>().as('total'))
    .executeTakeFirstOrThrow();
  const rows = await query
    .innerJoin('customer', 'customer.customer_id', 'application.customer_id')
    .leftJoin('officer as maker', 'maker.officer_id', 'disbursement.made_by')
    .leftJoin('officer as releaser', 'releaser.officer_id', 'disbursement.released_by')
    .select([
      'disbursement.disbursement_id as disbursementId',
      'disbursement.application_id as applicationId',
      'application.number as applicationNumber',
      'customer.name as customerName',
      'customer.kind as customerKind',
      'disbursement.status',
      'disbursement.amount_minor as minor',
      'disbursement.currency',
      'disbursement.made_by as madeBy',
      'maker.display_name as madeByName',
      'releaser.display_name as releasedByName',
      'disbursement.requested_at as requestedAt',
      'disbursement.released_at as releasedAt',
      'disbursement.rail_reference as railReference',
      'disbursement.refusal_code as refusalCode',
    ])
    .orderBy('disbursement.requested_at', status === undefined ? 'desc' : 'asc')
    .orderBy('disbursement.disbursement_id')
    .limit(limit)
    .offset(offset)
    .execute();
  return { rows: rows.map(withAmount), total: Number(total) };
}

export type DeskRefund = Named & {
  readonly refundId: string;
  readonly loanId: string;
  readonly loanNumber: string;
  readonly status: RefundState;
  readonly amount: Money;
  readonly requestedBy: string | null;
  readonly requestedByName: string | null;
  readonly releasedAt: Instant;
  readonly railReference: string | null;
  readonly refusalCode: string | null;
};

/** Newest first. */
export async function listDeskRefunds(
  db: Kysely<DB>,
  { scope, status, limit, offset }: DeskPage<RefundState>,
): Promise<{ rows: DeskRefund[]; total: number }> {
  let query = db
    .selectFrom('refund')
    .innerJoin('loan', 'loan.loan_id', 'refund.loan_id')
    .where(withinScope(scope, { branch: 'loan.branch_id', customer: 'loan.customer_id' }));
  if (status !== undefined) query = query.where('refund.status', '=', status);
  const { total } = await query
    .select((select) => select.fn.countAll<bigint>().as('total'))
    .executeTakeFirstOrThrow();
  const rows = await query
    .innerJoin('customer', 'customer.customer_id', 'loan.customer_id')
    // Text: the loan's own process may have asked.
    .leftJoin('officer', (join) =>
      join.on(sql`officer.officer_id::text`, '=', sql.ref('refund.requested_by')),
    )
    .select([
      'refund.refund_id as refundId',
      'refund.loan_id as loanId',
      'loan.number as loanNumber',
      'customer.name as customerName',
      'customer.kind as customerKind',
      'refund.status',
      'refund.amount_minor as minor',
      'refund.currency',
      'refund.requested_by as requestedBy',
      'officer.display_name as requestedByName',
      'refund.released_at as releasedAt',
      'refund.rail_reference as railReference',
      'refund.refusal_code as refusalCode',
    ])
    .orderBy('refund.released_at', 'desc')
    .orderBy('refund.refund_id')
    .limit(limit)
    .offset(offset)
    .execute();
  return { rows: rows.map(withAmount), total: Number(total) };
}

export type DeskPayment = {
  readonly paymentId: string;
  readonly loanId: string | null;
  readonly loanNumber: string | null;
  readonly customerName: string | null;
  readonly customerKind: 'person' | 'company' | null;
  readonly status: PaymentStatus;
  readonly amount: Money;
  readonly purpose: PaymentPurpose;
  readonly provider: string;
  readonly providerReference: string;
  readonly effectiveDate: IsoDate;
  /** The business date on which it was recorded. */
  readonly receivedDate: IsoDate;
  readonly receivedAt: Instant;
};

/** Newest first; money without a loan belongs to the whole house. */
export async function listDeskPayments(
  db: Kysely<DB>,
  { scope, status, limit, offset }: DeskPage<PaymentStatus>,
): Promise<{ rows: DeskPayment[]; total: number }> {
  const columns = { branch: 'loan.branch_id', customer: 'loan.customer_id' };
  let query = db
    .selectFrom('payment')
    .leftJoin('loan', 'loan.loan_id', 'payment.loan_id')
    .where((where) =>
      where.or([where('payment.loan_id', 'is', null), withinScope(scope, columns)]),
    );
  if (status !== undefined) query = query.where('payment.status', '=', status);
  const { total } = await query
    .select((select) => select.fn.countAll<bigint>().as('total'))
    .executeTakeFirstOrThrow();
  const rows = await query
    .leftJoin('customer', 'customer.customer_id', 'loan.customer_id')
    .select([
      'payment.payment_id as paymentId',
      'payment.loan_id as loanId',
      'loan.number as loanNumber',
      'customer.name as customerName',
      'customer.kind as customerKind',
      'payment.status',
      'payment.amount_minor as minor',
      'payment.currency',
      'payment.purpose',
      'payment.provider',
      'payment.provider_reference as providerReference',
      'payment.effective_date as effectiveDate',
      'payment.received_date as receivedDate',
      'payment.received_at as receivedAt',
    ])
    .orderBy('payment.received_at', 'desc')
    .orderBy('payment.payment_id')
    .limit(limit)
    .offset(offset)
    .execute();
  return { rows: rows.map(withAmount), total: Number(total) };
}

export type DeskChange = Named & {
  readonly loanChangeId: string;
  readonly loanId: string;
  readonly loanNumber: string;
  readonly kind: LoanChangeKind;
  readonly status: LoanChangeStatus;
  readonly effectiveDate: IsoDate;
  readonly requestedByName: string | null;
  readonly confirmedByName: string | null;
  readonly requestId: string | null;
  readonly createdAt: Instant;
};

/** Newest first. */
export async function listDeskChanges(
  db: Kysely<DB>,
  {
    scope,
    status,
    kind,
    limit,
    offset,
  }: DeskPage<LoanChangeStatus> & {
    readonly kind?: LoanChangeKind | undefined;
  },
): Promise<{ rows: DeskChange[]; total: number }> {
  let query = db
    .selectFrom('loan_change')
    .innerJoin('loan', 'loan.loan_id', 'loan_change.loan_id')
    .where(withinScope(scope, { branch: 'loan.branch_id', customer: 'loan.customer_id' }));
  if (status !== undefined) query = query.where('loan_change.status', '=', status);
  if (kind !== undefined) query = query.where('loan_change.kind', '=', kind);
  const { total } = await query
    .select((select) => select.fn.countAll<bigint>().as('total'))
    .executeTakeFirstOrThrow();
  const rows = await query
    .innerJoin('customer', 'customer.customer_id', 'loan.customer_id')
    .leftJoin('officer as asker', 'asker.officer_id', 'loan_change.requested_by')
    .leftJoin('officer as decider', 'decider.officer_id', 'loan_change.confirmed_by')
    .select([
      'loan_change.loan_change_id as loanChangeId',
      'loan_change.loan_id as loanId',
      'loan.number as loanNumber',
      'customer.name as customerName',
      'customer.kind as customerKind',
      'loan_change.kind',
      'loan_change.status',
      'loan_change.effective_date as effectiveDate',
      'asker.display_name as requestedByName',
      'decider.display_name as confirmedByName',
      'loan_change.request_id as requestId',
      'loan_change.created_at as createdAt',
    ])
    .orderBy('loan_change.created_at', 'desc')
    .orderBy('loan_change.loan_change_id')
    .limit(limit)
    .offset(offset)
    .execute();
  return { rows, total: Number(total) };
}

function withAmount<R extends { minor: bigint; currency: Money['currency'] }>({
  minor,
  currency,
  ...row
}: R) {
  return { ...row, amount: { minor, currency } };
}
