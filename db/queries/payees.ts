/** Who gets the money of a disbursement: the borrower, or a payee recorded by one person and checked by another. */
import { sql, type Kysely, type Transaction } from 'kysely';
import type { Instant } from '../../domain/calendar.ts';
import type { PayeeFacts } from '../../domain/origination/disbursement-checks.ts';
import { newId } from '../ids.ts';
import type { DB, EntrustedPayeeTable } from '../tables.ts';
import type { SealedColumn } from './customers.ts';

export type Payee = {
  readonly payeeId: string;
  readonly applicationId: string;
  readonly name: string;
  readonly accountMask: string;
  /** What is bought or paid. */
  readonly purpose: string;
  /** The invoice or contract that names the payee. */
  readonly documentId: string | null;
  readonly recordedBy: string;
  readonly recordedAt: Instant;
  readonly checkedBy: string | null;
  readonly checkedAt: Instant | null;
  readonly version: number;
};

export type NewPayee = Pick<
  Payee,
  'applicationId' | 'name' | 'purpose' | 'documentId' | 'recordedBy' | 'recordedAt'
> & { readonly account: SealedColumn };

export async function insertPayee(trx: Transaction<DB>, payee: NewPayee): Promise<Payee> {
  const row = await trx
    .insertInto('entrusted_payee')
    .values({
      payee_id: newId(),
      application_id: payee.applicationId,
      name: payee.name,
      account_cipher: payee.account.cipher,
      account_index: payee.account.index,
      account_mask: payee.account.mask,
      purpose: payee.purpose,
      document_id: payee.documentId,
      recorded_by: payee.recordedBy,
      recorded_at: payee.recordedAt,
    })
    .returningAll()
    .executeTakeFirstOrThrow();
  return toPayee(row);
}

/** Newest last. */
export async function listPayees(db: Kysely<DB>, applicationId: string): Promise<Payee[]> {
  const rows = await db
    .selectFrom('entrusted_payee')
    .selectAll()
    .where('application_id', '=', applicationId)
    .orderBy('recorded_at')
    .orderBy('payee_id')
    .execute();
  return rows.map(toPayee);
}

export async function findEntrustedPayee(
  db: Kysely<DB>,
  payeeId: string,
): Promise<Payee | undefined> {
  const row = await db
    .selectFrom('entrusted_payee')
    .selectAll()
    .where('payee_id', '=', payeeId)
    .executeTakeFirst();
  return row && toPayee(row);
}

/** Counts the version up. Take the application's lock first. */
export async function savePayeeCheck(
  trx: Transaction<DB>,
  payeeId: string,
  { checkedBy, checkedAt }: { readonly checkedBy: string; readonly checkedAt: Instant },
): Promise<Payee> {
  const row = await trx
    .updateTable('entrusted_payee')
    .set({
      checked_by: checkedBy,
      checked_at: checkedAt,
      version: sql<number>`version + 1`,
    })
    .where('payee_id', '=', payeeId)
    .returningAll()
    .executeTakeFirstOrThrow();
  return toPayee(row);
}

/** @param payeeId null for the borrower's own account */
export async function readPayeeFacts(
  db: Kysely<DB>,
  { customerId, payeeId }: { readonly customerId: string; readonly payeeId: string | null },
): Promise<PayeeFacts> {
  if (payeeId === null) return readBorrower(db, customerId);
  const row = await db
    .selectFrom('entrusted_payee')
    .select(['name', 'account_index', 'account_mask', 'checked_by'])
    .where('payee_id', '=', payeeId)
    .executeTakeFirstOrThrow();
  return {
    payeeId,
    name: row.name,
    accountIndex: row.account_index.toString('hex'),
    accountMask: row.account_mask,
    isChecked: row.checked_by !== null,
  };
}

async function readBorrower(db: Kysely<DB>, customerId: string): Promise<PayeeFacts> {
  const row = await db
    .selectFrom('customer')
    .select(['name', 'bank_account_index', 'bank_account_mask', 'bank_account_cipher'])
    .where('customer_id', '=', customerId)
    .executeTakeFirstOrThrow();
  const isOnFile = row.bank_account_cipher !== null;
  return {
    payeeId: null,
    name: row.name,
    accountIndex: isOnFile ? (row.bank_account_index?.toString('hex') ?? '') : null,
    accountMask: row.bank_account_mask,
    isChecked: true,
  };
}

type Row = { [K in Exclude<keyof EntrustedPayeeTable, 'version'>]: EntrustedPayeeTable[K] } & {
  version: number;
};

function toPayee(row: Row): Payee {
  return {
    payeeId: row.payee_id,
    applicationId: row.application_id,
    name: row.name,
    accountMask: row.account_mask,
    purpose: row.purpose,
    documentId: row.document_id,
    recordedBy: row.recorded_by,
    recordedAt: row.recorded_at,
    checkedBy: row.checked_by,
    checkedAt: row.checked_at,
    version: row.version,
  };
}
