/** Customers, as sealed rows: nothing in here can read an identity number, a phone or an account. */
import { sql, type Kysely, type Transaction } from 'kysely';
import type { Instant, IsoDate } from '../../domain/calendar.ts';
import type { CustomerTable, DB } from '../tables.ts';
import { withinScope, type Scope } from './scope.ts';

/** A sealed value with its look-up and its mask. */
export type SealedColumn = {
  readonly cipher: Buffer;
  readonly index: Buffer;
  readonly mask: string;
};

export type CustomerRow = {
  readonly customerId: string;
  readonly number: string;
  readonly kind: CustomerTable['kind'];
  readonly name: string;
  readonly birthDate: IsoDate | null;
  readonly identityMask: string;
  readonly phoneMask: string;
  readonly bankAccountMask: string | null;
  readonly email: string | null;
  readonly language: CustomerTable['language'];
  readonly branchId: string;
  readonly accountManagerId: string;
  readonly version: number;
  readonly createdAt: Instant;
};

export type NewCustomer = {
  readonly customerId: string;
  readonly kind: CustomerTable['kind'];
  readonly name: string;
  readonly birthDate: IsoDate | null;
  readonly identity: SealedColumn;
  readonly phone: SealedColumn;
  readonly bankAccount: SealedColumn | null;
  readonly email: string | null;
  readonly language: CustomerTable['language'];
  readonly branchId: string;
  readonly accountManagerId: string;
};

export type CustomerChange = {
  readonly [K in 'name' | 'email' | 'language' | 'accountManagerId']?: K extends 'language'
    ? CustomerTable['language']
    : CustomerRow[K];
} & {
  readonly phone?: SealedColumn;
  readonly bankAccount?: SealedColumn | null;
};

const columns = [
  'customer.customer_id',
  'customer.number',
  'customer.kind',
  'customer.name',
  'customer.birth_date',
  'customer.identity_mask',
  'customer.phone_mask',
  'customer.bank_account_mask',
  'customer.email',
  'customer.language',
  'customer.branch_id',
  'customer.account_manager_id',
  'customer.version',
  'customer.created_at',
] as const;

const scopeColumns = { branch: 'customer.branch_id', customer: 'customer.customer_id' } as const;

/** @returns the number people see, such as `C-010293` */
export async function insertCustomer(trx: Transaction<DB>, customer: NewCustomer): Promise<string> {
  const { identity, phone, bankAccount } = customer;
  const row = await trx
    .insertInto('customer')
    .values({
      customer_id: customer.customerId,
      number: sql<string>`'C-' || lpad(nextval('customer_number')::text, 6, '0')`,
      kind: customer.kind,
      name: customer.name,
      birth_date: customer.birthDate,
      identity_cipher: identity.cipher,
      identity_index: identity.index,
      identity_mask: identity.mask,
      phone_cipher: phone.cipher,
      phone_index: phone.index,
      phone_mask: phone.mask,
      ...bankAccountColumns(bankAccount),
      email: customer.email,
      language: customer.language,
      branch_id: customer.branchId,
      account_manager_id: customer.accountManagerId,
    })
    .returning('number')
    .executeTakeFirstOrThrow();
  return row.number;
}

export async function findCustomer(
  db: Kysely<DB>,
  scope: Scope,
  customerId: string,
): Promise<CustomerRow | undefined> {
  const row = await db
    .selectFrom('customer')
    .select(columns)
    .where('customer_id', '=', customerId)
    .where(withinScope(scope, scopeColumns))
    .executeTakeFirst();
  return row && toCustomer(row);
}

export async function lockCustomer(
  trx: Transaction<DB>,
  scope: Scope,
  customerId: string,
): Promise<CustomerRow | undefined> {
  const row = await trx
    .selectFrom('customer')
    .select(columns)
    .where('customer_id', '=', customerId)
    .where(withinScope(scope, scopeColumns))
    .forUpdate()
    .executeTakeFirst();
  return row && toCustomer(row);
}

/** Whoever has this identity, in any branch: one person is one customer of the house. */
export async function findByIdentity(
  db: Kysely<DB>,
  identityIndex: Buffer,
): Promise<{ customerId: string; branchId: string } | undefined> {
  const row = await db
    .selectFrom('customer')
    .select(['customer_id', 'branch_id'])
    .where('identity_index', '=', identityIndex)
    .executeTakeFirst();
  return row && { customerId: row.customer_id, branchId: row.branch_id };
}

const MAX_FOUND = 50;

/** Exact look-up by sealed values; several people may share a phone. */
export async function searchCustomers(
  db: Kysely<DB>,
  scope: Scope,
  indexes: { readonly identity?: Buffer; readonly phone?: Buffer },
): Promise<CustomerRow[]> {
  let query = db.selectFrom('customer').select(columns).where(withinScope(scope, scopeColumns));
  if (indexes.identity !== undefined) query = query.where('identity_index', '=', indexes.identity);
  if (indexes.phone !== undefined) query = query.where('phone_index', '=', indexes.phone);
  const rows = await query.orderBy('number').limit(MAX_FOUND).execute();
  return rows.map(toCustomer);
}

export type CustomerFilter = {
  readonly kind?: CustomerTable['kind'] | undefined;
  readonly number?: string | undefined;
  /** Part of a name. */
  readonly name?: string | undefined;
};

/** Newest first. */
export async function listCustomers(
  db: Kysely<DB>,
  scope: Scope,
  filter: CustomerFilter,
  { offset, size }: { readonly offset: number; readonly size: number },
): Promise<{ rows: CustomerRow[]; total: number }> {
  let query = db.selectFrom('customer').where(withinScope(scope, scopeColumns));
  if (filter.kind !== undefined) query = query.where('kind', '=', filter.kind);
  if (filter.number !== undefined) query = query.where('number', '=', filter.number);
  if (filter.name !== undefined)
    query = query.where('name', 'ilike', `%${escapeLike(filter.name)}%`);
  const counted = await query
    .select(sql<number>`count(*)::int`.as('total'))
    .executeTakeFirstOrThrow();
  const rows = await query
    .select(columns)
    .orderBy('customer_id', 'desc')
    .limit(size)
    .offset(offset)
    .execute();
  return { rows: rows.map(toCustomer), total: counted.total };
}

/** @returns the new version */
export async function updateCustomer(
  trx: Transaction<DB>,
  customerId: string,
  change: CustomerChange,
): Promise<number> {
  const { phone, bankAccount } = change;
  const row = await trx
    .updateTable('customer')
    .set({
      ...(change.name === undefined ? {} : { name: change.name }),
      ...(change.email === undefined ? {} : { email: change.email }),
      ...(change.language === undefined ? {} : { language: change.language }),
      ...(change.accountManagerId === undefined
        ? {}
        : { account_manager_id: change.accountManagerId }),
      ...(phone === undefined
        ? {}
        : { phone_cipher: phone.cipher, phone_index: phone.index, phone_mask: phone.mask }),
      ...(bankAccount === undefined ? {} : bankAccountColumns(bankAccount)),
      version: sql<number>`version + 1`,
    })
    .where('customer_id', '=', customerId)
    .returning('version')
    .executeTakeFirstOrThrow();
  return row.version;
}

export type SealedCustomer = {
  readonly name: string;
  readonly birthDate: IsoDate | null;
  readonly email: string | null;
  readonly identityCipher: Buffer;
  readonly phoneCipher: Buffer;
  readonly bankAccountCipher: Buffer | null;
};

/** For a reveal, and for a partner that must be told: the only query that loads cipher text. */
export async function findSealedCustomer(
  db: Kysely<DB>,
  customerId: string,
): Promise<SealedCustomer | undefined> {
  const row = await db
    .selectFrom('customer')
    .select([
      'name',
      'birth_date',
      'email',
      'identity_cipher',
      'phone_cipher',
      'bank_account_cipher',
    ])
    .where('customer_id', '=', customerId)
    .executeTakeFirst();
  return (
    row && {
      name: row.name,
      birthDate: row.birth_date,
      email: row.email,
      identityCipher: row.identity_cipher,
      phoneCipher: row.phone_cipher,
      bankAccountCipher: row.bank_account_cipher,
    }
  );
}

/** Makes a borrower of a user, who from then on sees this customer's records; false when another one is linked. */
export async function linkUser(
  trx: Transaction<DB>,
  customerId: string,
  userId: string,
): Promise<boolean> {
  const result = await trx
    .updateTable('customer')
    .set({ user_id: userId })
    .where('customer_id', '=', customerId)
    .where('user_id', 'is', null)
    .executeTakeFirst();
  return result.numUpdatedRows === 1n;
}

function bankAccountColumns(sealed: SealedColumn | null) {
  return {
    bank_account_cipher: sealed?.cipher ?? null,
    bank_account_index: sealed?.index ?? null,
    bank_account_mask: sealed?.mask ?? null,
  };
}

function escapeLike(text: string): string {
  return text.replace(/[\\%_]/g, (character) => `\\${character}`);
}

type SelectedCustomer = Pick<
  CustomerTable,
  | 'customer_id'
  | 'number'
  | 'kind'
  | 'name'
  | 'birth_date'
  | 'identity_mask'
  | 'phone_mask'
  | 'bank_account_mask'
  | 'email'
  | 'language'
  | 'branch_id'
  | 'account_manager_id'
> & { readonly version: number; readonly created_at: Instant };

function toCustomer(row: SelectedCustomer): CustomerRow {
  return {
    customerId: row.customer_id,
    number: row.number,
    kind: row.kind,
    name: row.name,
    birthDate: row.birth_date,
    identityMask: row.identity_mask,
    phoneMask: row.phone_mask,
    bankAccountMask: row.bank_account_mask,
    email: row.email,
    language: row.language,
    branchId: row.branch_id,
    accountManagerId: row.account_manager_id,
    version: row.version,
    createdAt: row.created_at,
  };
}
