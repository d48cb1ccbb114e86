/** What the approval needs to know of the person or company that applies; no sealed column is read. */
import { sql, type Kysely } from 'kysely';
import type { IsoDate } from '../../domain/calendar.ts';
import type { ApplicationConsent, ConsentKind } from '../../domain/origination/application.ts';
import type { DB } from '../tables.ts';

export type Applicant = {
  readonly customerId: string;
  readonly kind: 'person' | 'company';
  readonly name: string;
  readonly birthDate: IsoDate | null;
  readonly language: 'zh-CN' | 'en';
  readonly branchId: string;
  readonly accountManagerId: string;
};

export async function findApplicant(db: Kysely<DB>, customerId: string): Promise<Applicant> {
  const applicant = await findApplicantIfAny(db, customerId);
  if (applicant === undefined) throw new Error(`An application names customer ${customerId}`);
  return applicant;
}

export async function findApplicantIfAny(
  db: Kysely<DB>,
  customerId: string,
): Promise<Applicant | undefined> {
  const row = await db
    .selectFrom('customer')
    .select([
      'customer_id',
      'kind',
      'name',
      'birth_date',
      'language',
      'branch_id',
      'account_manager_id',
    ])
    .where('customer_id', '=', customerId)
    .executeTakeFirst();
  return (
    row && {
      customerId: row.customer_id,
      kind: row.kind,
      name: row.name,
      birthDate: row.birth_date,
      language: row.language,
      branchId: row.branch_id,
      accountManagerId: row.account_manager_id,
    }
  );
}

/** The customer's consents as the completeness rules read them. */
export async function listConsents(
  db: Kysely<DB>,
  customerId: string,
): Promise<ApplicationConsent[]> {
  const rows = await db
    .selectFrom('consent')
    .select([
      'kind',
      'wording_version',
      'given_date',
      sql<IsoDate | null>`(withdrawn_at at time zone (select time_zone from installation))::date`.as(
        'withdrawn_date',
      ),
    ])
    .where('customer_id', '=', customerId)
    .orderBy('given_date')
    .execute();
  return rows.map((row) => ({
    kind: row.kind as ConsentKind,
    wordingVersion: row.wording_version,
    givenDate: row.given_date,
    withdrawnDate: row.withdrawn_date,
  }));
}
