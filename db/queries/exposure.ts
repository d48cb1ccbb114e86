/** 敞口: what customers owe, have been promised and are asking for, in one currency. */
import { sql, type Kysely } from 'kysely';
import type { AmountBasis } from '../../domain/approval/matrix.ts';
import type { IsoDate } from '../../domain/calendar.ts';
import { add, type Currency, type Money } from '../../domain/money.ts';
import type { DB } from '../tables.ts';
import { listRelatedCustomerIds } from './approvers.ts';

/** Under approval or promised: everything between submit and booking. */
const underWay = ['submitted', 'in_review', 'returned', 'approved', 'offered', 'accepted', 'ready'];

type ExposureQuery = {
  readonly currency: Currency;
  readonly exceptApplicationId: string | null;
  /** Of one product only, by its code. */
  readonly product?: string | null;
};

/**
 * Outstanding principal of active loans, what may still be drawn of them, and every other application under way.
 * @param exceptApplicationId the application that is being looked at
 */
async function readExposure(
  db: Kysely<DB>,
  customerIds: readonly string[],
  { currency, exceptApplicationId, product = null }: ExposureQuery,
): Promise<Money> {
  // Values that are known beforehand stand in the text, so that one plan is good for every customer.
  const those = sql`in (${sql.join(customerIds)})`;
  const ofProduct = (column: string) =>
    product === null ? sql`true` : sql`${sql.ref(column)}->>'productCode' = ${product}`;
  const { rows } = await sql<{ minor: bigint }>`
    select (
      (select coalesce(sum(loan_position.principal_minor), 0) from loan
        join loan_position on loan_position.loan_id = loan.loan_id
        where loan.customer_id ${those} and loan.currency = ${currency}
          and loan.status = 'active'
          and ${
            product === null
              ? sql`true`
              : sql`exists (select from application
            where application.application_id = loan.application_id
              and ${ofProduct('application.content')})`
          })
      + (select coalesce(sum(amount_minor), 0) from application
        where customer_id ${those} and currency = ${currency}
          and status in (${sql.join(underWay.map((status) => sql.lit(status)))})
          and ${ofProduct('content')}
          and application_id is distinct from ${exceptApplicationId}::uuid)
      + (select coalesce(sum(offer.amount_minor - (select coalesce(sum(disbursement.amount_minor), 0)
            from disbursement where disbursement.application_id = loan.application_id
              and disbursement.status = 'confirmed')), 0) from loan
        join offer on offer.application_id = loan.application_id and offer.status = 'accepted'
        join application on application.application_id = loan.application_id
        where loan.customer_id ${those} and loan.currency = ${currency}
          and loan.draw_until_date is not null
          and ${ofProduct('application.content')}
          and loan.application_id is distinct from ${exceptApplicationId}::uuid)
    )::bigint as minor
  `.execute(db);
  return { minor: rows[0]!.minor, currency };
}

/** How late the customer's latest active loan is today; 0 where nothing is late. */
export async function readDaysPastDue(
  db: Kysely<DB>,
  customerId: string,
  businessDate: IsoDate,
): Promise<number> {
  const { rows } = await sql<{ days: number }>`
    select coalesce(max(${businessDate}::date - loan_position.oldest_due_date), 0)::integer as days
    from loan
    join loan_position on loan_position.loan_id = loan.loan_id
    where loan.customer_id = ${customerId} and loan.status = 'active'
      and loan_position.days_past_due > 0
  `.execute(db);
  return rows[0]!.days;
}

/** What the customer, and everybody related with them, would owe under one product with the request. */
export async function readProductExposures(
  db: Kysely<DB>,
  product: string,
  request: ExposureRequest,
): Promise<{ readonly customer: Money; readonly group: Money }> {
  const { customerId, amount, applicationId } = request;
  const groupIds = await listRelatedCustomerIds(db, customerId);
  const query = { currency: amount.currency, exceptApplicationId: applicationId, product };
  const customer = add(await readExposure(db, [customerId], query), amount);
  const isAlone = groupIds.length === 1;
  const group = isAlone ? customer : add(await readExposure(db, groupIds, query), amount);
  return { customer, group };
}

type ExposureRequest = {
  readonly customerId: string;
  readonly amount: Money;
  readonly applicationId: string | null;
};

/** The amount a matrix compares with its bands: the request itself, or what customer or group would owe with it. */
export async function readBasisAmount(
  db: Kysely<DB>,
  basis: AmountBasis,
  request: ExposureRequest,
): Promise<Money> {
  const { applicationId, customerId, amount } = request;
  if (basis === 'application') return amount;
  const query = { currency: amount.currency, exceptApplicationId: applicationId };
  const isGroup = basis === 'group_exposure';
  const customerIds = isGroup ? await listRelatedCustomerIds(db, customerId) : [customerId];
  return add(await readExposure(db, customerIds, query), amount);
}
