/** The search for people that a form asks with: who may be chosen, and why somebody may not. */
import { findCandidates } from '../candidates.ts';
import { defineRead, type Route } from '../route.ts';
import { candidateQuery, candidates } from '../schemas/candidates.ts';

export const routes: readonly Route[] = [
  defineRead({
    path: '/v1/officers/candidates',
    access: 'delegation.read',
    tag: 'officers',
    summary:
      'Find people for a task, with their load and absence, and why somebody may not be chosen',
    query: candidateQuery,
    response: candidates,
    refusals: [
      'not_found',
      'stage_not_open',
      'four_eyes',
      'conflict_of_interest',
      'no_seat',
      'already_voted',
      'delegated_away',
      'stage_claimed',
      'advice_pending',
      'action_limit_reached',
    ],
    handler: async ({ db, query, actor, scope, clock }) => ({
      body: { items: await findCandidates(db, { query, actor, scope, clock }) },
    }),
  }),
];
