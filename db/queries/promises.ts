/** Promises to pay. One promise of a case may come in parts; all parts of a promise share its set. */
import { sql, type Kysely, type Transaction } from 'kysely';
import type { Instant, IsoDate } from '../../domain/calendar.ts';
import type { Currency } from '../../domain/money.ts';
import { newId } from '../ids.ts';
import type { DB } from '../tables.ts';

export type PromiseStatus = 'open' | 'kept' | 'partial' | 'broken' | 'cancelled';

export type PromiseToPay = {
  readonly promiseId: string;
  readonly caseId: string;
  readonly promiseSetId: string;
  /** Counts from 1 inside the set, by date. */
  readonly partNumber: number;
  readonly amountMinor: bigint;
  readonly currency: Currency;
  readonly createdDate: IsoDate;
  readonly promiseDate: IsoDate;
  readonly graceDays: number;
  readonly status: PromiseStatus;
  readonly takenBy: string;
  readonly createdAt: Instant;
  readonly judgedDate: IsoDate | null;
};

function selectPromise(db: Kysely<DB>) {
  return db.selectFrom('promise').selectAll();
}

type Row = Awaited<ReturnType<ReturnType<typeof selectPromise>['executeTakeFirstOrThrow']>>;

function toPromise(row: Row): PromiseToPay {
  return {
    promiseId: row.promise_id,
    caseId: row.case_id,
    promiseSetId: row.promise_set_id,
    partNumber: row.part_number,
    amountMinor: row.amount_minor,
    currency: row.currency,
    createdDate: row.created_date,
    promiseDate: row.promise_date,
    graceDays: row.grace_days,
    status: row.status,
    takenBy: row.taken_by,
    createdAt: row.created_at,
    judgedDate: row.judged_date,
  };
}

/** All promises of the case, newest set first, parts in order. */
export async function listPromises(db: Kysely<DB>, caseId: string): Promise<PromiseToPay[]> {
  const rows = await selectPromise(db)
    .where('case_id', '=', caseId)
    .orderBy('promise_set_id', 'desc')
    .orderBy('part_number')
    .execute();
  return rows.map(toPromise);
}

export type NewPromise = Pick<
  PromiseToPay,
  'caseId' | 'currency' | 'createdDate' | 'graceDays' | 'takenBy'
> & {
  readonly parts: readonly { readonly amountMinor: bigint; readonly promiseDate: IsoDate }[];
};

/** Writes the parts of one promise; answers its set. */
export async function insertPromise(
  trx: Transaction<DB>,
  { caseId, currency, createdDate, graceDays, takenBy, parts }: NewPromise,
): Promise<string> {
  const promiseSetId = newId();
  await trx
    .insertInto('promise')
    .values(
      parts.map(({ amountMinor, promiseDate }, index) => ({
        promise_id: newId(),
        case_id: caseId,
        promise_set_id: promiseSetId,
        part_number: index + 1,
        amount_minor: amountMinor,
        currency,
        created_date: createdDate,
        promise_date: promiseDate,
        grace_days: graceDays,
        taken_by: takenBy,
      })),
    )
    .execute();
  return promiseSetId;
}

/** A new promise takes the place of the open one. Answers how many parts that were. */
export async function cancelOpenPromises(
  trx: Transaction<DB>,
  caseId: string,
  judgedDate: IsoDate,
): Promise<number> {
  const result = await trx
    .updateTable('promise')
    .set({ status: 'cancelled', judged_date: judgedDate })
    .where('case_id', '=', caseId)
    .where('status', '=', 'open')
    .executeTakeFirst();
  return Number(result.numUpdatedRows);
}

export type Judgement = { readonly promiseId: string; readonly status: PromiseStatus };

export async function saveJudgements(
  trx: Transaction<DB>,
  judgements: readonly Judgement[],
  judgedDate: IsoDate,
): Promise<void> {
  if (judgements.length === 0) return;
  await sql`
    update promise set status = judged.status, judged_date = ${judgedDate}
    from jsonb_to_recordset(${JSON.stringify(judgements)}::jsonb)
      as judged("promiseId" uuid, status text)
    where promise.promise_id = judged."promiseId"
  `.execute(trx);
}

/** Money received on the loans of a case by its effective date; a returned payment counts no more. */
export type CasePayment = { readonly effectiveDate: IsoDate; readonly amountMinor: bigint };

export async function listCasePayments(
  db: Kysely<DB>,
  caseId: string,
  fromDate: IsoDate,
): Promise<CasePayment[]> {
  const rows = await db
    .selectFrom('payment')
    .innerJoin('case_loan', 'case_loan.loan_id', 'payment.loan_id')
    .select(['payment.effective_date', 'payment.amount_minor'])
    .where('case_loan.case_id', '=', caseId)
    .where('payment.effective_date', '>=', fromDate)
    .where('payment.status', 'in', ['received', 'applied'])
    .orderBy('payment.effective_date')
    .execute();
  return rows.map((row) => ({ effectiveDate: row.effective_date, amountMinor: row.amount_minor }));
}
