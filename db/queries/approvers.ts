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

/** Whose case it is, for the people who would decide it. */
export type ApprovalSubject = {
  /** Null for a case that is only thought of: nobody is related to its applicant. */
  readonly customerId: string | null;
  readonly branchId: string;
  /** Null where the house asks by itself. */
  readonly accountManagerId: string | null;
};

/** What the rules need to seat people in a stage of this case, and who is related to the applicant. */
export async function readApproverContext(
  db: Kysely<DB>,
  subject: ApprovalSubject,
  template: StageTemplate,
): Promise<ApproverContext & { readonly relatedIds: readonly string[] }> {
  const { branchId, accountManagerId } = subject;
  const sources = [...template.approvers.map(({ source }) => source), template.sla.escalateTo];
  const named = sources.flatMap((source) => (source.kind === 'named' ? source.officerIds : []));
  const groupIds = sources.flatMap((source) => (source.kind === 'group' ? [source.groupId] : []));
  const { relatedIds, ...organization } = await readOrganization(db, {
    branchId,
    customerId: subject.customerId,
    officerIds: [...(accountManagerId === null ? [] : [accountManagerId]), ...named],
    groupIds,
    countsOpenSeats: template.approvers.some(({ seatCount }) => seatCount !== null),
  });
  return { organization, branchId, accountManagerId, relatedIds };
}

type OrganizationQuery = {
  readonly branchId: string;
  readonly customerId: string | null;
  /** People the rules may ask for by name, wherever they work. */
  readonly officerIds: readonly string[];
  readonly groupIds: readonly string[];
  /** Counting open tasks costs time; only stages that seat fewer than they find need it. */
  readonly countsOpenSeats: boolean;
};

/** A branch and the units above it in order, and the active people who hold a role in one of them, with their heads. */
async function readOrganization(
  db: Kysely<DB>,
  { branchId, customerId, officerIds, groupIds, countsOpenSeats }: OrganizationQuery,
): Promise<Organization & { readonly relatedIds: readonly string[] }> {
  // How many are named stands in the text, so that one plan is good for every case.
  const asked = sql`array[${sql.join(groupIds)}]::text[]`;
  const openSeatCount = countsOpenSeats
    ? sql`(select count(*) from seat where seat.officer_id = officer.officer_id and seat.is_todo)`
    : sql`0`;
  const { rows } = await sql<{
    branches: BranchFacts[] | null;
    groups: Organization['groups'];
    officers: OfficerFacts[] | null;
    related: string[];
  }>`
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
      select unnest(array[${sql.join(officerIds)}]::uuid[])
      union
      select officer_id from approver_group_member where group_id = any(${asked})
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
      (select coalesce(json_agg(json_build_object('groupId', group_id, 'officerIds',
        array(select officer_id from approver_group_member as member
          where member.group_id = approver_group.group_id order by officer_id))), '[]'::json)
        from approver_group where group_id = any(${asked})) as groups,
      (select json_agg(json_build_object(
        'officerId', officer.officer_id,
        'reportsToId', officer.reports_to_id,
        'isActive', true,
        'grants', (select coalesce(json_agg(json_build_object('role', role, 'branchId', branch_id)), '[]'::json)
          from role_grant where role_grant.officer_id = officer.officer_id and revoked_at is null),
        'openSeatCount', ${openSeatCount}
      )) from officer join line on officer.officer_id = line.officer_id
      where officer.status = 'active') as officers,
      array(${closureOf(customerId)} select officer.officer_id from related
        join customer on customer.customer_id = related.customer_id
        join officer on officer.user_id = customer.user_id) as related
  `.execute(db);
  const { branches, officers, groups, related } = rows[0]!;
  return { branches: branches ?? [], officers: officers ?? [], groups, relatedIds: related };
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

function closureOf(customerId: string | null) {
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
  /** To the applicant, to depth 3. */
  readonly isRelated: boolean;
};

/** The officer as of this moment, seen from a customer's case; undefined for one who has left. */
export async function findVoter(
  db: Kysely<DB>,
  officerId: string,
  customerId: string,
): Promise<Voter | undefined> {
  const row = await db
    .selectFrom('officer')
    .select([
      'officer_id',
      'display_name',
      'limit_minor',
      'limit_currency',
      sql<Role[]>`array(select distinct role from role_grant
        where role_grant.officer_id = officer.officer_id and revoked_at is null)`.as('roles'),
      sql<boolean>`exists (${closureOf(customerId)} select 1 from related
        join customer on customer.customer_id = related.customer_id
        where customer.user_id = officer.user_id)`.as('is_related'),
    ])
    .where('officer_id', '=', officerId)
    .where('status', '=', 'active')
    .executeTakeFirst();
  if (row === undefined) return undefined;
  const { limit_minor: minor, limit_currency: currency } = row;
  const limit = minor === null || currency === null ? null : { minor, currency };
  const { officer_id, display_name: displayName, roles, is_related: isRelated } = row;
  return { officerId: officer_id, displayName, roles, limit, isRelated };
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
