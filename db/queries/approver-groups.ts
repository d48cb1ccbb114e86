/** Bodies that decide together, and the changes of their members that wait for a second person. */
import { sql, type Kysely, type Transaction } from 'kysely';
import type { Instant } from '../../domain/calendar.ts';
import { newId } from '../ids.ts';
import type { DB } from '../tables.ts';

export type GroupMember = {
  readonly officerId: string;
  readonly name: string;
  readonly isActive: boolean;
};

export type ApproverGroup = {
  readonly groupId: string;
  readonly name: string;
  /** In force: whom a stage seats that opens now. */
  readonly members: readonly GroupMember[];
  readonly pending: GroupChange | null;
};

export type GroupChange = {
  readonly changeId: string;
  readonly groupId: string;
  readonly name: string;
  readonly officerIds: readonly string[];
  readonly reason: string;
  readonly status: 'pending' | 'confirmed' | 'refused' | 'withdrawn';
  readonly proposedById: string;
  readonly proposedAt: Instant;
  readonly decidedById: string | null;
  readonly decidedAt: Instant | null;
};

const changeColumns = sql`change_id as "changeId", group_id as "groupId", name, officer_ids as "officerIds", reason,
  status, proposed_by_id as "proposedById", proposed_at as "proposedAt", decided_by_id as "decidedById",
  decided_at as "decidedAt"`;

/** A house has few: all of them, by their id, or the one asked for. */
export async function listGroups(db: Kysely<DB>, groupId?: string): Promise<ApproverGroup[]> {
  const wanted = groupId === undefined ? sql`true` : sql`approver_group.group_id = ${groupId}`;
  const { rows } = await sql<Omit<ApproverGroup, 'pending'>>`
    select approver_group.group_id as "groupId", approver_group.name,
      coalesce((select jsonb_agg(jsonb_build_object('officerId', officer.officer_id,
          'name', officer.display_name, 'isActive', officer.status = 'active') order by officer.display_name)
        from approver_group_member as member join officer on officer.officer_id = member.officer_id
        where member.group_id = approver_group.group_id), '[]'::jsonb) as members
    from approver_group where ${wanted} order by approver_group.group_id`.execute(db);
  const pending = await listPending(db);
  return rows.map((row) => ({ ...row, pending: pending.get(row.groupId) ?? null }));
}

async function listPending(db: Kysely<DB>): Promise<ReadonlyMap<string, GroupChange>> {
  const { rows } = await sql<GroupChange>`
    select ${changeColumns} from approver_group_change where status = 'pending'`.execute(db);
  return new Map(rows.map((row) => [row.groupId, row]));
}

/** The newest first. */
export async function listGroupChanges(
  db: Kysely<DB>,
  groupId: string,
  limit: number,
): Promise<GroupChange[]> {
  const { rows } = await sql<GroupChange>`
    select ${changeColumns} from approver_group_change where group_id = ${groupId}
    order by proposed_at desc, change_id desc limit ${limit}`.execute(db);
  return rows;
}

/** A group begins without members: it gets them with its first confirmed change. */
export async function insertGroup(
  trx: Transaction<DB>,
  group: {
    readonly groupId: string;
    readonly name: string;
    readonly createdById: string;
    readonly createdAt: Instant;
  },
): Promise<void> {
  await trx
    .insertInto('approver_group')
    .values({
      group_id: group.groupId,
      name: group.name,
      created_by_id: group.createdById,
      created_at: group.createdAt,
    })
    .onConflict((conflict) => conflict.column('group_id').doNothing())
    .execute();
}

export type NewGroupChange = Pick<
  GroupChange,
  'groupId' | 'name' | 'officerIds' | 'reason' | 'proposedById' | 'proposedAt'
>;

export async function insertGroupChange(
  trx: Transaction<DB>,
  change: NewGroupChange,
): Promise<string> {
  const changeId = newId();
  await trx
    .insertInto('approver_group_change')
    .values({
      change_id: changeId,
      group_id: change.groupId,
      name: change.name,
      officer_ids: [...change.officerIds],
      reason: change.reason,
      proposed_by_id: change.proposedById,
      proposed_at: change.proposedAt,
    })
    .execute();
  return changeId;
}

/** Under the lock of its group: two who decide at the same time come one after the other. */
export async function lockGroupChange(
  trx: Transaction<DB>,
  changeId: string,
): Promise<GroupChange | undefined> {
  const { rows } = await sql<GroupChange>`
    select ${changeColumns} from approver_group_change where change_id = ${changeId} for update`.execute(
    trx,
  );
  return rows[0];
}

export async function endGroupChange(
  trx: Transaction<DB>,
  changeId: string,
  end: {
    readonly status: 'confirmed' | 'refused' | 'withdrawn';
    readonly decidedById: string;
    readonly decidedAt: Instant;
  },
): Promise<void> {
  await trx
    .updateTable('approver_group_change')
    .set({ status: end.status, decided_by_id: end.decidedById, decided_at: end.decidedAt })
    .where('change_id', '=', changeId)
    .execute();
}

/** The members in force from now on; stages that are open keep the people they were opened with. */
export async function replaceMembers(
  trx: Transaction<DB>,
  { groupId, name, officerIds }: Pick<GroupChange, 'groupId' | 'name' | 'officerIds'>,
): Promise<void> {
  await trx.updateTable('approver_group').set({ name }).where('group_id', '=', groupId).execute();
  await trx.deleteFrom('approver_group_member').where('group_id', '=', groupId).execute();
  if (officerIds.length === 0) return;
  await trx
    .insertInto('approver_group_member')
    .values(officerIds.map((officer_id) => ({ group_id: groupId, officer_id })))
    .execute();
}

/** Which of these are officers at work. */
export async function listActiveIds(
  db: Kysely<DB>,
  officerIds: readonly string[],
): Promise<string[]> {
  const rows = await db
    .selectFrom('officer')
    .select('officer_id')
    .where('status', '=', 'active')
    .where(sql<boolean>`officer_id = any(${officerIds}::uuid[])`)
    .execute();
  return rows.map((row) => row.officer_id);
}
