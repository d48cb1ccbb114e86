/** The working calendar over HTTP: entered by one, confirmed by another, and the unpaid due dates that move with it. */
import { expect, test } from 'vitest';
import { testApi } from '../support/api.ts';
import { seedPoliciesAndCalendar } from '../support/cases.ts';
import { moveClock, runningTerms, seedAcceptedCase } from '../support/lending.ts';
import { lookAt, runDisbursement, seedReleased } from '../support/servicing.ts';

const api = await testApi();
const { db } = api;
await moveClock(db, '2036-02-13');
await seedPoliciesAndCalendar(db);
const admin = await api.person(['admin'], 'head_office');
const otherAdmin = await api.person(['admin'], 'head_office');
const officer = await api.person(['loan_officer']);
const finance = await api.person(['finance']);

const all = '/v1/calendar-changes';
const holiday = (date: string) => ({ date, kind: 'holiday', name: '测试假日' });
const proposal = (days: readonly object[], rest: object = {}) => ({
  year: 2036,
  status: 'published',
  source: '国务院办公厅关于2036年部分节假日安排的通知',
  days,
  ...rest,
});

test('a year without a notice is shown as provisional, never as an ordinary one', async () => {
  const { body } = await officer.get('/v1/calendar-years');
  const at = (year: number) =>
    body.items.find((item: { readonly year: number }) => item.year === year);
  expect(at(2026)).toMatchObject({ status: 'published', isKnown: true });
  expect(at(2036)).toMatchObject({ status: 'provisional', isKnown: false });
  expect(body.unconfirmedCount).toBe(2);
  const year = (await admin.get('/v1/calendar-years/2036')).body;
  expect(year).toMatchObject({
    isKnown: false,
    days: [],
    firstOpenDate: '2036-02-14',
    openChange: null,
    actions: ['calendar-change.create'],
  });
  expect((await officer.post(all, proposal([holiday('2036-05-01')]))).status).toBe(403);
});

test.each([
  ['a day of another year', [holiday('2037-05-01')], '/days/0'],
  ['a day twice', [holiday('2036-05-01'), holiday('2036-05-01')], '/days/1'],
  [
    'a make-up workday in the week',
    [{ ...holiday('2036-05-01'), kind: 'make_up_workday' }],
    '/days/0',
  ],
])('%s is refused where it stands', async (_case, days, pointer) => {
  const { status, body } = await admin.post('/v1/calendar-previews', proposal(days));
  expect(status).toBe(422);
  expect(body.errors[0]).toMatchObject({ pointer });
});

test('days up to the business date stay, and a year is not changed into itself', async () => {
  const past = await admin.post(all, proposal([holiday('2036-02-13')]));
  expect(past.body).toMatchObject({ code: 'calendar_day_past', date: '2036-02-13' });
  const same = await admin.post(all, proposal([], { status: 'provisional', source: ' x' }));
  expect(same.status).toBe(201);
  const { calendarChangeId } = same.body;
  const taken = await admin.post(`${all}/${calendarChangeId}/rejections`, { reason: '录入错误' });
  expect(taken.body).toMatchObject({ status: 'rejected', reason: '录入错误', actions: [] });
  const again = await otherAdmin.post(`${all}/${calendarChangeId}/confirmations`);
  expect(again).toMatchObject({ status: 409, body: { code: 'calendar_change_settled' } });
});

test('what moves is shown first, a second person confirms, and each loan moves once', async () => {
  const terms = { ...runningTerms, dueDateShift: 'following' } as const;
  const { shanghai } = api.branchIds;
  const accepted = await seedAcceptedCase(db, shanghai, { amount: '100000.00', terms });
  const loanId = (await runDisbursement(db, await seedReleased(db, accepted)))!;
  const rows = async () => (await finance.get(`/v1/loans/${loanId}/schedule`)).body.rows;
  const dueDate = (await rows())[0].dueDate as string;
  expect(dueDate).toBe('2036-03-13');

  const days = [holiday('2036-03-13'), holiday('2036-03-14')];
  const shown = (await admin.post('/v1/calendar-previews', proposal(days))).body;
  expect(shown).toMatchObject({
    changedDates: ['2036-03-13', '2036-03-14'],
    loanCount: 1,
    dueDateCount: 1,
    moved: [{ installmentNumber: 1, fromDate: '2036-03-13', toDate: '2036-03-17' }],
  });
  const entered = await admin.post(all, proposal(days));
  expect(entered.body).toMatchObject({ status: 'entered', actions: ['calendar-change.reject'] });
  const one = `${all}/${entered.body.calendarChangeId}`;
  expect((await otherAdmin.post(all, proposal([]))).body.code).toBe('calendar_change_open');
  expect((await admin.post(`${one}/confirmations`)).body.code).toBe('four_eyes');
  expect((await otherAdmin.get(`${one}/effects`)).body).toMatchObject({
    loanCount: 1,
    appliedCount: 0,
  });
  const { items } = (await otherAdmin.get(`${all}?status=entered`)).body;
  expect(items[0].actions).toEqual(['calendar-change.confirm', 'calendar-change.reject']);
  expect((await rows())[0].dueDate).toBe('2036-03-13');
  expect((await otherAdmin.post(`${one}/confirmations`)).body).toMatchObject({
    status: 'confirmed',
  });
  await lookAt(db, loanId);
  expect((await rows())[0].dueDate).toBe('2036-03-17');
  await lookAt(db, loanId);
  const moves = await db
    .selectFrom('audit_event')
    .select('after')
    .where('action', '=', 'loan.due_dates_moved')
    .execute();
  expect(moves).toMatchObject([{ after: { dueDates: ['1 2036-03-17'] } }]);
  expect((await admin.get(`${one}/effects`)).body).toMatchObject({ loanCount: 1, appliedCount: 1 });
  const year = (await admin.get('/v1/calendar-years/2036')).body;
  expect(year).toMatchObject({ status: 'published', days: [{ date: '2036-03-13' }, {}] });
});
