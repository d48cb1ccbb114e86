/** Which rows an actor may see. A row outside is answered like one that does not exist. */
import { sql, type RawBuilder, type SqlBool } from 'kysely';

/** Staff see branches, a borrower sees their own rows and nothing else. */
export type Scope =
  | { readonly branches: 'all' }
  | { readonly branches: readonly string[] }
  | { readonly customerId: string };

type Column = string;

/**
 * A condition for `where`: `.where(withinScope(scope, { branch: 'customer.branch_id', customer: 'customer.customer_id' }))`.
 * @param columns names as the query knows them, table or alias first
 */
export function withinScope(
  scope: Scope,
  columns: { readonly branch: Column; readonly customer: Column },
): RawBuilder<SqlBool> {
  if ('customerId' in scope)
    return sql<SqlBool>`${sql.ref(columns.customer)} = ${scope.customerId}`;
  if (scope.branches === 'all') return sql<SqlBool>`true`;
  return sql<SqlBool>`${sql.ref(columns.branch)} = any(${scope.branches}::uuid[])`;
}

/** The same question about a row already loaded. */
export function isWithinScope(
  scope: Scope,
  row: { readonly branchId: string; readonly customerId: string },
): boolean {
  if ('customerId' in scope) return scope.customerId === row.customerId;
  return scope.branches === 'all' || scope.branches.includes(row.branchId);
}
