/**
 * A bank statement over HTTP: read before it is taken, taken once and as a whole, matched line by line, and compared with
 * the ledger until the day's difference is zero.
 */
import { expect, test } from 'vitest';
import { findStatement } from '../../db/queries/bank-statements.ts';
import { testApi } from '../support/api.ts';
import { seedRequestMatrices } from '../support/cases.ts';
import { moveClock, seedAcceptedCase, startDate } from '../support/lending.ts';
import { lookAt, runDisbursement, seedReleased } from '../support/servicing.ts';

const api = await testApi();
const { db } = api;
await moveClock(db, startDate);
await seedRequestMatrices(db);
const finance = await api.person(['finance']);
const auditor = await api.person(['auditor']);

const cny = (amount: string) => ({ amount, currency: 'CNY' });
const head = 'date,reference,credit,debit,name,account,remark';
const file = (...rows: readonly string[]) => ({
  fileName: 'bank.csv',
  content: [head, ...rows].join('\r\n'),
});

async function runningLoan() {
  const found = await seedAcceptedCase(db, api.branchIds.shanghai, { amount: '100000.00' });
  const loanId = (await runDisbursement(db, await seedReleased(db, found)))!;
  const { body } = await finance.get(`/v1/loans/${loanId}`);
  const [paidOut] = (await finance.get(`/v1/applications/${found.applicationId}/disbursements`))
    .body.items;
  return { loanId, number: body.number as string, paidOut };
}

const linesOf = async (query = '') => (await finance.get(`/v1/bank-lines${query}`)).body.items;
const dayOf = async (date: string) =>
  (await finance.get('/v1/bank-days')).body.items.find(
    (day: { date: string }) => day.date === date,
  );
const confirm = async (...matches: readonly object[]) =>
  (await finance.post('/v1/bank-line-matches', { matches })).body.results;

test('POST /v1/bank-statements takes nothing of a file with a row that cannot be read', async () => {
  const broken = file(
    `${startDate},B1,100.00,,,,`,
    `2036-02-30,B2,100.00,,,,`,
    `${startDate},B1,1o0.00,,,,`,
    `${startDate},,5.00,5.00,,,`,
  );
  const { body } = await finance.post('/v1/bank-statement-checks', broken);
  expect(body).toMatchObject({ newLineCount: 1, faultCount: 4, importedStatementId: null });
  expect(body.faults).toMatchObject([
    { row: 3, column: 'bookedDate', fault: 'date_unreadable', value: '2036-02-30' },
    { row: 4, column: 'credit', fault: 'amount_unreadable' },
    { row: 5, column: 'reference', fault: 'reference_missing' },
    { row: 5, column: 'debit', fault: 'amount_on_both_sides' },
  ]);
  const refused = await finance.post('/v1/bank-statements', broken);
  expect(refused).toMatchObject({
    status: 422,
    body: { code: 'statement_unreadable', faultCount: 4 },
  });
  expect(await linesOf()).toEqual([]);
  expect((await auditor.post('/v1/bank-statements', broken)).status).toBe(403);
});

test('a statement is taken once, matched line by line, and the day then agrees', async () => {
  const { loanId, number, paidOut } = await runningLoan();
  const recorded = { amount: cny('300.00'), provider: 'bank', providerReference: 'IN-1' };
  expect((await finance.post(`/v1/loans/${loanId}/payments`, recorded)).status).toBe(201);
  const sent = file(
    `${startDate},IN-1,300.00,,王小明,,`,
    `${startDate.replaceAll('-', '/')},IN-2,"1,200.00",,王小明,,还款 ${number.toLowerCase()}`,
    `${startDate},IN-3,77.00,,某某,,来路不明`,
    `${startDate},${paidOut.railReference},,100000.00,,,`,
    `${startDate},OUT-2,,9.00,,,手续费`,
  );
  const taken = await finance.post('/v1/bank-statements', sent);
  expect(taken.status, JSON.stringify(taken.body)).toBe(201);
  expect(taken.body).toMatchObject({ lineCount: 5, openLineCount: 5, moneyIn: cny('1577.00') });
  const { statementId } = taken.body;
  expect(await findStatement(db, statementId)).toMatchObject({ fileName: 'bank.csv' });
  // The same file, and the same lines under another name, are recognised.
  for (const again of [sent, { ...sent, content: `${sent.content}\r\n` }])
    expect(await finance.post('/v1/bank-statements', again)).toMatchObject({
      status: 409,
      body: { code: 'statement_already_imported', statementId },
    });
  const changed = file(`${startDate},IN-1,301.00,,,,`);
  expect((await finance.post('/v1/bank-statement-checks', changed)).body.faults).toMatchObject([
    { row: 2, fault: 'booked_otherwise', value: 'IN-1' },
  ]);

  const [known, meant, unknown, out, fee] = await linesOf('?state=open');
  expect(known.suggestions[0]).toMatchObject({
    kind: 'payment',
    strength: 'certain',
    reasons: ['reference', 'amount', 'same_day'],
    loanNumber: number,
  });
  expect(known.payerName).toBe('王*明');
  expect(meant.suggestions[0]).toMatchObject({
    kind: 'loan',
    id: loanId,
    strength: 'certain',
    reasons: ['loan_number', 'payer_name'],
  });
  expect([unknown.suggestions, fee.suggestions]).toEqual([[], []]);
  expect(out.suggestions[0]).toMatchObject({ kind: 'disbursement', strength: 'certain' });
  expect(await dayOf(startDate)).toMatchObject({ state: 'differs', openLineCount: 5 });

  const as = ({ lineId, suggestions }: (typeof known)[number]) => ({
    lineId,
    as: suggestions[0].kind,
    id: suggestions[0].id,
  });
  const results = await confirm(
    as(known),
    as(meant),
    { lineId: unknown.lineId, as: 'suspense' },
    as(out),
    { lineId: fee.lineId, as: 'suspense' },
  );
  expect(results.map(({ code }: { code: string | null }) => code)).toEqual([
    null,
    null,
    null,
    null,
    'money_out_not_recorded',
  ]);
  expect((await confirm(as(known)))[0].code).toBe('line_already_matched');
  // One movement of money is one line's.
  expect((await confirm({ lineId: fee.lineId, as: as(known).as, id: as(known).id }))[0].code).toBe(
    'line_already_matched',
  );
  await lookAt(db, loanId);
  const payments = (await finance.get(`/v1/loans/${loanId}/payments`)).body.items;
  expect(payments).toMatchObject([
    { providerReference: 'IN-1', status: 'applied' },
    { providerReference: 'IN-2', amount: cny('1200.00'), effectiveDate: startDate },
  ]);
  // What is left is the bank's own fee.
  expect(await dayOf(startDate)).toMatchObject({
    state: 'differs',
    difference: cny('-9.00'),
    openLineCount: 1,
  });
  const items = (await auditor.get(`/v1/bank-days/${startDate}`)).body.items;
  expect(items).toMatchObject([{ kind: 'line', reference: 'OUT-2', why: 'not_in_books' }]);
  expect(items).toHaveLength(1);
  expect((await auditor.get('/v1/bank-statements')).body.items).toMatchObject([
    { statementId, openLineCount: 1 },
  ]);
});

test('money in suspense is shown with the loan its payer means', async () => {
  const { loanId, number } = await runningLoan();
  const held = { amount: cny('50.00'), provider: 'bank', providerReference: 'S-1' };
  await finance.post('/v1/suspense-payments', { ...held, remark: `loan ${number}` });
  const { items } = (await finance.get('/v1/suspense-payments?size=100')).body;
  const found = items.find(
    (item: { providerReference: string }) => item.providerReference === 'S-1',
  );
  expect(found.suggestions).toMatchObject([
    { kind: 'loan', id: loanId, reasons: ['loan_number'], strength: 'likely' },
  ]);
  const seen = (await finance.get('/v1/payments')).body.items[0];
  expect(seen).toMatchObject({ receivedDate: startDate });
});

test('a bank writes semicolons, lines of any end, commas in quotes; a quote left open is refused with its line', async () => {
  const content = `\uFEFF${head.replaceAll(',', ';')}\r\n\r\n${startDate};Q1;1,000.00;;"Li; Ming";;"two\r\nlines"\n;;;;;;\n`;
  const read = (text: string) =>
    finance.post('/v1/bank-statement-checks', { fileName: 'bank.csv', content: text });
  expect((await read(content)).body).toMatchObject({ newLineCount: 1, faultCount: 0 });
  const open = await read(`${head}\n${startDate},Q2,"1.00\n`);
  expect([open.status, open.body.code]).toEqual([422, 'csv_unreadable']);
});

test('a day nobody has a statement of is said to be unknown, and a movement without a line is named', async () => {
  const date = '2036-01-16';
  await moveClock(db, date);
  const { loanId } = await runningLoan();
  await finance.post(`/v1/loans/${loanId}/payments`, {
    amount: cny('10.00'),
    provider: 'cash',
    providerReference: 'C-1',
  });
  expect(await dayOf(date)).toMatchObject({ state: 'no_statement', ledger: cny('-99990.00') });
  const { items } = (await finance.get(`/v1/bank-days/${date}`)).body;
  expect(items).toMatchObject([
    { kind: 'disbursement', why: 'not_on_statement', direction: 'out' },
    { kind: 'payment', reference: 'C-1', why: 'not_on_statement', otherDate: null },
  ]);
});
