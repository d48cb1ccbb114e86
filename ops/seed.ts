/**
 * The sample house of a training installation: a head office, a region and two branches, with at least two people in
 * every role, so that each rule that asks for another person finds one. Their password is fixed and printed; that is
 * why it exists only while the API is bound to the own machine.
 */
import { readFile } from 'node:fs/promises';
import { hashPassword } from 'better-auth/crypto';
import type { Transaction } from 'kysely';
import { createDatabase } from '../db/client.ts';
import { newId } from '../db/ids.ts';
import {
  insertBranches,
  insertFirstOfficers,
  type NewBranch,
  type NewOfficer,
} from '../db/queries/installation.ts';
import { insertUser } from '../db/queries/users.ts';
import type { DB } from '../db/tables.ts';
import { invariant } from '../domain/invariant.ts';
import { roles, type Role } from '../domain/roles.ts';
import type { Config } from './config.ts';
import { OperatorError } from './failure.ts';
import { officeHours } from './first-admins.ts';
import { ensureInstallation } from './installation.ts';
import type { SignIn } from './summary.ts';

export const SAMPLE_PASSWORD = 'daiban-sample';

const loopback = /^(127\.\d+\.\d+\.\d+|::1|localhost)$/;

type House = {
  readonly branches: readonly { code: string; name: string; parent: string | null }[];
  readonly officers: readonly {
    userName: string;
    name: string;
    branch: string;
    roles: readonly Role[];
    reportsTo?: string;
  }[];
};

/**
 * Makes the training installation and its house on the first start; later starts change nothing.
 * @returns one sign-in for each role, for the summary
 * @throws OperatorError when the API would be reachable from outside
 */
export async function seedSampleData(config: Config): Promise<readonly SignIn[]> {
  if (!loopback.test(config.host)) throw exposed(config.host);
  const house = await readHouse();
  const db = createDatabase({ connectionString: config.databaseUrl, maxConnections: 1 });
  try {
    await ensureInstallation(db, config, (trx) => settleHouse(trx, house, config.timeZone));
  } finally {
    await db.destroy();
  }
  return signInsOf(house);
}

function exposed(host: string): OperatorError {
  return new OperatorError(
    `A training installation has known passwords and may not listen on ${host}. ` +
      'Set HOST=127.0.0.1, or run in production mode with DAIBAN_TRAINING=false.',
  );
}

async function readHouse(): Promise<House> {
  const text = await readFile(new URL('./sample/house.json', import.meta.url), 'utf8');
  return JSON.parse(text) as House;
}

async function settleHouse(trx: Transaction<DB>, house: House, timeZone: string): Promise<void> {
  const branches = planBranches(house, timeZone);
  await insertBranches(trx, branches);
  const officers = planOfficers(house, new Map(branches.map((row) => [row.code, row.branchId])));
  // One hash serves all: the password is printed on the screen and protects nothing.
  const passwordHash = await hashPassword(SAMPLE_PASSWORD);
  for (const officer of officers) await insertUser(trx, { ...officer, passwordHash });
  await insertFirstOfficers(trx, officers);
}

function planBranches(house: House, timeZone: string): NewBranch[] {
  const ids = new Map(house.branches.map(({ code }) => [code, newId()]));
  return house.branches.map(({ code, name, parent }) => ({
    branchId: idOf(ids, code),
    code,
    name,
    parentBranchId: parent === null ? null : idOf(ids, parent),
    timeZone,
    officeHours,
  }));
}

function planOfficers(house: House, branchIds: ReadonlyMap<string, string>): NewOfficer[] {
  const ids = new Map(house.officers.map(({ userName }) => [userName, newId()]));
  return house.officers.map(({ userName, name, branch, roles, reportsTo }) => ({
    officerId: idOf(ids, userName),
    userId: newId(),
    userName,
    displayName: name,
    branchId: idOf(branchIds, branch),
    reportsToId: reportsTo === undefined ? null : idOf(ids, reportsTo),
    roles,
  }));
}

function idOf(ids: ReadonlyMap<string, string>, name: string): string {
  const found = ids.get(name);
  invariant(found !== undefined, `the sample house names ${name}`);
  return found;
}

/** The first person of each role, in the order of a loan's way through the house. */
function signInsOf({ officers }: House): SignIn[] {
  return roles.flatMap((role) => {
    const first = officers.find((officer) => officer.roles.includes(role));
    return first === undefined
      ? []
      : [{ role, userName: first.userName, password: SAMPLE_PASSWORD }];
  });
}
