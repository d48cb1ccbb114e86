/**
 * A floating loan on the real engine: its own durable timer reprices it on its day, with nobody asking; a published rate
 * that is confirmed too late reaches the same run by a signal. At the end rows, books and workflows agree.
 */
import { temporal as proto } from '@temporalio/proto';
import { expect, test } from 'vitest';
import { advanceWorkflow } from '../../activities/engine.ts';
import { readClock } from '../../db/queries/clock.ts';
import { addMs, localInstant } from '../../domain/instant.ts';
import { openKeyFile } from '../../ops/keys.ts';
import { compareBooks } from '../../ops/reconciliation/loan-books.ts';
import { testApi } from '../support/api.ts';
import { recordHistory } from '../support/histories.ts';
import {
  moveClock,
  moveClockTo,
  runningTerms,
  seedAcceptedCase,
  startDate,
} from '../support/lending.ts';
import { testTemporal } from '../support/temporal.ts';
import { eventually } from '../support/waiting.ts';
import { testWorker } from '../support/worker.ts';

const api = await testApi();
const { db, config } = api;
await moveClock(db, startDate);
const temporal = await testTemporal();
const parts = { databaseUrl: config.databaseUrl, namespace: temporal.namespace };
await testWorker(parts, { config: { keyFile: config.keyFile } });
const admin = await api.person(['admin'], 'head_office');
const riskManager = await api.person(['risk_manager'], 'head_office');
const operations = await api.person(['operations']);
const finance = await api.person(['finance']);

const repricingDate = '2036-02-15';
const floating = {
  reference: 'lpr_1y',
  spreadPpm: 42_000,
  repricingDay: 'monthly',
  referencePpm: 30_000,
  referenceDate: '2025-05-20',
} as const;

/** Entered by one person and confirmed by another. */
async function publish(effectiveDate: string, ratePpm: number): Promise<void> {
  const source = '全国银行间同业拆借中心公告';
  const entry = { reference: 'lpr_1y', effectiveDate, ratePpm, source };
  const { body } = await admin.post('/v1/reference-rates', entry);
  const confirmed = await riskManager.post(
    `/v1/reference-rates/${body.referenceRateId}/confirmations`,
  );
  expect(confirmed.status, JSON.stringify(confirmed.body)).toBe(201);
}

async function disburse(): Promise<string> {
  const terms = { ...runningTerms, floating };
  const asked = { amount: '100000.00', terms };
  const accepted = await seedAcceptedCase(db, api.branchIds.shanghai, asked);
  await db
    .updateTable('customer')
    .set({ bank_account_cipher: openKeyFile(config.keyFile).seal('6222020000000000011') })
    .where('customer_id', '=', accepted.customerId)
    .execute();
  const { applicationId, contractHash, customerId } = accepted;
  const path = `/v1/applications/${applicationId}/disbursements`;
  const made = await operations.post(path, { contractHash });
  await finance.post(`/v1/disbursements/${made.body.disbursementId}/releases`);
  let loanId = '';
  await eventually(async () => {
    const { body } = await finance.get(`/v1/loans?customerId=${customerId}`);
    loanId = body.items[0]?.loanId ?? '';
    expect(loanId).not.toBe('');
  });
  return loanId;
}

const { EventType } = proto.api.enums.v1;

const handleOf = (loanId: string) => temporal.client.workflow.getHandle(`loan/${loanId}`);

/** What the engine wrote down since its clock was last moved, by kind. */
async function eventsSinceUpdate(loanId: string) {
  const { events } = await handleOf(loanId).fetchHistory();
  const kinds = (events ?? []).map(({ eventType }) => eventType);
  return kinds.slice(
    kinds.lastIndexOf(EventType.EVENT_TYPE_WORKFLOW_EXECUTION_UPDATE_COMPLETED) + 1,
  );
}

test('a floating loan reprices by its own timer, and a late rate reaches the same run', async () => {
  const loanId = await disburse();
  let runId = '';
  await eventually(async () => {
    runId = (await handleOf(loanId).describe()).runId;
  });
  await publish('2036-02-01', 29_000);
  // Everything before is done; then the clock is left alone, a few seconds before the step of the day.
  const stepAt = localInstant(repricingDate, '00:10', 'Asia/Shanghai');
  await moveClockTo(db, addMs(stepAt, -15_000));
  const { clockOffsetMs } = await readClock(db);
  expect(await advanceWorkflow(temporal, `loan/${loanId}`, clockOffsetMs)).toBe('advanced');
  const shown = async () => (await finance.get(`/v1/loans/${loanId}`)).body;
  expect(await shown()).toMatchObject({ annualRatePpm: 72_000 });

  await eventually(async () => expect(await shown()).toMatchObject({ annualRatePpm: 71_000 }));
  await eventually(async () =>
    expect(await eventsSinceUpdate(loanId)).toContain(EventType.EVENT_TYPE_TIMER_FIRED),
  );

  await publish('2036-02-10', 27_000);
  await eventually(async () => expect(await shown()).toMatchObject({ annualRatePpm: 69_000 }));
  const { items } = (await finance.get(`/v1/loans/${loanId}/events`)).body;
  const changes = items.filter(({ kind }: { kind: string }) => kind === 'rate_change');
  expect(changes.map((event: any) => [event.effectiveDate, event.payload.annualRatePpm])).toEqual([
    [repricingDate, 71_000],
    [repricingDate, 69_000],
  ]);
  const described = await handleOf(loanId).describe();
  expect([described.runId, described.status.name]).toEqual([runId, 'RUNNING']);
  expect((await compareBooks(db)).differences).toEqual([]);
  await recordHistory(temporal.client, 'service-loan-repriced', { workflowId: `loan/${loanId}` });
});
