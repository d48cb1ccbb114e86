/** Policies as versions: matrices, products, scorecards, reminder plans, contact policies. At most one of a kind and name is active. */
import { createHash } from 'node:crypto';
import { sql, type Kysely, type Selectable, type Transaction } from 'kysely';
import type { Instant, IsoDate } from '../../domain/calendar.ts';
import { newId } from '../ids.ts';
import type { DB, PolicyVersionTable } from '../tables.ts';

export type PolicyKind = PolicyVersionTable['kind'];
export type PolicyStatus = PolicyVersionTable['status'];

export type PolicyVersion = {
  readonly policyVersionId: string;
  readonly kind: PolicyKind;
  /** Product code, matrix name, and so on: what stays the same from version to version. */
  readonly name: string;
  readonly number: number;
  readonly status: PolicyStatus;
  /** JSON, of the type that belongs to the kind; whoever reads it knows which. */
  readonly content: unknown;
  readonly contentHash: string;
  /** Null for what the installation was seeded with. */
  readonly authorId: string | null;
  readonly confirmedById: string | null;
  readonly effectiveDate: IsoDate | null;
  readonly version: number;
  readonly createdAt: Instant;
  readonly activatedAt: Instant | null;
};

export type ListedVersion = Omit<PolicyVersion, 'content'>;

const headColumns = [
  'policy_version_id',
  'kind',
  'name',
  'number',
  'status',
  'content_hash',
  'author_id',
  'confirmed_by_id',
  'effective_date',
  'version',
  'created_at',
  'activated_at',
] as const;
const columns = [...headColumns, 'content'] as const;

/** The version in force, if there is one. */
export async function findActiveVersion(
  db: Kysely<DB>,
  kind: PolicyKind,
  name: string,
): Promise<PolicyVersion | undefined> {
  const row = await db
    .selectFrom('policy_version')
    .select(columns)
    .where('kind', '=', kind)
    .where('name', '=', name)
    .where('status', '=', 'active')
    .executeTakeFirst();
  return row === undefined ? undefined : toVersion(row);
}

/** Everything of one kind that is in force, by name. */
export async function listActiveVersions(
  db: Kysely<DB>,
  kind: PolicyKind,
): Promise<PolicyVersion[]> {
  const rows = await db
    .selectFrom('policy_version')
    .select(columns)
    .where('kind', '=', kind)
    .where('status', '=', 'active')
    .orderBy('name')
    .execute();
  return rows.map(toVersion);
}

export async function findVersion(
  db: Kysely<DB>,
  policyVersionId: string,
): Promise<PolicyVersion | undefined> {
  const row = await db
    .selectFrom('policy_version')
    .select(columns)
    .where('policy_version_id', '=', policyVersionId)
    .executeTakeFirst();
  return row === undefined ? undefined : toVersion(row);
}

export async function lockVersion(
  trx: Transaction<DB>,
  policyVersionId: string,
): Promise<PolicyVersion | undefined> {
  const row = await trx
    .selectFrom('policy_version')
    .select(columns)
    .where('policy_version_id', '=', policyVersionId)
    .forUpdate()
    .executeTakeFirst();
  return row === undefined ? undefined : toVersion(row);
}

export type VersionFilter = {
  readonly kind?: PolicyKind | undefined;
  readonly name?: string | undefined;
  readonly status?: PolicyStatus | undefined;
  readonly limit: number;
  readonly offset: number;
};

/** Newest version of each name first; without content, which can be long. */
export async function listVersions(
  db: Kysely<DB>,
  { kind, name, status, limit, offset }: VersionFilter,
): Promise<{ versions: ListedVersion[]; total: number }> {
  let query = db.selectFrom('policy_version');
  if (kind !== undefined) query = query.where('kind', '=', kind);
  if (name !== undefined) query = query.where('name', '=', name);
  if (status !== undefined) query = query.where('status', '=', status);
  const { total } = await query.select(sql<bigint>`count(*)`.as('total')).executeTakeFirstOrThrow();
  const rows = await query
    .select(headColumns)
    .orderBy('kind')
    .orderBy('name')
    .orderBy('number', 'desc')
    .limit(limit)
    .offset(offset)
    .execute();
  return { versions: rows.map(toListed), total: Number(total) };
}

/** Applications under way by the version they go by, whichever of its kind; versions without any are left out. */
export async function countOpenCases(
  db: Kysely<DB>,
  policyVersionIds: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  const { rows } = await sql<{ policyVersionId: string; count: number }>`
    select pinned.id as "policyVersionId", count(*)::int as count
    from application cross join lateral (
      values (matrix_version_id), (product_version_id), (scorecard_version_id)
    ) as pinned (id)
    where status in ('submitted', 'in_review', 'returned', 'approved', 'offered', 'accepted', 'ready')
      and pinned.id = any(${policyVersionIds}::uuid[])
    group by pinned.id
  `.execute(db);
  return new Map(rows.map((row) => [row.policyVersionId, row.count]));
}

/** SHA-256 of the content with its members in order: the same content has the same hash, however it was written. */
export function hashContent(content: unknown): string {
  return createHash('sha256')
    .update(JSON.stringify(sortMembers(content)))
    .digest('hex');
}

function sortMembers(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortMembers);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, item]) => [key, sortMembers(item)]));
}

export type NewVersion = {
  readonly kind: PolicyKind;
  readonly name: string;
  readonly content: unknown;
  readonly authorId: string;
};

/** The next number of its kind and name; two authors at once get two numbers. */
export async function insertDraft(trx: Transaction<DB>, draft: NewVersion): Promise<PolicyVersion> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`policy/${draft.kind}/${draft.name}`}, 0))`.execute(
    trx,
  );
  const row = await trx
    .insertInto('policy_version')
    .values({
      policy_version_id: newId(),
      kind: draft.kind,
      name: draft.name,
      number: sql<number>`(select coalesce(max(number), 0) + 1 from policy_version
        where kind = ${draft.kind} and name = ${draft.name})`,
      status: 'draft',
      content: JSON.stringify(draft.content),
      content_hash: hashContent(draft.content),
      author_id: draft.authorId,
    })
    .returning(columns)
    .executeTakeFirstOrThrow();
  return toVersion(row);
}

export type VersionChange = {
  readonly status?: PolicyStatus;
  readonly content?: unknown;
  readonly confirmedById?: string | null;
  readonly effectiveDate?: IsoDate | null;
  readonly activatedAt?: Instant;
};

/** Changes a locked version and counts its version up. */
export async function updateVersion(
  trx: Transaction<DB>,
  policyVersionId: string,
  change: VersionChange,
): Promise<PolicyVersion> {
  const row = await trx
    .updateTable('policy_version')
    .set({
      version: sql<number>`version + 1`,
      ...(change.status === undefined ? {} : { status: change.status }),
      ...(change.content === undefined
        ? {}
        : { content: JSON.stringify(change.content), content_hash: hashContent(change.content) }),
      ...(change.confirmedById === undefined ? {} : { confirmed_by_id: change.confirmedById }),
      ...(change.effectiveDate === undefined ? {} : { effective_date: change.effectiveDate }),
      ...(change.activatedAt === undefined ? {} : { activated_at: change.activatedAt }),
    })
    .where('policy_version_id', '=', policyVersionId)
    .returning(columns)
    .executeTakeFirstOrThrow();
  return toVersion(row);
}

type Row = Selectable<PolicyVersionTable>;

function toVersion(row: Row): PolicyVersion {
  return { ...toListed(row), content: row.content };
}

function toListed(row: Omit<Row, 'content'>): ListedVersion {
  return {
    policyVersionId: row.policy_version_id,
    kind: row.kind,
    name: row.name,
    number: row.number,
    status: row.status,
    contentHash: row.content_hash,
    authorId: row.author_id,
    confirmedById: row.confirmed_by_id,
    effectiveDate: row.effective_date,
    version: row.version,
    createdAt: row.created_at,
    activatedAt: row.activated_at,
  };
}

/** Takes the version in force out of it; answers its id, if there was one. */
export async function retireActiveVersion(
  trx: Transaction<DB>,
  { kind, name }: Pick<PolicyVersion, 'kind' | 'name'>,
): Promise<string | undefined> {
  const row = await trx
    .updateTable('policy_version')
    .set({ status: 'retired', version: sql<number>`version + 1` })
    .where('kind', '=', kind)
    .where('name', '=', name)
    .where('status', '=', 'active')
    .returning('policy_version_id')
    .executeTakeFirst();
  return row?.policy_version_id;
}
