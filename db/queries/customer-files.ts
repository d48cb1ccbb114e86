/** What hangs on a customer: who they are related to and what they agreed to. */
import { sql, type Kysely, type Transaction } from 'kysely';
import type { Instant, IsoDate } from '../../domain/calendar.ts';
import { newId } from '../ids.ts';
import type { DB } from '../tables.ts';

export type RelationRow = {
  readonly relatedCustomerId: string;
  readonly relatedNumber: string;
  readonly relatedName: string;
  readonly relatedKind: 'person' | 'company';
  readonly kind: string;
  readonly sharePpm: number | null;
};

/** Both directions: a guarantor's record shows for whom they stand. */
export async function listRelations(db: Kysely<DB>, customerId: string): Promise<RelationRow[]> {
  const rows = await db
    .selectFrom('customer_relation')
    .innerJoin('customer', (join) =>
      join.on(
        'customer.customer_id',
        '=',
        sql<string>`case when customer_relation.customer_id = ${customerId}::uuid
          then customer_relation.related_customer_id else customer_relation.customer_id end`,
      ),
    )
    .select([
      'customer.customer_id',
      'customer.number',
      'customer.name',
      'customer.kind as related_kind',
      'customer_relation.kind',
      'customer_relation.share_ppm',
    ])
    .where((where) =>
      where.or([
        where('customer_relation.customer_id', '=', customerId),
        where('customer_relation.related_customer_id', '=', customerId),
      ]),
    )
    .orderBy('customer.number')
    .orderBy('customer_relation.kind')
    .execute();
  return rows.map((row) => ({
    relatedCustomerId: row.customer_id,
    relatedNumber: row.number,
    relatedName: row.name,
    relatedKind: row.related_kind,
    kind: row.kind,
    sharePpm: row.share_ppm,
  }));
}

/** False when the relation is already there. */
export async function insertRelation(
  trx: Transaction<DB>,
  relation: {
    readonly customerId: string;
    readonly relatedCustomerId: string;
    readonly kind: string;
    readonly sharePpm: number | null;
  },
): Promise<boolean> {
  const result = await trx
    .insertInto('customer_relation')
    .values({
      customer_id: relation.customerId,
      related_customer_id: relation.relatedCustomerId,
      kind: relation.kind,
      share_ppm: relation.sharePpm,
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return result.numInsertedOrUpdatedRows === 1n;
}

export type ConsentRow = {
  readonly consentId: string;
  readonly customerId: string;
  readonly kind: string;
  readonly wordingVersion: string;
  readonly channel: string;
  readonly givenDate: IsoDate;
  readonly withdrawnAt: Instant | null;
};

/** Newest first. */
export async function listConsentsOf(db: Kysely<DB>, customerId: string): Promise<ConsentRow[]> {
  const rows = await db
    .selectFrom('consent')
    .selectAll()
    .where('customer_id', '=', customerId)
    .orderBy('given_at', 'desc')
    .execute();
  return rows.map(toConsent);
}

export async function insertConsent(
  trx: Transaction<DB>,
  consent: Omit<ConsentRow, 'consentId' | 'withdrawnAt'>,
): Promise<ConsentRow> {
  const row = await trx
    .insertInto('consent')
    .values({
      consent_id: newId(),
      customer_id: consent.customerId,
      kind: consent.kind,
      wording_version: consent.wordingVersion,
      channel: consent.channel,
      given_date: consent.givenDate,
      withdrawn_at: null,
    })
    .returningAll()
    .executeTakeFirstOrThrow();
  return toConsent(row);
}

export async function lockConsent(
  trx: Transaction<DB>,
  consentId: string,
): Promise<ConsentRow | undefined> {
  const row = await trx
    .selectFrom('consent')
    .selectAll()
    .where('consent_id', '=', consentId)
    .forUpdate()
    .executeTakeFirst();
  return row && toConsent(row);
}

export async function withdrawConsent(
  trx: Transaction<DB>,
  consentId: string,
  withdrawnAt: Instant,
): Promise<void> {
  await trx
    .updateTable('consent')
    .set({ withdrawn_at: withdrawnAt })
    .where('consent_id', '=', consentId)
    .execute();
}

type SelectedConsent = {
  readonly consent_id: string;
  readonly customer_id: string;
  readonly kind: string;
  readonly wording_version: string;
  readonly channel: string;
  readonly given_date: IsoDate;
  readonly withdrawn_at: Instant | null;
};

function toConsent(row: SelectedConsent): ConsentRow {
  return {
    consentId: row.consent_id,
    customerId: row.customer_id,
    kind: row.kind,
    wordingVersion: row.wording_version,
    channel: row.channel,
    givenDate: row.given_date,
    withdrawnAt: row.withdrawn_at,
  };
}
