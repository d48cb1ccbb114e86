/** The people of the house as the approval rules see them: roles, units, reporting lines, relations. Always fresh rows. */
import { sql, type Kysely } from 'kysely';
import type {
  ApproverContext,
  BranchFacts,
  OfficerFacts,
  Organization,
} from '../../domain/approval/approvers.ts';
import type { StageTemplate } from '../../domain/approval/matrix.ts';
import type { Money } from '../../domain/money.ts';
import type { Role } from '../../domain/roles.ts';
import type { DB } from '../tables.ts';

/** How far relations reach: the spouse's company's guarantor, and no further. */
const relationDepth = 3;

/** What the rules need to seat people in a stage of a case in this branch. */
export async function readApproverContext(
  db: Kysely<DB>,
  subject: { readonly branchId: string; readonly accountManagerId: string },
  template: StageTemplate,
): Promise<ApproverContext> {
  const { branchId, accountManagerId } = subject;
  const sources = [...template.approvers.map(({ source }) => source), template.sla.escalateTo];
  const named = sources.flatMap((source) => (source.kind === 'named' ? source.officerIds : []));
  const organization = await readOrganization(db, {
    branchId,
    officerIds: [accountManagerId, ...named],
    countsOpenSeats: template.approvers.some(({ seatCount }) => seatCount !== null),
  });
  return { organization, branchId, accountManagerId };
}

export type OrganizationQuery = {
  readonly branchId: string;
  /** People the rules may ask for by name, wherever they work. */
  readonly officerIds: readonly string[];
  /** Counting open tasks costs time; only stages that seat fewer than they find need it. */
  readonly countsOpenSeats: boolean;
};

/** A branch and the units above it in order, and the active people who hold a role in one of them, with their heads. */
export async function readOrganization(
  db: Kysely<DB>,
  { branchId, officerIds, countsOpenSeats }: OrganizationQuery,
): Promise<Organization> {
  const { rows } = await sql<{ branches: BranchFacts[] | null; officers: OfficerFacts[] | null }>`
    with recursive unit (branch_id, parent_branch_id, depth) as (
      select branch_id, parent_branch_id, 0 from branch where branch_id = ${branchId}
      union all
      select branch.branch_id, branch.parent_branch_id, unit.depth + 1
      from branch join unit on branch.branch_id = unit.parent_branch_id
    ),
    person (officer_id) as (
      select officer_id from role_grant
      where revoked_at is null and (branch_id is null or branch_id in (select branch_id from unit))
      union
      select unnest(${officerIds}::uuid[])
    ),
    line (officer_id) as (
      select officer_id from person
      union
      select officer.reports_to_id from officer join line on officer.officer_id = line.officer_id
      where officer.reports_to_id is not null
    )
    select
      (select json_agg(json_build_object(
        'branchId', branch_id, 'parentBranchId', parent_branch_id) order by depth) from unit) as branches,
      (select json_agg(json_build_object(
        'officerId', officer.officer_id,
        'reportsToId', officer.reports_to_id,
        'isActive', true,
        'grants', (select coalesce(json_agg(json_build_object('role', role, 'branchId', branch_id)), '[]'::json)
          from role_grant where role_grant.officer_id = officer.officer_id and revoked_at is null),
        'openSeatCount', case when ${countsOpenSeats} then (select count(*) from seat
          where seat.officer_id = officer.officer_id and seat.is_todo) else 0 end
      )) from officer join line on officer.officer_id = line.officer_id
      where officer.status = 'active') as officers
  `.execute(db);
  return { branches: rows[0]?.branches ?? [], officers: rows[0]?.officers ?? [], groups: [] };
}

/** Officers who are the customer, or related to the customer to depth 3: they never decide the case. */
export async function listRelatedOfficerIds(db: Kysely<DB>, customerId: string): Promise<string[]> {
  const { rows } = await sql<{ officer_id: string }>`
    ${closureOf(customerId)}
    select officer.officer_id
    from related
    join customer on customer.customer_id = related.customer_id
    join officer on officer.user_id = customer.user_id
  `.execute(db);
  return rows.map((row) => row.officer_id);
}

/** The customer and everybody related to depth 3, in either direction. */
export async function listRelatedCustomerIds(
  db: Kysely<DB>,
  customerId: string,
): Promise<string[]> {
  const { rows } = await sql<{ customer_id: string }>`
    ${closureOf(customerId)} select distinct customer_id from related
  `.execute(db);
  return rows.map((row) => row.customer_id);
}

function closureOf(customerId: string) {
  return sql`
    with recursive related (customer_id, depth) as (
      select ${customerId}::uuid, 0
      union
      select case when relation.customer_id = related.customer_id
        then relation.related_customer_id else relation.customer_id end, related.depth + 1
      from related
      join customer_relation as relation
        on related.customer_id in (relation.customer_id, relation.related_customer_id)
      where related.depth < ${relationDepth}
    )`;
}

export type Voter = {
  readonly officerId: string;
  readonly displayName: string;
  readonly roles: readonly Role[];
  readonly limit: Money | null;
};

/** The officer as of this moment; undefined for one who has left. */
export async function findVoter(db: Kysely<DB>, officerId: string): Promise<Voter | undefined> {
  const row = await db
    .selectFrom('officer')
    .select([
      'officer_id',
      'display_name',
      'limit_minor',
      'limit_currency',
      sql<Role[]>`array(select distinct role from role_grant
        where role_grant.officer_id = officer.officer_id and revoked_at is null)`.as('roles'),
    ])
    .where('officer_id', '=', officerId)
    .where('status', '=', 'active')
    .executeTakeFirst();
  if (row === undefined) return undefined;
  const { limit_minor: minor, limit_currency: currency } = row;
  const limit = minor === null || currency === null ? null : { minor, currency };
  return { officerId: row.officer_id, displayName: row.display_name, roles: row.roles, limit };
}

/** Active holders of a role anywhere in the house, in a stable order. */
export async function listHolders(db: Kysely<DB>, role: Role): Promise<string[]> {
  const rows = await db
    .selectFrom('role_grant')
    .innerJoin('officer', 'officer.officer_id', 'role_grant.officer_id')
    .select('officer.officer_id')
    .distinct()
    .where('role_grant.role', '=', role)
    .where('role_grant.revoked_at', 'is', null)
    .where('officer.status', '=', 'active')
    .orderBy('officer.officer_id')
    .execute();
  return rows.map((row) => row.officer_id);
}

/** Names for people who read; ids that are no officer are missing from the answer. */
export async function readOfficerNames(
  db: Kysely<DB>,
  officerIds: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  if (officerIds.length === 0) return new Map();
  const rows = await db
    .selectFrom('officer')
    .select(['officer_id', 'display_name'])
    .where(sql<boolean>`officer_id = any(${officerIds}::uuid[])`)
    .execute();
  return new Map(rows.map((row) => [row.officer_id, row.display_name]));
}
