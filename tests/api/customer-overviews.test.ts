/** A customer as a whole: what they owe beside their name, the group against limits, and who looked at the file. */
import { expect, test } from 'vitest';
import { testApi } from '../support/api.ts';
import { cny, seedPoliciesAndCalendar, submitCase } from '../support/cases.ts';
import { moveClock, seedAcceptedCase } from '../support/lending.ts';
import { newPerson } from '../support/numbers.ts';
import { lookAt, runDisbursement, seedReleased } from '../support/servicing.ts';

const api = await testApi();
const { db } = api;
await moveClock(db, '2036-02-13');
await seedPoliciesAndCalendar(db);
const officer = await api.person(['loan_officer']);
const stranger = await api.person(['loan_officer'], 'beijing');
const wholeHouse = await api.person(['auditor'], 'head_office');

test('a list says what each customer owes, and nothing of those who owe nothing', async () => {
  const found = await seedAcceptedCase(db, api.branchIds.shanghai, { amount: '100000.00' });
  await lookAt(db, (await runDisbursement(db, await seedReleased(db, found)))!);
  const other = (await officer.post('/v1/customers', newPerson())).body;
  const { body } = await wholeHouse.get('/v1/customers?size=100');
  const lineOf = (id: string) =>
    body.items.find(({ customerId }: { customerId: string }) => customerId === id);
  expect(lineOf(found.customerId)).toMatchObject({
    activeLoanCount: 1,
    outstanding: [cny('100000.00')],
    daysPastDue: 0,
  });
  expect(lineOf(other.customerId)).toMatchObject({ activeLoanCount: 0, outstanding: [] });
  expect(lineOf(other.customerId).accountManagerName).not.toBe('');
});

test('exposure adds what related parties have asked for, against the limits of each product', async () => {
  const { customerId } = await submitCase(api, officer);
  const other = (await officer.post('/v1/customers', newPerson())).body.customerId;
  const relation = { relatedCustomerId: customerId, kind: 'spouse' };
  await officer.post(`/v1/customers/${other}/relations`, relation);
  const { body } = await officer.get(`/v1/customers/${other}/exposure`);
  expect(body).toMatchObject({ relatedCount: 1, activeLoanCount: 0 });
  expect(body.totals).toEqual([{ customer: cny('0.00'), group: cny('20000.00') }]);
  const consumer = body.limits.find(({ product }: { product: string }) => product === 'consumer');
  expect(consumer.group ?? consumer.customer).toMatchObject({ limit: { currency: 'CNY' } });
  expect(await stranger.get(`/v1/customers/${other}/exposure`)).toMatchObject({ status: 404 });
});

test('the timeline names who looked and why, and holds nothing that was looked at', async () => {
  const person = newPerson();
  const { customerId } = (await officer.post('/v1/customers', person)).body;
  const purpose = { purpose: 'identity_check', fields: ['identity'], note: 'at the counter' };
  await officer.post(`/v1/customers/${customerId}/reveals`, purpose);
  const path = `/v1/customers/${customerId}/timeline`;
  const { body } = await officer.get(path);
  const actions = body.items.map(({ action }: { action: string }) => action);
  expect(actions).toEqual(['customer.revealed', 'customer.created']);
  expect(body.items[0]).toMatchObject({
    actorId: officer.officerId,
    details: { purpose: 'identity_check', fields: ['identity'] },
  });
  expect(JSON.stringify(body)).not.toContain(person.identity.number);
  expect(await stranger.get(path)).toMatchObject({ status: 404 });
});
