/** What has been drawn of an approved amount, in how many parts, and until when more may be. */
import { sql, type Kysely, type Transaction } from 'kysely';
import type { IsoDate } from '../../domain/calendar.ts';
import { money, type Money } from '../../domain/money.ts';
import type { DB } from '../tables.ts';

export type Drawn = {
  /** Confirmed by the rail. */
  readonly amount: Money;
  readonly count: number;
  readonly drawUntilDate: IsoDate | null;
};

export async function readDrawn(
  db: Kysely<DB>,
  { applicationId, currency }: { applicationId: string; currency: Money['currency'] },
): Promise<Drawn> {
  const row = await db
    .selectFrom('disbursement')
    .select([
      sql<bigint>`coalesce(sum(amount_minor), 0)::bigint`.as('minor'),
      sql<number>`count(*)::integer`.as('count'),
      sql<IsoDate | null>`(select draw_until_date from loan
        where loan.application_id = ${applicationId})`.as('draw_until_date'),
    ])
    .where('application_id', '=', applicationId)
    .where('status', '=', 'confirmed')
    .executeTakeFirstOrThrow();
  return {
    amount: money(row.minor, currency),
    count: row.count,
    drawUntilDate: row.draw_until_date,
  };
}

/** The loan must be locked. @param drawUntilDate null: nothing more may be drawn */
export async function saveDrawing(
  trx: Transaction<DB>,
  loanId: string,
  {
    principalMinor,
    drawUntilDate,
  }: { readonly principalMinor: bigint; readonly drawUntilDate: IsoDate | null },
): Promise<void> {
  await trx
    .updateTable('loan')
    .set({
      principal_minor: principalMinor,
      draw_until_date: drawUntilDate,
      version: sql<number>`version + 1`,
    })
    .where('loan_id', '=', loanId)
    .execute();
}

/** Whether the loan's list has the event of this key already. */
export async function hasEvent(db: Kysely<DB>, businessKey: string): Promise<boolean> {
  const row = await db
    .selectFrom('loan_event')
    .select('seq')
    .where('business_key', '=', businessKey)
    .executeTakeFirst();
  return row !== undefined;
}

/** What has been released for an application and not answered for, in minor units of its currency. */
export async function sumDisbursementsInFlight(
  db: Kysely<DB>,
  applicationId: string,
): Promise<bigint> {
  const { minor } = await db
    .selectFrom('disbursement')
    .select(sql<bigint>`coalesce(sum(amount_minor), 0)::bigint`.as('minor'))
    .where('application_id', '=', applicationId)
    .where('status', 'in', ['released', 'sending', 'unknown'])
    .executeTakeFirstOrThrow();
  return minor;
}

/** A disbursement of a loan that has been released and not answered for, if there is one. */
export async function findDisbursementInFlight(
  db: Kysely<DB>,
  loanId: string,
): Promise<string | undefined> {
  const row = await db
    .selectFrom('disbursement')
    .innerJoin('loan', 'loan.application_id', 'disbursement.application_id')
    .select('disbursement_id')
    .where('loan.loan_id', '=', loanId)
    .where('disbursement.status', 'in', ['released', 'sending', 'unknown'])
    .executeTakeFirst();
  return row?.disbursement_id;
}

/** How the loan of an application stands as far as another part of it goes; null before the first one. */
export async function findLoanOfApplication(
  db: Kysely<DB>,
  applicationId: string,
): Promise<{ readonly status: string; readonly daysPastDue: number } | null> {
  const row = await db
    .selectFrom('loan')
    .innerJoin('loan_position', 'loan_position.loan_id', 'loan.loan_id')
    .select(['loan.status', 'loan_position.days_past_due'])
    .where('loan.application_id', '=', applicationId)
    .executeTakeFirst();
  return row === undefined ? null : { status: row.status, daysPastDue: row.days_past_due };
}
