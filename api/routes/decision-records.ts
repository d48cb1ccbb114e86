/** What was decided, by whom and why; what the applicant is told; and how cases flow through the house. */
import {
  countDays,
  countDecided,
  countReturns,
  listCastVotes,
  listClosedStages,
  readBranchCalendars,
} from '../../db/queries/approval-statistics.ts';
import { measurePeople, measureStages } from '../../domain/approval/flow.ts';
import { deleteView, listViews, saveView } from '../../db/queries/saved-views.ts';
import { DomainError } from '../../domain/errors.ts';
import { readDecisionRecord, readDeclineReasons } from '../decision-record.ts';
import { findReadable } from '../case-reading.ts';
import { defineRead, defineWrite, type Route } from '../route.ts';
import { applicationParams } from '../schemas/application.ts';
import * as wire from '../schemas/records.ts';

const tag = 'decision records';
const one = '/v1/applications/:applicationId';

const shownPeople = 200;

export const routes: readonly Route[] = [
  defineRead({
    path: `${one}/decision-record`,
    access: 'approval.read',
    tag,
    summary: 'Read the whole decision record of an application',
    params: applicationParams,
    response: wire.decisionRecord,
    refusals: ['not_found'],
    handler: async (context) => {
      const { db } = context;
      const application = await findReadable(context, context.params.applicationId);
      return { body: await readDecisionRecord(db, application) };
    },
  }),
  defineRead({
    path: `${one}/decline-reasons`,
    access: 'application.read',
    tag,
    summary: 'Read in plain words why an application was declined',
    params: applicationParams,
    response: wire.declineReasons,
    refusals: ['not_found'],
    handler: async (context) => {
      const { db } = context;
      const application = await findReadable(context, context.params.applicationId);
      return { body: await readDeclineReasons(db, application) };
    },
  }),
  defineRead({
    path: '/v1/approval-flow',
    access: 'report.read',
    tag,
    summary: 'Read throughput, waiting and working time, returns and kept times of a period',
    query: wire.flowQuery,
    response: wire.flow,
    handler: async ({ db, query, scope }) => {
      const calendars = await readBranchCalendars(db);
      const stages = measureStages(await listClosedStages(db, scope, query), calendars);
      const people = measurePeople(await listCastVotes(db, scope, query), calendars);
      const decided = await countDecided(db, scope, query);
      const days = await countDays(db, scope, query);
      const returns = await countReturns(db, scope, query);
      const measured = { stages: [...stages], people: people.slice(0, shownPeople) };
      return { body: { ...query, ...measured, decided, days, returns } };
    },
  }),
  defineRead({
    path: '/v1/saved-views',
    access: 'approval.read',
    tag,
    summary: 'List my saved views, and those my branch shares',
    response: wire.views,
    handler: async ({ db, actor }) => {
      const { actorId: officerId, branchId } = actor;
      return { body: { items: await listViews(db, { officerId, branchId }) } };
    },
  }),
  defineWrite({
    method: 'POST',
    path: '/v1/saved-views',
    access: 'approval.read',
    tag,
    summary: 'Save a view of a queue; one of the same name is replaced',
    body: wire.viewInput,
    response: wire.viewRef,
    status: 201,
    command: async (trx, { actor, body }) => {
      const { actorId: ownerId, branchId } = actor;
      const savedViewId = await saveView(trx, { ...body, ownerId, branchId });
      return { status: 201, body: { savedViewId } };
    },
  }),
  defineWrite({
    method: 'DELETE',
    path: '/v1/saved-views/:savedViewId',
    access: 'approval.read',
    tag,
    summary: 'Delete a saved view of mine',
    params: wire.viewParams,
    response: wire.viewRef,
    refusals: ['not_found'],
    command: async (trx, { actor, params }) => {
      const { savedViewId } = params;
      if (!(await deleteView(trx, { savedViewId, ownerId: actor.actorId }))) {
        throw new DomainError('not_found', { resource: 'saved_view' });
      }
      return { body: { savedViewId } };
    },
  }),
];
