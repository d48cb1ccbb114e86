/** What must still be true of a request's subject when somebody approves it. */
import type { Transaction } from 'kysely';
import { DomainError } from '../../domain/errors.ts';
import type { Matter } from '../../db/queries/matters.ts';
import { lockVersion } from '../../db/queries/policy-versions.ts';
import type { DB } from '../../db/tables.ts';
import type { Caller } from './caller.ts';
import { assertReady } from './policy-findings.ts';

/**
 * A policy version is what was handed in, still ahead of its date, and without blocking findings.
 * @throws DomainError `effective_date_too_early`, `version_has_findings`
 */
export async function assertStillSound(
  trx: Transaction<DB>,
  { clock }: Caller,
  matter: Matter,
): Promise<void> {
  if (matter.kind !== 'request' || matter.request.subjectType !== 'policy_version') return;
  const version = await lockVersion(trx, matter.request.subjectId);
  if (version === undefined) throw new DomainError('not_found', { resource: 'policy_version' });
  await assertReady(trx, version, clock.businessDate);
}
