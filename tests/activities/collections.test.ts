/** Late loans from their first day past due to the end of their case, on real loans served by the real activities. */
import { expect, test } from 'vitest';
import { createCollectionActivities, openOrJoinCase } from '../../activities/collections.ts';
import { findCase } from '../../db/queries/cases.ts';
import { insertStop } from '../../db/queries/contacts.ts';
import { insertPromise, listPromises } from '../../db/queries/promises.ts';
import { addDays, type IsoDate } from '../../domain/calendar.ts';
import { testDatabase } from '../support/database.ts';
import { runCaseUntil, seedCollector, seedContactPolicy } from '../support/collections.ts';
import { moveClock, seedAcceptedCase, seedInstallation, startDate } from '../support/lending.ts';
import {
  lookAt,
  runDisbursement,
  runUntil,
  seedPayment,
  seedReleased,
  stateOf,
} from '../support/servicing.ts';

const { db } = await testDatabase();
const branchId = await seedInstallation(db);
await moveClock(db, startDate);
await seedContactPolicy(db, startDate);
const collector = await seedCollector(db, branchId, 'collector');
const senior = await seedCollector(db, branchId, 'senior_collector');
const lead = await seedCollector(db, branchId, 'collection_lead');
const collections = createCollectionActivities({ db });

type Late = { loanId: string; caseId: string; customerId: string; dueDate: IsoDate };

async function openLoan(customerId?: string) {
  const accepted = await seedAcceptedCase(db, branchId, {
    amount: '100000.00',
    ...(customerId === undefined ? {} : { customerId }),
  });
  const loanId = (await runDisbursement(db, await seedReleased(db, accepted)))!;
  const dueDate = (await stateOf(db, loanId)).rows[0]!.dueDate;
  return { loanId, dueDate, customerId: accepted.customerId };
}

/** A loan whose first installment was not paid, on its first day past due. */
async function lateLoan(): Promise<Late> {
  const { loanId, dueDate, customerId } = await openLoan();
  await runUntil(db, loanId, addDays(dueDate, 1));
  const { case_id } = await db
    .selectFrom('case_loan')
    .select('case_id')
    .where('loan_id', '=', loanId)
    .executeTakeFirstOrThrow();
  return { loanId, caseId: case_id, customerId, dueDate };
}

async function pay({ loanId }: Late, amount: string): Promise<void> {
  await seedPayment(db, loanId, amount);
  await lookAt(db, loanId);
}

async function promise(
  { caseId }: Late,
  parts: readonly (readonly [IsoDate, bigint])[],
  createdDate: IsoDate,
) {
  await db.transaction().execute((trx) =>
    insertPromise(trx, {
      caseId,
      currency: 'CNY',
      createdDate,
      graceDays: 1,
      takenBy: collector,
      parts: parts.map(([promiseDate, amountMinor]) => ({ promiseDate, amountMinor })),
    }),
  );
}

async function kindsOf(caseId: string): Promise<string[]> {
  const rows = await db
    .selectFrom('case_event')
    .select('kind')
    .where('case_id', '=', caseId)
    .orderBy('seq')
    .execute();
  return rows.map(({ kind }) => kind);
}

async function noticesOf(caseId: string) {
  return db
    .selectFrom('notice')
    .select(['template', 'channel', 'status', 'officer_id', 'body', 'business_date'])
    .where('case_id', '=', caseId)
    .orderBy('created_at')
    .execute();
}

test('openOrJoinCase() opens one case for a customer, and a second late loan joins it', async () => {
  const first = await lateLoan();
  const opened = (await findCase(db, first.caseId))!;
  expect(opened).toMatchObject({
    status: 'open',
    level: 'collector',
    ownerId: collector,
    bucket: 'M1',
    daysPastDue: 1,
    overdueMinor: 866_190n,
    openedDate: addDays(first.dueDate, 1),
  });
  expect(opened.number).toMatch(/^CC\d{4}-\d{6}$/);

  const second = await openLoan(first.customerId);
  await runUntil(db, second.loanId, addDays(second.dueDate, 1));
  const loans = await db
    .selectFrom('case_loan')
    .select('loan_id')
    .where('case_id', '=', first.caseId)
    .execute();
  expect(new Set(loans.map(({ loan_id }) => loan_id))).toEqual(
    new Set([first.loanId, second.loanId]),
  );
  expect(await kindsOf(first.caseId)).toEqual([
    'collection_case.opened',
    'collection_case.loan_joined',
  ]);
  const lines = await db
    .selectFrom('outbox')
    .select(['action', 'name'])
    .where('workflow_id', '=', `collection-case/${first.caseId}`)
    .orderBy('seq')
    .execute();
  expect(lines[0]).toEqual({ action: 'start', name: 'workCollectionCase' });
  expect(lines.slice(1).every(({ action }) => action === 'signal')).toBe(true);
});

test('openOrJoinCase() of two late loans in the same instant opens one case with both', async () => {
  const one = await openLoan();
  const other = await openLoan(one.customerId);
  const { customerId } = one;
  const businessDate = addDays(one.dueDate, 1);
  await db
    .updateTable('loan_position')
    .set({ days_past_due: 1, overdue_minor: 1000n, business_date: businessDate })
    .where('loan_id', 'in', [one.loanId, other.loanId])
    .execute();
  const open = (loanId: string) =>
    db
      .transaction()
      .execute((trx) => openOrJoinCase(trx, { loanId, customerId, branchId, businessDate }));
  const opened = await Promise.all([open(one.loanId), open(other.loanId)]);
  expect(new Set(opened.map(({ caseId }) => caseId)).size).toBe(1);
  expect(opened.filter(({ isNew }) => isNew)).toHaveLength(1);
  expect(await findCase(db, opened[0]!.caseId)).toMatchObject({ overdueMinor: 2000n });
});

test('runCaseStep() of the same step twice at once takes it once', async () => {
  const late = await lateLoan();
  const { next } = await collections.lookAtCase(late.caseId);
  const positions = await Promise.all([
    collections.runCaseStep(late.caseId, next!),
    collections.runCaseStep(late.caseId, next!),
  ]);
  expect(positions[0]).toEqual(positions[1]);
  const taken = (await kindsOf(late.caseId)).filter(
    (kind) => kind === 'collection_case.step_taken',
  );
  expect(taken).toHaveLength(1);
});

test('runCaseStep() climbs the ladder rung by rung, each once and on its own day', async () => {
  const late = await lateLoan();
  const { taken } = await runCaseUntil(db, late.caseId, addDays(late.dueDate, 6));
  expect(taken).toEqual([
    `${addDays(late.dueDate, 1)} ladder soft_notice`,
    `${addDays(late.dueDate, 3)} ladder courtesy_call`,
    `${addDays(late.dueDate, 5)} ladder first_personal_call`,
  ]);
  const notices = await noticesOf(late.caseId);
  expect(
    notices.map(({ template, channel, status }) => `${template} ${channel} ${status}`),
  ).toEqual([
    'overdue_soft sms queued',
    'overdue_soft push queued',
    'collection_courtesy voice queued',
    'case_step_due console queued',
  ]);
  expect(notices[0]!.body).toContain('8,661.90 CNY');
  expect(notices[0]!.body).toContain(`was due on ${late.dueDate}`);
  expect(notices.at(-1)).toMatchObject({ officer_id: collector });

  // A local activity may run twice: the second time the step is done already.
  const again = {
    kind: 'ladder',
    businessDate: addDays(late.dueDate, 5),
    detail: 'first_personal_call',
  };
  const position = await collections.runCaseStep(late.caseId, again);
  expect(await noticesOf(late.caseId)).toHaveLength(4);
  expect(position.next).toMatchObject({ kind: 'inaction' });
});

test('runCaseStep() raises a case that nobody touched, level by level, and tells old and new owner', async () => {
  const late = await lateLoan();
  const { position } = await runCaseUntil(db, late.caseId, addDays(late.dueDate, 19));
  const after = (await findCase(db, late.caseId))!;
  expect(after).toMatchObject({ level: 'collection_lead', ownerId: lead, bucket: 'M1' });
  const raised = await db
    .selectFrom('case_event')
    .select(['business_date', 'details'])
    .where('case_id', '=', late.caseId)
    .where('kind', '=', 'collection_case.escalated')
    .orderBy('seq')
    .execute();
  expect(raised).toEqual([
    {
      business_date: addDays(late.dueDate, 8),
      details: { level: 'senior_collector', ownerId: senior, reason: 'inaction' },
    },
    {
      business_date: addDays(late.dueDate, 18),
      details: { level: 'collection_lead', ownerId: lead, reason: 'inaction' },
    },
  ]);
  const told = (await noticesOf(late.caseId))
    .filter(({ template }) => template === 'case_escalated')
    .map(({ officer_id }) => officer_id);
  expect(new Set(told)).toEqual(new Set([collector, senior, lead]));
  expect(told).toHaveLength(4);
  expect(position.next).toMatchObject({ kind: 'ladder', detail: 'follow_up_24' });
});

test('lookAtCase() ends the case when nothing is past due any more', async () => {
  const late = await lateLoan();
  await runCaseUntil(db, late.caseId, addDays(late.dueDate, 2));
  await pay(late, '9000.00');
  const ended = { status: 'ended', nextAt: null, next: null };
  expect(await collections.lookAtCase(late.caseId)).toEqual(ended);
  expect(await findCase(db, late.caseId)).toMatchObject({
    status: 'cured',
    bucket: 'M0',
    daysPastDue: 0,
    overdueMinor: 0n,
  });
  expect((await kindsOf(late.caseId)).at(-1)).toBe('collection_case.cured');
  const { status } = await db
    .selectFrom('process')
    .select('status')
    .where('workflow_id', '=', `collection-case/${late.caseId}`)
    .executeTakeFirstOrThrow();
  expect(status).toBe('ended');

  // The next installment missed is another case.
  await runUntil(db, late.loanId, addDays(late.dueDate, 40));
  const cases = await db
    .selectFrom('case_loan')
    .select('case_id')
    .where('loan_id', '=', late.loanId)
    .execute();
  expect(cases).toHaveLength(2);
});

test('runCaseStep() judges a promise when its last day is over, and calls wait for it', async () => {
  const late = await lateLoan();
  const made = addDays(late.dueDate, 2);
  await runCaseUntil(db, late.caseId, made);
  await promise(late, [[addDays(made, 5), 300_000n]], made);
  const { taken } = await runCaseUntil(db, late.caseId, addDays(made, 8));
  const judgedDate = addDays(made, 7);
  const [judged] = await listPromises(db, late.caseId);
  expect(judged).toMatchObject({ status: 'broken', judgedDate });
  expect(taken.map((line) => line.split(' ').slice(0, 2).join(' '))).toEqual([
    `${judgedDate} promise`,
    `${judgedDate} ladder`,
    `${addDays(late.dueDate, 10)} ladder`,
  ]);
  const told = (await noticesOf(late.caseId)).filter(
    ({ template }) => template === 'promise_broken',
  );
  expect(told).toHaveLength(1);
  expect(told[0]!.body).toContain('3,000.00 CNY');
});

test('lookAtCase() says kept as soon as it is true, and partial for a part of it', async () => {
  const late = await lateLoan();
  const made = addDays(late.dueDate, 2);
  await runCaseUntil(db, late.caseId, made);
  const parts = [
    [addDays(made, 2), 200_000n],
    [addDays(made, 4), 300_000n],
  ] as const;
  await promise(late, parts, made);
  await pay(late, '2000.00');
  await collections.lookAtCase(late.caseId);
  const statuses = async () => (await listPromises(db, late.caseId)).map(({ status }) => status);
  expect(await statuses()).toEqual(['kept', 'open']);

  await moveClock(db, addDays(made, 4));
  await pay(late, '1000.00');
  await runCaseUntil(db, late.caseId, addDays(made, 6));
  expect(await statuses()).toEqual(['kept', 'partial']);
});

test('two broken promises in 90 days raise the case one level', async () => {
  const late = await lateLoan();
  for (const offset of [1, 4]) {
    const made = addDays(late.dueDate, offset);
    await runCaseUntil(db, late.caseId, made);
    await promise(late, [[addDays(made, 1), 100_000n]], made);
    await runCaseUntil(db, late.caseId, addDays(made, 3));
  }
  const events = await db
    .selectFrom('case_event')
    .select('details')
    .where('case_id', '=', late.caseId)
    .where('kind', '=', 'collection_case.escalated')
    .execute();
  expect(events.map(({ details }) => details['reason'])).toEqual(['broken_promises']);
});

test('a stop rests the case until it ends', async () => {
  const late = await lateLoan();
  const date = addDays(late.dueDate, 2);
  await runCaseUntil(db, late.caseId, date);
  const untilDate = addDays(date, 20);
  await db.transaction().execute((trx) =>
    insertStop(trx, {
      customerId: late.customerId,
      caseId: late.caseId,
      flag: 'dispute',
      reason: 'disputes the amount',
      setBy: collector,
      startsDate: date,
      untilDate,
    }),
  );
  const resting = await runCaseUntil(db, late.caseId, addDays(date, 10));
  expect(resting.taken).toEqual([]);
  expect(await findCase(db, late.caseId)).toMatchObject({
    status: 'suspended',
    suspendedUntilDate: untilDate,
    level: 'collector',
  });
  expect(resting.position.next).toMatchObject({
    kind: 'resume',
    businessDate: addDays(untilDate, 1),
  });
  await runCaseUntil(db, late.caseId, addDays(untilDate, 1));
  expect(await findCase(db, late.caseId)).toMatchObject({ status: 'open' });
});

test('a message that the rules forbid waits for its time, and goes out then with the facts of that day', async () => {
  const late = await lateLoan();
  // The worker was down all evening: the morning's step runs at 22:30.
  const date = addDays(late.dueDate, 1);
  await moveClock(db, date, '22:30');
  const position = await collections.lookAtCase(late.caseId);
  const held = await collections.runCaseStep(late.caseId, position.next!);
  expect((await noticesOf(late.caseId)).map(({ status }) => status)).toEqual([
    'withheld',
    'withheld',
  ]);
  expect(held).toMatchObject({
    nextAt: `${addDays(date, 1)}T00:00:00.000Z`,
    next: { kind: 'resend', businessDate: addDays(date, 1) },
  });
  await runCaseUntil(db, late.caseId, addDays(date, 1));
  const [sms] = await noticesOf(late.caseId);
  expect(sms).toMatchObject({ status: 'queued', business_date: addDays(date, 1) });
  expect(sms!.body).toContain('2 days past due');
});
