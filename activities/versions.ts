/**
 * A confirmed policy version comes into force at the first minute of its effective date, and the one before it
 * retires in the same transaction: at every moment exactly one version of a policy is in force.
 */
import type { Kysely, Transaction } from 'kysely';
import { nextState } from '../domain/state-machine.ts';
import { versionMachine } from '../domain/approval/version-states.ts';
import { invariant } from '../domain/invariant.ts';
import { localInstant } from '../domain/instant.ts';
import { readOfficerNames } from '../db/queries/approvers.ts';
import { insertAudit } from '../db/queries/audit.ts';
import { readClock, type BusinessClock } from '../db/queries/clock.ts';
import {
  lockVersion,
  retireActiveVersion,
  updateVersion,
  type PolicyVersion,
} from '../db/queries/policy-versions.ts';
import { saveNextWake } from '../db/queries/processes.ts';
import type { DB } from '../db/tables.ts';
import { versionWorkflowId, type DueStep, type Position } from '../workflows/messages.ts';
import type { VersionActivities } from '../workflows/proxies.ts';
import { queueNotices } from './notices.ts';

export function createVersionActivities({ db }: { readonly db: Kysely<DB> }): VersionActivities {
  return {
    /** Where the version stands; a version sent back waits without a deadline to be confirmed again. */
    lookAtVersion: (policyVersionId) =>
      db.transaction().execute(async (trx) => {
        const version = await lockKnownVersion(trx, policyVersionId);
        return savePosition(trx, version, await readClock(trx));
      }),

    /** At least once: a second attempt finds the version active and answers that it has ended. */
    runVersionStep: (policyVersionId, due) =>
      db.transaction().execute(async (trx) => {
        const version = await lockKnownVersion(trx, policyVersionId);
        const clock = await readClock(trx);
        const after = isDue(version, due) ? await activate(trx, version, clock) : version;
        return savePosition(trx, after, clock);
      }),
  };
}

async function lockKnownVersion(
  trx: Transaction<DB>,
  policyVersionId: string,
): Promise<PolicyVersion> {
  const version = await lockVersion(trx, policyVersionId);
  invariant(version !== undefined, 'a process is started for a version that exists');
  return version;
}

/** The date may have changed since the timer was set. */
function isDue(version: PolicyVersion, due: DueStep): boolean {
  return version.status === 'scheduled' && version.effectiveDate === due.businessDate;
}

async function activate(
  trx: Transaction<DB>,
  version: PolicyVersion,
  { now }: BusinessClock,
): Promise<PolicyVersion> {
  const { policyVersionId, kind, name, number, effectiveDate } = version;
  invariant(effectiveDate !== null, 'a scheduled version has an effective date');
  const retiredId = await retireActiveVersion(trx, version);
  const status = nextState(versionMachine, version.status, 'activate');
  const active = await updateVersion(trx, policyVersionId, { status, activatedAt: now });
  const about = { actorId: null, subjectType: 'policy_version', businessDate: effectiveDate };
  await insertAudit(trx, {
    ...about,
    action: 'policy_version.activated',
    subjectId: policyVersionId,
    before: { activeVersionId: retiredId ?? null },
    after: { kind, name, number },
  });
  if (retiredId !== undefined) {
    await insertAudit(trx, {
      ...about,
      action: 'policy_version.retired',
      subjectId: retiredId,
      after: { successorId: policyVersionId },
    });
  }
  await tellPeople(trx, active, effectiveDate);
  return active;
}

/** Whoever wrote it and whoever confirmed it learn that it is in force. */
async function tellPeople(
  trx: Transaction<DB>,
  { policyVersionId, name, number, authorId, confirmedById }: PolicyVersion,
  effectiveDate: string,
): Promise<void> {
  const officerIds = [authorId, confirmedById].filter((officerId) => officerId !== null);
  const names = await readOfficerNames(trx, officerIds);
  await queueNotices(
    trx,
    [...names].map(([officerId, officerName]) => ({
      businessKey: `policy-version/${policyVersionId}/activated/${officerId}`,
      template: 'version_activated' as const,
      channel: 'console' as const,
      language: 'zh-CN' as const,
      officerId,
      params: { officerName, versionName: name, versionNumber: number, effectiveDate },
      businessDate: effectiveDate,
    })),
  );
}

async function savePosition(
  trx: Transaction<DB>,
  version: PolicyVersion,
  { timeZone }: BusinessClock,
): Promise<Position> {
  const position = positionOf(version, timeZone);
  await saveNextWake(trx, versionWorkflowId(version.kind, version.policyVersionId), position);
  return position;
}

function positionOf({ status, effectiveDate }: PolicyVersion, timeZone: string): Position {
  if (status === 'active' || status === 'retired')
    return { status: 'ended', nextAt: null, next: null };
  if (status !== 'scheduled' || effectiveDate === null)
    return { status: 'open', nextAt: null, next: null };
  return {
    status: 'open',
    nextAt: localInstant(effectiveDate, '00:00', timeZone),
    next: { kind: 'activate', businessDate: effectiveDate, detail: '' },
  };
}
