/**
 * An upgrade in the middle of the work: cases begun under the workflow code of the release before are finished by the
 * code of today. The worker of the old release is the real one with the old bundle, on the same rows and engine.
 */
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, test } from 'vitest';
import { startWorker } from '../../activities/worker.ts';
import { findRequest } from '../../db/queries/approval-requests.ts';
import { findApplication } from '../../db/queries/applications.ts';
import { findApprovalOfRound } from '../../db/queries/approvals.ts';
import { listStagesOf, type Stage } from '../../db/queries/stages.ts';
import { writeWorkflowBundle } from '../../ops/bundle.ts';
import { testApi } from '../support/api.ts';
import { cny, seedPoliciesAndCalendar, submitCase } from '../support/cases.ts';
import { testConfig } from '../support/config.ts';
import { recordHistory } from '../support/histories.ts';
import { moveClock, seedOfficer } from '../support/lending.ts';
import { actions } from '../support/scenario-actions.ts';
import { engageCast, type CastName } from '../support/scenario-cast.ts';
import type { ScenarioStage } from '../support/scenario-file.ts';
import { makePolicies } from '../support/scenario-policies.ts';
import { testTemporal } from '../support/temporal.ts';
import { tempFolder } from '../support/temp-folder.ts';
import { eventually } from '../support/waiting.ts';

const api = await testApi();
const { db } = api;
await moveClock(db, '2036-02-13', '09:30');
await seedPoliciesAndCalendar(db);
const cast = await engageCast(api);
const temporal = await testTemporal();
const config = testConfig({
  databaseUrl: api.config.databaseUrl,
  namespace: temporal.namespace,
});

const oldSource = fileURLToPath(
  new URL('../histories/previous-release/workflows.js', import.meta.url),
);
const oldBundle = join(tempFolder(), 'previous-release.js');
await writeWorkflowBundle(oldSource, oldBundle);
let worker = await startWorker({ ...config, workflowBundle: oldBundle });
afterAll(() => worker.stop());

type Turn = readonly [by: CastName, does: string, given?: Readonly<Record<string, unknown>>];
type Journey = {
  readonly path: readonly ScenarioStage[];
  readonly before: readonly Turn[];
  readonly after: readonly Turn[];
  readonly decision: string;
};

const officers: ScenarioStage = { stage: 'credit_officer', people: ['An', 'Bo'] };
const committee: readonly CastName[] = ['Ke', 'Lu', 'Mo'];
const journeys: Readonly<Record<string, Journey>> = {
  any: {
    path: [officers, { stage: 'branch_head', people: ['Fang', 'Gao'], otherPerson: true }],
    before: [['An', 'approve']],
    after: [['Fang', 'approve']],
    decision: 'offered',
  },
  all: {
    path: [{ stage: 'credit_committee', mode: 'all', people: committee }],
    before: [['Ke', 'approve']],
    after: [
      ['Lu', 'approve'],
      ['Mo', 'approve'],
    ],
    decision: 'offered',
  },
  n_of_m: {
    path: [officers, { stage: 'credit_committee', mode: 'n_of_m', needs: 2, people: committee }],
    before: [
      ['An', 'approve'],
      ['Ke', 'decline'],
    ],
    after: [['Lu', 'decline']],
    decision: 'declined',
  },
  sequential: {
    path: [{ stage: 'risk_manager', mode: 'sequential', people: ['He', 'Jia'] }],
    before: [['He', 'approve']],
    after: [['Jia', 'approve']],
    decision: 'offered',
  },
  veto: {
    path: [officers, { stage: 'risk_manager', mode: 'all', people: ['He'], veto: ['Qin'] }],
    before: [['An', 'approve']],
    after: [['Qin', 'decline']],
    decision: 'declined',
  },
  returned: {
    path: [officers, { stage: 'branch_head', people: ['Fang', 'Gao'], otherPerson: true }],
    before: [['An', 'return', { to: 'applicant', afterwards: 'resume_here' }]],
    after: [
      ['Lin', 'hand_in_again'],
      ['An', 'approve'],
      ['Gao', 'approve'],
    ],
    decision: 'offered',
  },
  untouched: {
    path: [officers, { stage: 'branch_head', people: ['Fang', 'Gao'], otherPerson: true }],
    before: [],
    after: [
      ['Bo', 'approve'],
      ['Gao', 'decline'],
    ],
    decision: 'declined',
  },
};

type Begun = {
  readonly applicationId: string;
  readonly customerId: string;
  readonly product: string;
};

/** The one stage that runs, once the workflow has opened it. */
async function runningStage(read: () => Promise<readonly Stage[]>): Promise<Stage> {
  let found: Stage | undefined;
  await eventually(async () => {
    const stages = await read();
    found = stages.find(({ status }) => status === 'open' || status === 'returned');
    expect(found).toBeDefined();
  });
  return found!;
}

async function stagesOfCase(applicationId: string): Promise<Stage[]> {
  const approval = await findApprovalOfRound(db, applicationId, 1);
  return approval === undefined ? [] : listStagesOf(db, approval.approvalId);
}

async function stagesOfRequest(requestId: string): Promise<Stage[]> {
  return listStagesOf(db, (await findRequest(db, requestId))!.approval.approvalId);
}

async function takeTurn(begun: Begun, stage: Stage, [by, does, given = {}]: Turn): Promise<void> {
  const known = new Map<string, string>();
  const { stageId } = stage;
  const context = { ...begun, cast, known, stageId, businessDate: '2036-02-13', conditionIds: [] };
  const answer = await actions[does]!(cast[by], given, context);
  expect(answer.status, `${by} ${does} ${JSON.stringify(answer.body)}`).toBeLessThan(300);
}

async function begin(name: string, { path, before }: Journey): Promise<Begun> {
  const product = await makePolicies(db, cast, { title: name, path, steps: [] }, `old-${name}`);
  const begun = {
    ...(await submitCase(api, cast.Lin, { product, amount: cny('20000.00') })),
    product,
  };
  await play(begun, before);
  await runningStage(() => stagesOfCase(begun.applicationId));
  return begun;
}

async function play(begun: Begun, turns: readonly Turn[]): Promise<void> {
  for (const turn of turns) {
    await takeTurn(begun, await runningStage(() => stagesOfCase(begun.applicationId)), turn);
  }
}

/** Asks for a limit; its first of two stages is approved. */
async function beginRequest(): Promise<string> {
  const officerId = await seedOfficer(db, cast.Lin.branchId);
  const body = { subjectType: 'limit_change', officerId, limit: cny('50000.00') };
  const made = await cast.Lin.post('/v1/approval-requests', body);
  expect(made.status, JSON.stringify(made.body)).toBe(201);
  const { requestId } = made.body;
  const begun = { applicationId: '', customerId: '', product: '' };
  const stage = await runningStage(() => stagesOfRequest(requestId));
  await takeTurn(begun, stage, ['Qin', 'approve']);
  return requestId;
}

async function historyOf(workflowId: string) {
  const { events } = await temporal.client.workflow.getHandle(workflowId).fetchHistory();
  return events ?? [];
}

/** A workflow that cannot go on has failed tasks. */
async function holdNoFailedTask(workflowId: string): Promise<void> {
  const kinds = (await historyOf(workflowId)).map(({ eventType }) => eventType);
  expect(kinds, workflowId).not.toContain(TASK_FAILED);
}

/** `EVENT_TYPE_WORKFLOW_TASK_FAILED` of temporal.api.enums.v1. */
const TASK_FAILED = 9;

test('what began under the release before is decided under the code of today', async () => {
  const begun = new Map<string, Begun>();
  for (const [name, journey] of Object.entries(journeys))
    begun.set(name, await begin(name, journey));
  const requestId = await beginRequest();
  await runningStage(() => stagesOfRequest(requestId));

  await worker.stop();
  worker = await startWorker(config);

  for (const [name, { after, decision }] of Object.entries(journeys)) {
    const one = begun.get(name)!;
    await play(one, after);
    await eventually(async () => {
      expect((await findApplication(db, one.applicationId))!.status, name).toBe(decision);
    });
    const workflowId = `application/${one.applicationId}/1`;
    const handle = temporal.client.workflow.getHandle(workflowId);
    await eventually(async () => {
      const { status } = await handle.describe();
      expect(status.name, name).toBe(decision === 'declined' ? 'COMPLETED' : 'RUNNING');
    });
    await holdNoFailedTask(workflowId);
    await recordHistory(temporal.client, `approve-application-upgraded-${name}`, { workflowId });
  }
  await finishRequest(requestId);
});

/** Under the old code a request ended with its last stage; under the new one it also takes effect. */
async function finishRequest(requestId: string): Promise<void> {
  const begun = { applicationId: '', customerId: '', product: '' };
  const stage = await runningStage(() => stagesOfRequest(requestId));
  await takeTurn(begun, stage, ['Shen', 'approve']);
  await eventually(async () => {
    expect((await findRequest(db, requestId))!.request.status).toBe('effective');
  });
  const { approval } = (await findRequest(db, requestId))!;
  const workflowId = `approval/${approval.approvalId}`;
  const handle = temporal.client.workflow.getHandle(workflowId);
  await eventually(async () => expect((await handle.describe()).status.name).toBe('COMPLETED'));
  await holdNoFailedTask(workflowId);
  // Marked by the first build that knew the step: the old code had not.
  const markers = (await historyOf(workflowId)).map(
    (event) => event.markerRecordedEventAttributes?.markerName,
  );
  expect(markers).toContain('core_patch');
  await recordHistory(temporal.client, 'approve-request-upgraded', { workflowId });
}
