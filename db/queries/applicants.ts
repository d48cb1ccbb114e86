/** What the approval needs to know of the person or company that applies; no sealed column is read. */
import type { Kysely } from 'kysely';
import type { IsoDate } from '../../domain/calendar.ts';
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

/** Whom a notice to officers is about, and what they are called, in one statement. */
export async function readNoticeFacts(
  db: Kysely<DB>,
  customerId: string,
  officerIds: readonly string[],
): Promise<{
  readonly applicant: Pick<Applicant, 'name' | 'kind'>;
  readonly officers: readonly { readonly officerId: string; readonly name: string }[];
}> {
  const rows = await db
    .selectFrom(['customer', 'officer'])
    .select(['customer.name', 'customer.kind', 'officer.officer_id', 'officer.display_name'])
    .where('customer.customer_id', '=', customerId)
    .where('officer.officer_id', 'in', officerIds)
    .orderBy('officer.officer_id')
    .execute();
  const [first] = rows;
  if (first === undefined) throw new Error(`Officers ${officerIds.join(', ')} are unknown`);
  return {
    applicant: { name: first.name, kind: first.kind },
    officers: rows.map((row) => ({ officerId: row.officer_id, name: row.display_name })),
  };
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
