/**
 * The first start of an installation: its mode, its calendar and version 1 of every policy. The mode is decided once
 * and kept by the database: a productive installation never becomes a training one.
 */
import { readFile } from 'node:fs/promises';
import type { Kysely, Transaction } from 'kysely';
import {
  findInstallationMode,
  insertCalendarYears,
  insertInitialPolicies,
  insertInstallation,
  insertMissingPolicies,
  type CalendarYear,
  type InitialPolicy,
} from '../db/queries/installation.ts';
import { readClock } from '../db/queries/clock.ts';
import type { DB } from '../db/tables.ts';
import type { Config } from './config.ts';
import { OperatorError } from './failure.ts';

/** Every policy an installation starts with; a file's content is the version's content. */
const policyFiles = [
  { kind: 'matrix', name: 'retail-cn', file: 'matrix-retail-cn.json' },
  { kind: 'matrix', name: 'request-data_export', file: 'matrix-request-data-export.json' },
  { kind: 'matrix', name: 'request-limit_change', file: 'matrix-request-limit-change.json' },
  { kind: 'matrix', name: 'request-loan_change', file: 'matrix-request-loan-change.json' },
  {
    kind: 'matrix',
    name: 'request-loan_correction',
    file: 'matrix-request-loan-correction.json',
  },
  { kind: 'matrix', name: 'request-policy_version', file: 'matrix-request-policy-version.json' },
  { kind: 'matrix', name: 'request-role_grant', file: 'matrix-request-role-grant.json' },
  { kind: 'matrix', name: 'request-waiver', file: 'matrix-request-waiver.json' },
  { kind: 'matrix', name: 'request-write_off', file: 'matrix-request-write-off.json' },
  { kind: 'product', name: 'consumer', file: 'product-consumer.json' },
  { kind: 'product', name: 'business', file: 'product-business.json' },
  { kind: 'product', name: 'business_lpr', file: 'product-business-lpr.json' },
  { kind: 'scorecard', name: 'expert', file: 'scorecard-expert.json' },
  { kind: 'contact_policy', name: 'CN-online', file: 'contact-cn-online.json' },
] as const;

/**
 * Makes the installation when there is none.
 * @param settle what else belongs to a first start, in the same transaction
 * @returns whether this was the first start
 * @throws OperatorError when the installation was made in the other mode
 */
export async function ensureInstallation(
  db: Kysely<DB>,
  config: Pick<Config, 'isTraining' | 'timeZone'>,
  settle: (trx: Transaction<DB>) => Promise<void>,
): Promise<boolean> {
  const mode = config.isTraining ? 'training' : 'production';
  const present = await findInstallationMode(db);
  if (present !== undefined && present !== mode) throw wrongMode(present);
  const policies = await readPolicies();
  if (present !== undefined) {
    await addRequestMatrices(db, policies);
    return false;
  }
  const years = await readCalendarYears();
  await db.transaction().execute(async (trx) => {
    await insertInstallation(trx, { mode, timeZone: config.timeZone });
    await insertCalendarYears(trx, years);
    const { businessDate } = await readClock(trx);
    await insertInitialPolicies(trx, policies, businessDate);
    await settle(trx);
  });
  return true;
}

/** A house made before a subject went through approval gets the matrix a new one starts with; its own stay. */
async function addRequestMatrices(
  db: Kysely<DB>,
  policies: readonly InitialPolicy[],
): Promise<void> {
  const matrices = policies.filter(({ name }) => name.startsWith('request-'));
  await db.transaction().execute(async (trx) => {
    const { businessDate } = await readClock(trx);
    await insertMissingPolicies(trx, matrices, businessDate);
  });
}

function wrongMode(present: 'production' | 'training'): OperatorError {
  return new OperatorError(
    `This database holds a ${present} installation. Set DAIBAN_TRAINING=${String(present === 'training')}, ` +
      'or name another database in DATABASE_URL.',
  );
}

/** The published holidays an installation starts with. */
export async function readCalendarYears(): Promise<CalendarYear[]> {
  const { source, years } = await readSeed<{
    source: string;
    years: readonly Omit<CalendarYear, 'source'>[];
  }>('holidays-cn.json');
  return years.map((year) => ({ ...year, source }));
}

/** The policies an installation starts with. */
export function readPolicies(): Promise<InitialPolicy[]> {
  return Promise.all(
    policyFiles.map(async ({ kind, name, file }) => ({
      kind,
      name,
      content: await readSeed<InitialPolicy['content']>(file),
    })),
  );
}

async function readSeed<T>(file: string): Promise<T> {
  const text = await readFile(new URL(`../db/seed/${file}`, import.meta.url), 'utf8');
  return JSON.parse(text) as T;
}
