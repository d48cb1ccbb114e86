/** Cases of one test house: handed in by an officer until the first stage asks, and what has become of them. */
import { openStage, submitCase } from './cases.ts';
import type { Person, TestApi } from './api.ts';

export function caseDesk(api: TestApi, officer: Person) {
  const { db } = api;
  return {
    /** An application handed in, with its first stage open. */
    inReview: async (changes: Record<string, unknown> = {}) => {
      const { applicationId } = await submitCase(api, officer, changes);
      return { applicationId, ...(await openStage(db, applicationId)) };
    },
    statusOf: async (applicationId: string): Promise<string> =>
      (await officer.get(`/v1/applications/${applicationId}`)).body.status,
    /** Templates of all notices, in the order they were written. */
    noticesOf: async (applicationId: string): Promise<string[]> => {
      const rows = await db
        .selectFrom('notice')
        .select('template')
        .where('application_id', '=', applicationId)
        .orderBy('created_at')
        .execute();
      return rows.map(({ template }) => template);
    },
    /** Kinds of all events of the record, in order. */
    kindsOf: async (applicationId: string): Promise<string[]> => {
      const rows = await db
        .selectFrom('approval_event')
        .select('kind')
        .where('application_id', '=', applicationId)
        .orderBy('seq')
        .execute();
      return rows.map(({ kind }) => kind);
    },
  };
}
