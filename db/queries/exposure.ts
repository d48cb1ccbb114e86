/** 敞口: what customers owe, have been promised and are asking for, in one currency. */
import { sql, type Kysely } from 'kysely';
import type { AmountBasis } from '../../domain/approval/matrix.ts';
import { add, type Currency, type Money } from '../../domain/money.ts';
import type { DB } from '../tables.ts';
import { listRelatedCustomerIds } from './approvers.ts';

/** Under approval or promised: everything between submit and booking. */
const underWay = ['submitted', 'in_review', 'returned', 'approved', 'offered', 'accepted', 'ready'];

/**
 * Outstanding principal of active loans plus every other application under way.
 * @param exceptApplicationId the application that is being looked at
 */
export async function readExposure(
  db: Kysely<DB>,
  customerIds: readonly string[],
  { currency, exceptApplicationId }: { currency: Currency; exceptApplicationId: string | null },
): Promise<Money> {
  const { rows } = await sql<{ minor: bigint }>`
    select (
      (select coalesce(sum(loan_position.principal_minor), 0) from loan
        join loan_position on loan_position.loan_id = loan.loan_id
        where loan.customer_id = any(${customerIds}::uuid[]) and loan.currency = ${currency}
          and loan.status = 'active')
      + (select coalesce(sum(amount_minor), 0) from application
        where customer_id = any(${customerIds}::uuid[]) and currency = ${currency}
          and status = any(${underWay}::text[])
          and application_id is distinct from ${exceptApplicationId}::uuid)
    )::bigint as minor
  `.execute(db);
  return { minor: rows[0]!.minor, currency };
}

/** The amount a matrix compares with its bands: the request itself, or what customer or group would owe with it. */
export async function readBasisAmount(
  db: Kysely<DB>,
  basis: AmountBasis,
  request: {
    readonly customerId: string;
    readonly amount: Money;
    readonly applicationId: string | null;
  },
): Promise<Money> {
  const { applicationId, customerId, amount } = request;
  if (basis === 'application') return amount;
  const query = { currency: amount.currency, exceptApplicationId: applicationId };
  const isGroup = basis === 'group_exposure';
  const customerIds = isGroup ? await listRelatedCustomerIds(db, customerId) : [customerId];
  return add(await readExposure(db, customerIds, query), amount);
}
