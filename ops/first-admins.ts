/**
 * The first two people of a productive installation. They are two because nobody changes their own rights: the first
 * grants the second and the other way round. Their passwords are made here, told once and kept nowhere.
 */
import { randomBytes } from 'node:crypto';
import { hashPassword } from 'better-auth/crypto';
import type { Transaction } from 'kysely';
import { newId } from '../db/ids.ts';
import { insertBranches, insertFirstOfficers } from '../db/queries/installation.ts';
import { insertUser } from '../db/queries/users.ts';
import type { DB } from '../db/tables.ts';
import type { SignIn } from './summary.ts';

const userNames = ['admin1', 'admin2'] as const;

/** Opens the head office with two administrators in it. */
export async function settleFirstAdmins(
  trx: Transaction<DB>,
  timeZone: string,
): Promise<readonly SignIn[]> {
  const branchId = newId();
  await insertBranches(trx, [
    { branchId, code: 'HO', name: '总行', parentBranchId: null, timeZone, officeHours },
  ]);
  const admins = userNames.map((userName) => ({
    officerId: newId(),
    userId: newId(),
    userName,
    displayName: userName,
    branchId,
    reportsToId: null,
    roles: ['admin' as const],
    password: randomBytes(12).toString('base64url'),
  }));
  for (const admin of admins) {
    await insertUser(trx, { ...admin, passwordHash: await hashPassword(admin.password) });
  }
  await insertFirstOfficers(trx, admins);
  return admins.map(({ userName, password }) => ({ role: 'admin', userName, password }));
}

/** 09:00 to 12:00 and 13:30 to 18:00, until the administrators say otherwise. */
export const officeHours = [
  { from: '09:00', to: '12:00' },
  { from: '13:30', to: '18:00' },
] as const;
