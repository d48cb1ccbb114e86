/** Disbursements: made by one person, released by another, then in the hands of the payment rail. */
import { sql, type Kysely, type Transaction } from 'kysely';
import type { Instant, IsoDate } from '../../domain/calendar.ts';
import type { Money } from '../../domain/money.ts';
import type { DisbursementState } from '../../domain/origination/disbursement-states.ts';
import type { TrancheRule } from '../../domain/origination/tranches.ts';
import { termsFromWire, type LoanTerms, type WireTerms } from '../../domain/schedule/terms.ts';
import { newId } from '../ids.ts';
import type { DB, DisbursementTable } from '../tables.ts';

export type Disbursement = {
  readonly disbursementId: string;
  readonly applicationId: string;
  readonly offerId: string;
  readonly status: DisbursementState;
  readonly amount: Money;
  readonly madeBy: string;
  readonly releasedBy: string | null;
  readonly requestedAt: Instant;
  readonly releasedAt: Instant | null;
  readonly attemptCount: number;
  /** How often the rail was asked what became of it. */
  readonly queryCount: number;
  readonly railReference: string | null;
  readonly refusalCode: string | null;
  readonly effectiveDate: IsoDate | null;
  /** Hash of the contract that was signed, as its maker gave it; null for one made before it was kept. */
  readonly contractHash: string | null;
  /** The entrusted payee; null: the borrower. */
  readonly payeeId: string | null;
  /** Whose name stands on the account, as its maker verified it. */
  readonly accountName: string | null;
  /** Blind index of the account the money was promised to. */
  readonly accountIndex: Buffer | null;
  readonly version: number;
};

export type NewDisbursement = Pick<
  Disbursement,
  | 'applicationId'
  | 'offerId'
  | 'amount'
  | 'madeBy'
  | 'contractHash'
  | 'payeeId'
  | 'accountName'
  | 'accountIndex'
>;

export async function insertDisbursement(
  trx: Transaction<DB>,
  made: NewDisbursement,
): Promise<Disbursement> {
  const row = await trx
    .insertInto('disbursement')
    .values({
      disbursement_id: newId(),
      application_id: made.applicationId,
      offer_id: made.offerId,
      status: 'requested',
      amount_minor: made.amount.minor,
      currency: made.amount.currency,
      made_by: made.madeBy,
      contract_hash: made.contractHash,
      payee_id: made.payeeId,
      account_name: made.accountName,
      account_index: made.accountIndex,
    })
    .returningAll()
    .executeTakeFirstOrThrow();
  return toDisbursement(row);
}

export async function findDisbursement(
  db: Kysely<DB>,
  disbursementId: string,
): Promise<Disbursement | undefined> {
  const row = await db
    .selectFrom('disbursement')
    .selectAll()
    .where('disbursement_id', '=', disbursementId)
    .executeTakeFirst();
  return row && toDisbursement(row);
}

/** Take the application's lock before this one. */
export async function lockDisbursement(
  trx: Transaction<DB>,
  disbursementId: string,
): Promise<Disbursement | undefined> {
  const row = await trx
    .selectFrom('disbursement')
    .selectAll()
    .where('disbursement_id', '=', disbursementId)
    .forUpdate()
    .executeTakeFirst();
  return row && toDisbursement(row);
}

/** Newest last. */
export async function listDisbursements(
  db: Kysely<DB>,
  applicationId: string,
): Promise<Disbursement[]> {
  const rows = await db
    .selectFrom('disbursement')
    .selectAll()
    .where('application_id', '=', applicationId)
    .orderBy('requested_at')
    .execute();
  return rows.map(toDisbursement);
}

export type DisbursementChange = Partial<
  Pick<
    Disbursement,
    | 'status'
    | 'releasedBy'
    | 'releasedAt'
    | 'attemptCount'
    | 'queryCount'
    | 'railReference'
    | 'refusalCode'
    | 'effectiveDate'
  >
>;

/** Counts the version up. The row must be locked. */
export async function saveDisbursement(
  trx: Transaction<DB>,
  disbursementId: string,
  change: DisbursementChange,
): Promise<Disbursement> {
  const columns = Object.entries(change).map(
    ([name, value]) => [columnOf[name as keyof DisbursementChange], value] as const,
  );
  const row = await trx
    .updateTable('disbursement')
    .set({ ...Object.fromEntries(columns), version: sql<number>`version + 1` })
    .where('disbursement_id', '=', disbursementId)
    .returningAll()
    .executeTakeFirstOrThrow();
  return toDisbursement(row);
}

const columnOf = {
  status: 'status',
  releasedBy: 'released_by',
  releasedAt: 'released_at',
  attemptCount: 'attempt_count',
  queryCount: 'query_count',
  railReference: 'rail_reference',
  refusalCode: 'refusal_code',
  effectiveDate: 'effective_date',
} as const satisfies Record<keyof DisbursementChange, keyof DisbursementTable>;

/** Everybody who voted on the application, in any stage of any round. */
export async function listVoterIds(
  db: Kysely<DB>,
  applicationId: string,
): Promise<ReadonlySet<string>> {
  const rows = await db
    .selectFrom('vote')
    .innerJoin('stage', 'stage.stage_id', 'vote.stage_id')
    .innerJoin('approval', 'approval.approval_id', 'stage.approval_id')
    .select('vote.officer_id')
    .distinct()
    .where('approval.subject_type', '=', 'application')
    .where('approval.subject_id', '=', applicationId)
    .execute();
  return new Set(rows.map((row) => row.officer_id));
}

/** Conditions precedent that nobody has checked or waived yet. */
export async function listOpenConditions(
  db: Kysely<DB>,
  applicationId: string,
): Promise<{ conditionId: string; kind: string; status: string }[]> {
  const rows = await db
    .selectFrom('condition_precedent')
    .select(['condition_id', 'kind', 'status'])
    .where('application_id', '=', applicationId)
    .where('status', 'in', ['open', 'satisfied'])
    .execute();
  return rows.map((row) => ({
    conditionId: row.condition_id,
    kind: row.kind,
    status: row.status,
  }));
}

type Row = {
  disbursement_id: string;
  application_id: string;
  offer_id: string;
  status: DisbursementState;
  amount_minor: bigint;
  currency: Money['currency'];
  made_by: string;
  released_by: string | null;
  requested_at: Instant;
  released_at: Instant | null;
  attempt_count: number;
  query_count: number;
  rail_reference: string | null;
  refusal_code: string | null;
  effective_date: IsoDate | null;
  contract_hash: string | null;
  payee_id: string | null;
  account_name: string | null;
  account_index: Buffer | null;
  version: number;
};

function toDisbursement(row: Row): Disbursement {
  return {
    disbursementId: row.disbursement_id,
    applicationId: row.application_id,
    offerId: row.offer_id,
    status: row.status,
    amount: { minor: row.amount_minor, currency: row.currency },
    madeBy: row.made_by,
    releasedBy: row.released_by,
    requestedAt: row.requested_at,
    releasedAt: row.released_at,
    attemptCount: row.attempt_count,
    queryCount: row.query_count,
    railReference: row.rail_reference,
    refusalCode: row.refusal_code,
    effectiveDate: row.effective_date,
    contractHash: row.contract_hash,
    payeeId: row.payee_id,
    accountName: row.account_name,
    accountIndex: row.account_index,
    version: row.version,
  };
}

/** What was agreed, as the disbursement needs it. */
export type AcceptedOffer = {
  readonly offerId: string;
  readonly amount: Money;
  readonly terms: LoanTerms;
  readonly contentHash: string;
  readonly tranches: TrancheRule | null;
  readonly allInSimplePpm: number;
  readonly allInCompoundPpm: number;
};

export async function findAcceptedOffer(
  db: Kysely<DB>,
  applicationId: string,
): Promise<AcceptedOffer | undefined> {
  const row = await db
    .selectFrom('offer')
    .selectAll()
    .where('application_id', '=', applicationId)
    .where('status', '=', 'accepted')
    .executeTakeFirst();
  if (row === undefined) return undefined;
  return {
    offerId: row.offer_id,
    amount: { minor: row.amount_minor, currency: row.currency },
    terms: termsFromWire(row.terms as unknown as WireTerms),
    contentHash: row.content_hash,
    tranches: row.tranches as TrancheRule | null,
    allInSimplePpm: row.all_in_simple_ppm,
    allInCompoundPpm: row.all_in_compound_ppm,
  };
}

/** Where the money goes, still sealed: the entrusted payee, or the borrower's own account when there is none. */
export async function findPayee(
  db: Kysely<DB>,
  customerId: string,
  payeeId: string | null,
): Promise<{ name: string; accountCipher: Buffer | null }> {
  if (payeeId !== null) {
    const payee = await db
      .selectFrom('entrusted_payee')
      .select(['name', 'account_cipher'])
      .where('payee_id', '=', payeeId)
      .executeTakeFirstOrThrow();
    return { name: payee.name, accountCipher: payee.account_cipher };
  }
  const row = await db
    .selectFrom('customer')
    .select(['name', 'bank_account_cipher'])
    .where('customer_id', '=', customerId)
    .executeTakeFirstOrThrow();
  return { name: row.name, accountCipher: row.bank_account_cipher };
}

/** The application's last step: it names its loan. The application must be locked. */
export async function setApplicationBooked(
  trx: Transaction<DB>,
  applicationId: string,
  { loanId, date }: { readonly loanId: string; readonly date: IsoDate },
): Promise<void> {
  await trx
    .updateTable('application')
    .set({
      status: 'booked',
      loan_id: loanId,
      changed_date: date,
      version: sql<number>`version + 1`,
    })
    .where('application_id', '=', applicationId)
    .execute();
}
