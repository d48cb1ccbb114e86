/** Who did what to which record: for auditors, newest first. */
import { z } from 'zod';
import { listAuditEvents, type AuditEventRow } from '../../db/queries/audit-events.ts';
import { readCursor, toTimeline } from '../paging.ts';
import { defineRead, type Route } from '../route.ts';
import { cursorPaging, text, timelineOf } from '../schemas/common.ts';
import { auditEvent } from '../schemas/officers.ts';

const seqOf = ({ seq }: AuditEventRow) => seq;

const list = defineRead({
  path: '/v1/audit-events',
  access: 'audit-event.read',
  tag: 'audit',
  summary: 'Read the audit trail, newest first',
  query: z.strictObject({
    ...cursorPaging,
    subjectType: text(60).optional(),
    subjectId: text(80).optional(),
    actorId: text(80).optional(),
    action: text(80).optional(),
  }),
  response: timelineOf(auditEvent),
  handler: async ({ db, query }) => {
    const position = readCursor(query.cursor);
    // One row more than asked for says whether there are more.
    const rows = await listAuditEvents(db, query, { position, size: query.size + 1 });
    return { body: toTimeline(query.size, rows, seqOf, ({ seq: _seq, ...event }) => event) };
  },
});

export const routes: readonly Route[] = [list];
