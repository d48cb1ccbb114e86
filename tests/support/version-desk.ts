/** Policy versions of one test house: sent on by one administrator, confirmed by another, put on by their process. */
import { expect } from 'vitest';
import { createRequestActivities } from '../../activities/requests.ts';
import { findRequest, listRequestsOf } from '../../db/queries/approval-requests.ts';
import { readClock } from '../../db/queries/clock.ts';
import { addDays } from '../../domain/calendar.ts';
import type { ApiAnswer, Person, TestApi } from './api.ts';

const path = '/v1/policy-versions';

export type Version = { readonly policyVersionId: string; readonly version: number };

export function versionDesk({ db }: TestApi, second: Person) {
  const act = (person: Person, version: Version, verb: string, body: object = {}) =>
    person.post(`${path}/${version.policyVersionId}/${verb}`, body, { version: version.version });
  const goOn = async ({ policyVersionId }: Pick<Version, 'policyVersionId'>): Promise<void> => {
    const [newest] = await listRequestsOf(db, 'policy_version', policyVersionId);
    const { approval } = (await findRequest(db, newest!.requestId))!;
    await createRequestActivities({ db }).openNextRequestStage(approval.approvalId);
  };
  return {
    act,
    /** Its request takes the step its workflow would take now. */
    goOn,
    /** The second administrator's yes, and what follows from it. */
    confirm: async (version: Version): Promise<ApiAnswer> => {
      await goOn(version);
      const vote = await act(second, version, 'confirm');
      expect(vote.status, JSON.stringify(vote.body)).toBe(201);
      await goOn(version);
      return second.get(`${path}/${version.policyVersionId}`);
    },
    tomorrow: async (): Promise<string> => addDays((await readClock(db)).businessDate, 1),
    passDays: async (days: number): Promise<void> => {
      await db
        .updateTable('installation')
        .set((update) => ({
          clock_offset_ms: update('clock_offset_ms', '+', BigInt(days) * 86_400_000n),
        }))
        .execute();
    },
  };
}
