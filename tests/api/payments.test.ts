/** From an accepted offer to the last payment over HTTP, with the processes played by the test. */
import { expect, test } from 'vitest';
import { testApi } from '../support/api.ts';
import { moveClock, seedAcceptedCase, startDate, type AcceptedCase } from '../support/lending.ts';
import { bookDifferences, lookAt, runDisbursement, runUntil } from '../support/servicing.ts';

const api = await testApi();
const { db } = api;
const operations = await api.person(['operations']);
const finance = await api.person(['finance']);
const auditor = await api.person(['auditor'], 'head_office');
const stranger = await api.person(['finance'], 'beijing');
await moveClock(db, startDate);

const cny = (amount: string) => ({ amount, currency: 'CNY' });
let referenceCount = 0;

async function accepted(amount = '100000.00'): Promise<AcceptedCase> {
  return seedAcceptedCase(db, api.branchIds.shanghai, { amount });
}

async function make({ applicationId, contractHash }: AcceptedCase, body = {}) {
  return operations.post(`/v1/applications/${applicationId}/disbursements`, {
    contractHash,
    ...body,
  });
}

async function disburse(amount = '100000.00'): Promise<string> {
  const made = await make(await accepted(amount));
  const { disbursementId } = made.body;
  const released = await finance.post(`/v1/disbursements/${disbursementId}/releases`);
  expect(released.status).toBe(201);
  return (await runDisbursement(db, disbursementId))!;
}

function payment(amount: string, rest = {}) {
  referenceCount += 1;
  return {
    amount: cny(amount),
    provider: 'bank',
    providerReference: `T${referenceCount}`,
    ...rest,
  };
}

async function pay(loanId: string, body: object, person = finance) {
  return person.post(`/v1/loans/${loanId}/payments`, body);
}

test('a disbursement is made by one person, released by another, and becomes a loan when the money is confirmed', async () => {
  const made = await make(await accepted());
  expect(made.status).toBe(201);
  expect(made.body.status).toBe('requested');
  const { disbursementId, applicationId } = made.body;
  const again = await make(
    { applicationId, contractHash: made.body.contractHash } as AcceptedCase,
    {
      contractHash: 'x',
    },
  );
  expect(again.body.code).toBe('disbursement_exists');

  const released = await finance.post(`/v1/disbursements/${disbursementId}/releases`);
  expect(released.body.status).toBe('released');
  const loanId = await runDisbursement(db, disbursementId);
  const loan = await finance.get(`/v1/loans/${loanId}`);
  expect(loan.status).toBe(200);
  expect(loan.body.outstanding).toEqual(cny('100000.00'));
  expect(loan.body.level).toEqual(cny('8661.90'));
  expect(loan.body.customerName).toBe('王*明');
  const schedule = await finance.get(`/v1/loans/${loanId}/schedule`);
  expect(schedule.body.rows).toHaveLength(12);
  expect(schedule.body.totals.interest).toEqual(cny('3942.75'));
  expect(schedule.body.years.map(({ year }: { year: number }) => year)).toHaveLength(2);
  const balance = await auditor.get('/v1/ledger/trial-balance');
  expect(balance.body.isBalanced).toBe(true);
});

const refusedDisbursements = [
  ['another contract', { contractHash: 'other' }, 'contract_differs'],
  ['more than approved', { amount: cny('100000.01') }, 'amount_exceeds_approved'],
  ['nothing', { amount: cny('0.00') }, 'amount_not_positive'],
  ['dollars', { amount: { amount: '1.00', currency: 'USD' } }, 'currency_mismatch'],
] as const;

test.each(refusedDisbursements)('makeDisbursement() refuses %s', async (_what, body, code) => {
  const answer = await make(await accepted(), body);
  expect(answer.body.code).toBe(code);
});

test('makeDisbursement() waits for every condition to be checked', async () => {
  const seeded = await accepted();
  await db
    .insertInto('condition_precedent')
    .values({
      condition_id: crypto.randomUUID(),
      application_id: seeded.applicationId,
      stage_id: null,
      kind: 'document',
      description: 'Proof of address',
      evidence_document_id: null,
      satisfied_by: null,
      checked_by: null,
      deadline_date: '2036-03-15',
    })
    .execute();
  expect((await make(seeded)).body.code).toBe('conditions_open');
});

test('releaseDisbursement() refuses the maker, a second release and another branch', async () => {
  const both = await api.person(['operations', 'finance']);
  const { applicationId, contractHash } = await accepted();
  const made = await both.post(`/v1/applications/${applicationId}/disbursements`, { contractHash });
  const path = `/v1/disbursements/${made.body.disbursementId}/releases`;
  expect((await both.post(path)).body.code).toBe('four_eyes');
  expect((await stranger.post(path)).status).toBe(404);
  expect((await finance.post(path)).status).toBe(201);
  expect((await finance.post(path)).body.code).toBe('illegal_transition');
});

test('a refused transfer sends the application back, and the fourth attempt is refused', async () => {
  const seeded = await accepted('1000.91');
  for (let attempt = 1; attempt <= 3; attempt += 1) {
    const made = await make(seeded);
    expect(made.status).toBe(201);
    await finance.post(`/v1/disbursements/${made.body.disbursementId}/releases`);
    expect(await runDisbursement(db, made.body.disbursementId)).toBeNull();
    const shown = await finance.get(`/v1/disbursements/${made.body.disbursementId}`);
    expect(shown.body).toMatchObject({ status: 'refused', refusalCode: 'AC04' });
  }
  expect((await make(seeded)).body.code).toBe('disbursement_retries_exhausted');
});

test('recordPayment() answers at once, is placed by the loan, and the books agree', async () => {
  const loanId = await disburse();
  const schedule = await finance.get(`/v1/loans/${loanId}/schedule`);
  await runUntil(db, loanId, schedule.body.rows[0].dueDate);
  const answer = await pay(loanId, payment('8661.90'));
  expect(answer.status).toBe(201);
  expect(answer.body.status).toBe('received');
  const waiting = await finance.get(`/v1/loans/${loanId}/payments`);
  expect(waiting.body.items[0].allocation).toBeNull();
  await lookAt(db, loanId);
  const placed = await finance.get(`/v1/loans/${loanId}/payments`);
  expect(placed.body.items[0].status).toBe('applied');
  expect(placed.body.items[0].allocation.lines).toEqual([
    { installmentNumber: 1, component: 'interest', timing: 'due', amount: cny('600.00') },
    { installmentNumber: 1, component: 'principal', timing: 'due', amount: cny('8061.90') },
  ]);
  expect(await bookDifferences(db, loanId)).toEqual([]);
  const events = await finance.get(`/v1/loans/${loanId}/events`);
  expect(events.body.items.map(({ kind }: { kind: string }) => kind)).toEqual([
    'disbursement',
    'payment',
  ]);
});

test('recordPayment() takes a provider reference once, whoever repeats it', async () => {
  const loanId = await disburse();
  const body = payment('100.00');
  const key = crypto.randomUUID();
  const path = `/v1/loans/${loanId}/payments`;
  const first = await finance.post(path, body, { key });
  const replayed = await finance.post(path, body, { key });
  expect(replayed.body).toEqual(first.body);
  const repeated = await pay(loanId, body);
  expect(repeated.status).toBe(409);
  expect(repeated.body).toMatchObject({
    code: 'payment_already_recorded',
    paymentId: first.body.paymentId,
  });
  const [one, two] = await Promise.all(
    [1, 2].map(() => pay(loanId, { ...body, providerReference: 'same instant' })),
  );
  expect(new Set([one!.status, two!.status])).toEqual(new Set([201, 409]));
});

test('recordPayment() names what it refuses', async () => {
  const loanId = await disburse();
  const opened = (await finance.get(`/v1/loans/${loanId}`)).body.openedDate as string;
  const cases = [
    [{ effectiveDate: '2099-01-01' }, 'date_in_future'],
    [{ effectiveDate: '2035-12-31' }, 'payment_before_disbursement'],
    [{ amount: cny('0.00') }, 'amount_not_positive'],
    [{ amount: { amount: '1.00', currency: 'USD' } }, 'currency_mismatch'],
    [{ amount: cny('1.001') }, 'request_invalid'],
    [{ purpose: 'payoff' }, 'payoff_not_quoted'],
  ] as const;
  for (const [body, code] of cases)
    expect((await pay(loanId, payment('100.00', body))).body.code).toBe(code);
  expect((await pay(loanId, payment('100.00'), stranger)).status).toBe(404);
  expect((await operations.post(`/v1/loans/${loanId}/payments`, payment('1.00'))).status).toBe(403);
  await runUntil(db, loanId, '2036-06-30');
  const late = await pay(loanId, payment('100.00', { effectiveDate: opened }));
  expect(late.body.code).toBe('backdating_too_far');
});

test('a payoff pays the stored quote and closes the loan; nothing more is taken', async () => {
  const loanId = await disburse();
  const quote = await finance.post(`/v1/loans/${loanId}/payoff-quotes`, {});
  expect(quote.status).toBe(201);
  const below = await pay(loanId, payment('1.00', { purpose: 'payoff' }));
  expect(below.body.code).toBe('payment_below_payoff');
  const { amount } = quote.body;
  const paid = await pay(loanId, { ...payment('1.00', { purpose: 'payoff' }), amount });
  expect(paid.status).toBe(201);
  const position = await lookAt(db, loanId);
  expect(position).toMatchObject({ status: 'open', next: { kind: 'returns_over' } });
  const loan = await finance.get(`/v1/loans/${loanId}`);
  expect(loan.body.status).toBe('closed');
  expect(await bookDifferences(db, loanId)).toEqual([]);
  expect((await pay(loanId, payment('1.00'))).body.code).toBe('loan_not_active');
  const refused = await finance.post(`/v1/loans/${loanId}/payoff-quotes`, {});
  expect(refused.body.code).toBe('loan_not_active');
});

test('the list filters, counts and hides loans of other branches', async () => {
  const loanId = await disburse();
  const { customerId, number } = (await finance.get(`/v1/loans/${loanId}`)).body;
  const own = await finance.get(`/v1/loans?customerId=${customerId}`);
  expect(own.body).toMatchObject({ total: 1, page: 1 });
  expect((await stranger.get(`/v1/loans?customerId=${customerId}`)).body.total).toBe(0);
  expect((await finance.get(`/v1/loans?search=${number}`)).body.total).toBe(1);
  const late = await finance.get('/v1/loans?bucket=M1');
  expect(late.body.items.every(({ bucket }: { bucket: string }) => bucket === 'M1')).toBe(true);
});

test('previewSchedule() needs no loan and shows the all-in rate', async () => {
  const preview = await operations.post('/v1/schedule-previews', {
    terms: {
      currency: 'CNY',
      annualRatePpm: 72_000,
      method: 'equal_installment',
      installments: 12,
    },
    disbursements: [{ date: '2026-01-15', amount: cny('100000.00') }],
    fees: [{ date: '2026-01-15', amount: cny('1000.00') }],
  });
  expect(preview.status).toBe(200);
  expect(preview.body).toMatchObject({
    level: cny('8661.90'),
    allInSimplePpm: 90_915,
    allInCompoundPpm: 94_800,
  });
  const broken = await operations.post('/v1/schedule-previews', {
    terms: { currency: 'CNY', annualRatePpm: 72_000, method: 'single', installments: 12 },
    disbursements: [{ date: '2026-01-15', amount: cny('-1.00') }],
  });
  expect(broken.body.code).toBe('amount_not_positive');
});
