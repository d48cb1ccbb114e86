/** One officer in one branch: whoever asks for something in a test that is not about people. */
import type { Kysely } from 'kysely';
import { newId } from '../../db/ids.ts';
import type { DB } from '../../db/tables.ts';

export async function insertOfficer(db: Kysely<DB>): Promise<string> {
  const [branchId, officerId] = [newId(), newId()];
  await db
    .insertInto('branch')
    .values({
      branch_id: branchId,
      code: branchId.slice(-8),
      name: 'Head office',
      office_hours: JSON.stringify([{ from: '09:00', to: '17:30' }]),
      time_zone: 'Asia/Shanghai',
    })
    .execute();
  await db
    .insertInto('officer')
    .values({
      officer_id: officerId,
      user_id: officerId,
      user_name: officerId.slice(-8),
      display_name: 'Officer',
      branch_id: branchId,
    })
    .execute();
  return officerId;
}
