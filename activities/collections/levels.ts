/** Who works a case: the level by days past due, one up when nobody acted or promises were broken, and who of that level. */
import type { Transaction } from 'kysely';
import {
  defaultLadder,
  levelAbove,
  levelFor,
  type CollectorLevel,
} from '../../domain/collections/ladder.ts';
import { defaultPromiseRules, doBrokenPromisesEscalate } from '../../domain/collections/promise.ts';
import { localInstant } from '../../domain/instant.ts';
import { readOfficerNames } from '../../db/queries/approvers.ts';
import type { CaseChange } from '../../db/queries/cases.ts';
import { findLeastLoaded } from '../../db/queries/collectors.ts';
import type { CaseHappening } from '../../db/queries/case-events.ts';
import type { DB } from '../../db/tables.ts';
import { collectionWord } from '../../locales/catalogue.ts';
import { queueNotices } from '../notices.ts';
import { officerFacts, type CaseState } from './case-state.ts';
import { dueEscalation } from './deadlines.ts';

export type LevelChange = {
  readonly toLevel: CollectorLevel;
  readonly reason: 'days_past_due' | 'inaction' | 'broken_promises';
};

/** The one reason to raise the case that applies now, if any: days past due, broken promises, nobody acting. */
export function levelChangeOf(state: CaseState): LevelChange | null {
  const { level, daysPastDue, date, collectionCase, promises, wasBrokenNow } = state;
  if (collectionCase.status !== 'open') return null;
  const byDays = levelFor(defaultLadder, daysPastDue, level);
  if (byDays !== level) return { toLevel: byDays, reason: 'days_past_due' };
  const above = levelAbove(level);
  const brokenDates = promises
    .filter(({ status }) => status === 'broken')
    .map(({ judgedDate }) => judgedDate)
    .filter((judgedDate) => judgedDate !== null);
  if (
    wasBrokenNow &&
    above !== null &&
    doBrokenPromisesEscalate(brokenDates, date, defaultPromiseRules)
  )
    return { toLevel: above, reason: 'broken_promises' };
  const escalation = dueEscalation(state);
  if (escalation !== null && escalation.escalatesDate <= date)
    return { toLevel: escalation.toLevel, reason: 'inaction' };
  return null;
}

/**
 * Hands the case to the least loaded of the new level; both the new and the former owner learn of it. Without anybody
 * of that level it stays where it is, under the new level, for the lead to assign.
 */
export async function raiseLevel(
  trx: Transaction<DB>,
  state: CaseState,
  { toLevel, reason }: LevelChange,
): Promise<{ readonly change: CaseChange; readonly happening: CaseHappening }> {
  const { caseId, branchId, ownerId } = state.collectionCase;
  const found = await findLeastLoaded(trx, { role: toLevel, branchId, except: ownerId });
  const newOwnerId = found?.officerId ?? ownerId;
  await tellOwners(trx, state, toLevel, [newOwnerId, ownerId]);
  return {
    change: {
      level: toLevel,
      ownerId: newOwnerId,
      claimedUntil: null,
      // An escalation is an action: the days of silence count from it.
      lastActionAt: localInstant(state.date, '09:00', state.timeZone),
    },
    happening: {
      kind: 'collection_case.escalated',
      caseId,
      actorId: null,
      before: { level: state.level, ownerId },
      details: { level: toLevel, ownerId: newOwnerId, reason },
    },
  };
}

async function tellOwners(
  trx: Transaction<DB>,
  state: CaseState,
  toLevel: CollectorLevel,
  officerIds: readonly (string | null)[],
): Promise<void> {
  const readers = [...new Set(officerIds.filter((officerId) => officerId !== null))];
  const names = await readOfficerNames(trx, readers);
  const { caseId } = state.collectionCase;
  await queueNotices(
    trx,
    [...names].map(([officerId, officerName]) => ({
      businessKey: `collection-case/${caseId}/escalated/${toLevel}/${state.date}/${officerId}`,
      template: 'case_escalated' as const,
      channel: 'console' as const,
      language: 'zh-CN' as const,
      officerId,
      caseId,
      params: {
        ...officerFacts(state),
        officerName,
        level: collectionWord('zh-CN', 'level', toLevel),
      },
      businessDate: state.date,
    })),
  );
}
