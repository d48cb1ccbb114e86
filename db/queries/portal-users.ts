/** Customers as people who sign in: found by the phone that has proven itself, linked by their identity. */
import { sql, type Kysely, type Transaction } from 'kysely';
import type { DB } from '../tables.ts';

export type PortalUser = { readonly customerId: string; readonly userId: string };

/** Undefined also when the customer's file has another phone by now. */
export async function findPortalUser(
  db: Kysely<DB>,
  phoneIndex: Buffer,
): Promise<PortalUser | undefined> {
  const row = await db
    .selectFrom('customer')
    .select(['customer_id', 'user_id'])
    .where('sign_in_phone_index', '=', phoneIndex)
    .where('phone_index', '=', phoneIndex)
    .where('user_id', 'is not', null)
    .executeTakeFirst();
  return row && { customerId: row.customer_id, userId: row.user_id! };
}

export type KnownCustomer = {
  readonly customerId: string;
  readonly name: string;
  readonly kind: 'person' | 'company';
  readonly hasThisPhone: boolean;
  readonly userId: string | null;
};

/** Whoever has this identity, with the answer whether the phone is the one on file. */
export async function lockByIdentity(
  trx: Transaction<DB>,
  { identityIndex, phoneIndex }: { readonly identityIndex: Buffer; readonly phoneIndex: Buffer },
): Promise<KnownCustomer | undefined> {
  const row = await trx
    .selectFrom('customer')
    .select(['customer_id', 'name', 'kind', 'user_id'])
    .select(sql<boolean>`phone_index = ${phoneIndex}`.as('has_this_phone'))
    .where('identity_index', '=', identityIndex)
    .forUpdate()
    .executeTakeFirst();
  return (
    row && {
      customerId: row.customer_id,
      name: row.name,
      kind: row.kind,
      hasThisPhone: row.has_this_phone,
      userId: row.user_id,
    }
  );
}

/**
 * From now on this phone signs in as this customer. One that another customer's file no longer holds is taken over.
 * @returns false when somebody else signs in with it
 */
export async function takeSignInPhone(
  trx: Transaction<DB>,
  customerId: string,
  phoneIndex: Buffer,
): Promise<boolean> {
  await trx
    .updateTable('customer')
    .set({ sign_in_phone_index: null })
    .where('sign_in_phone_index', '=', phoneIndex)
    .where('phone_index', '<>', phoneIndex)
    .execute();
  const result = await trx
    .updateTable('customer')
    .set({ sign_in_phone_index: phoneIndex })
    .where('customer_id', '=', customerId)
    .where((where) =>
      where.not(
        where.exists(
          where
            .selectFrom('customer as other')
            .select('other.customer_id')
            .where('other.sign_in_phone_index', '=', phoneIndex)
            .where('other.customer_id', '<>', customerId),
        ),
      ),
    )
    .executeTakeFirst();
  return result.numUpdatedRows === 1n;
}

export type OpenBranch = { readonly branchId: string; readonly name: string };

const loanOfficers = sql<boolean>`exists (select from role_grant
  where role_grant.officer_id = officer.officer_id and role_grant.role = 'loan_officer'
    and role_grant.revoked_at is null)`;

/** Branches where somebody looks after new customers, by name. */
export async function listOpenBranches(db: Kysely<DB>): Promise<OpenBranch[]> {
  const rows = await db
    .selectFrom('branch')
    .select(['branch.branch_id', 'branch.name'])
    .where((where) =>
      where.exists(
        where
          .selectFrom('officer')
          .select('officer.officer_id')
          .whereRef('officer.branch_id', '=', 'branch.branch_id')
          .where('officer.status', '=', 'active')
          .where(loanOfficers),
      ),
    )
    .orderBy('branch.name')
    .execute();
  return rows.map((row) => ({ branchId: row.branch_id, name: row.name }));
}

/** The loan officer of a branch who looks after the fewest customers; undefined where there is none. */
export async function findLeastBusyLoanOfficer(
  db: Kysely<DB>,
  branchId: string,
): Promise<string | undefined> {
  const row = await db
    .selectFrom('officer')
    .select('officer.officer_id')
    .where('officer.branch_id', '=', branchId)
    .where('officer.status', '=', 'active')
    .where(loanOfficers)
    .orderBy((order) =>
      order
        .selectFrom('customer')
        .select(sql<bigint>`count(*)`.as('count'))
        .whereRef('customer.account_manager_id', '=', 'officer.officer_id'),
    )
    .orderBy('officer.officer_id')
    .limit(1)
    .executeTakeFirst();
  return row?.officer_id;
}

/** The blind index of the phone on file. */
export async function findPhoneIndex(
  db: Kysely<DB>,
  customerId: string,
): Promise<Buffer | undefined> {
  const row = await db
    .selectFrom('customer')
    .select('phone_index')
    .where('customer_id', '=', customerId)
    .executeTakeFirst();
  return row?.phone_index;
}
