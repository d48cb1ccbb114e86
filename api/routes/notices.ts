/** What was written to customers and officers: each text as its reader has it, and what became of it. */
import { listNotices } from '../../db/queries/notice-list.ts';
import { offsetOf, toPage } from '../paging.ts';
import { defineRead, type Route } from '../route.ts';
import * as wire from '../schemas/notices.ts';

export const routes: readonly Route[] = [
  defineRead({
    path: '/v1/notices',
    access: 'notice.read',
    tag: 'notices',
    summary: 'List notices, newest first',
    query: wire.noticeQuery,
    response: wire.notices,
    handler: async ({ db, query, scope, actor, clock }) => {
      const { page: _page, size, mine, ...filter } = query;
      const { notices, total } = await listNotices(db, {
        ...filter,
        scope,
        readerId: actor.actorId,
        isMine: mine === 'true',
        limit: size,
        offset: offsetOf(query),
      });
      return {
        body: toPage(query, { rows: notices, total, asOf: clock.now }, (notice) => notice),
      };
    },
  }),
];
