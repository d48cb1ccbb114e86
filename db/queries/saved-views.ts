/** Filters of queues by name: one's own, and those a colleague of the branch has shared. */
import type { Kysely, Transaction } from 'kysely';
import { newId } from '../ids.ts';
import type { Json } from '../once.ts';
import type { DB } from '../tables.ts';

export type SavedView = {
  readonly savedViewId: string;
  readonly ownerId: string;
  readonly name: string;
  readonly queue: string;
  readonly filter: { readonly [key: string]: Json };
  readonly isShared: boolean;
};

/** A view of the same name is replaced. @returns its id */
export async function saveView(
  trx: Transaction<DB>,
  view: Omit<SavedView, 'savedViewId'> & { readonly branchId: string },
): Promise<string> {
  const change = {
    queue: view.queue,
    filter: JSON.stringify(view.filter),
    is_shared: view.isShared,
  };
  const row = await trx
    .insertInto('saved_view')
    .values({
      saved_view_id: newId(),
      owner_id: view.ownerId,
      branch_id: view.branchId,
      name: view.name,
      ...change,
    })
    .onConflict((conflict) => conflict.columns(['owner_id', 'name']).doUpdateSet(change))
    .returning('saved_view_id')
    .executeTakeFirstOrThrow();
  return row.saved_view_id;
}

/** Own views first, each part by name. */
export async function listViews(
  db: Kysely<DB>,
  { officerId, branchId }: { readonly officerId: string; readonly branchId: string },
): Promise<SavedView[]> {
  const rows = await db
    .selectFrom('saved_view')
    .select(['saved_view_id', 'owner_id', 'name', 'queue', 'filter', 'is_shared'])
    .where((view) =>
      view.or([
        view('owner_id', '=', officerId),
        view.and([view('branch_id', '=', branchId), view('is_shared', '=', true)]),
      ]),
    )
    .orderBy((view) => view('owner_id', '=', officerId), 'desc')
    .orderBy('name')
    .execute();
  return rows.map((row) => ({
    savedViewId: row.saved_view_id,
    ownerId: row.owner_id,
    name: row.name,
    queue: row.queue,
    filter: row.filter as SavedView['filter'],
    isShared: row.is_shared,
  }));
}

/** @returns false for a view that is not this person's */
export async function deleteView(
  trx: Transaction<DB>,
  { savedViewId, ownerId }: { readonly savedViewId: string; readonly ownerId: string },
): Promise<boolean> {
  const result = await trx
    .deleteFrom('saved_view')
    .where('saved_view_id', '=', savedViewId)
    .where('owner_id', '=', ownerId)
    .executeTakeFirst();
  return result.numDeletedRows === 1n;
}
