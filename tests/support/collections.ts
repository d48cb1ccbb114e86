/** A house that collects: contact rules, collectors of every level, and a case that is stepped like its workflow would. */
import { readFile } from 'node:fs/promises';
import type { Kysely } from 'kysely';
import { createCollectionActivities } from '../../activities/collections.ts';
import { newId } from '../../db/ids.ts';
import { insertInitialPolicies } from '../../db/queries/installation.ts';
import type { DB } from '../../db/tables.ts';
import type { IsoDate } from '../../domain/calendar.ts';
import { localInstant } from '../../domain/instant.ts';
import type { Role } from '../../domain/roles.ts';
import type { Position } from '../../workflows/messages.ts';
import { moveClockTo, seedOfficer } from './lending.ts';

/** The contact policy a fresh installation is seeded with. */
export async function seedContactPolicy(db: Kysely<DB>, effectiveDate: IsoDate): Promise<void> {
  const url = new URL('../../db/seed/contact-cn-online.json', import.meta.url);
  const content = JSON.parse(await readFile(url, 'utf8'));
  await db
    .transaction()
    .execute((trx) =>
      insertInitialPolicies(
        trx,
        [{ kind: 'contact_policy', name: content.name, content }],
        effectiveDate,
      ),
    );
}

export async function seedCollector(db: Kysely<DB>, branchId: string, role: Role): Promise<string> {
  const officerId = await seedOfficer(db, branchId);
  await db
    .insertInto('role_grant')
    .values({ role_grant_id: newId(), officer_id: officerId, role, branch_id: branchId })
    .execute();
  return officerId;
}

/** Takes every step of the case that is due up to 20:00 of a date, each at its own instant. */
export async function runCaseUntil(
  db: Kysely<DB>,
  caseId: string,
  date: IsoDate,
): Promise<{ readonly position: Position; readonly taken: readonly string[] }> {
  const collections = createCollectionActivities({ db });
  const end = localInstant(date, '20:00', 'Asia/Shanghai');
  const taken: string[] = [];
  let position = await collections.lookAtCase(caseId);
  while (position.status === 'open' && position.nextAt !== null && position.nextAt <= end) {
    const { kind, businessDate, detail } = position.next!;
    await moveClockTo(db, position.nextAt);
    taken.push(`${businessDate} ${kind} ${detail}`.trim());
    position = await collections.runCaseStep(caseId, position.next!);
    if (taken.length > 100) throw new Error(`The case never rests: ${taken.slice(-3).join(', ')}`);
  }
  await moveClockTo(db, localInstant(date, '12:00', 'Asia/Shanghai'));
  return { position, taken };
}
