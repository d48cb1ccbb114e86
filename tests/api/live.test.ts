/** Live pages and the search over all records: who hears and finds what, and that neither shows more than it should. */
import { expect, test } from 'vitest';
import { testApi, type Person } from '../support/api.ts';
import { newPerson } from '../support/numbers.ts';
import { eventually } from '../support/waiting.ts';

const api = await testApi();
const officer = await api.person(['loan_officer'], 'shanghai');
const stranger = await api.person(['loan_officer'], 'beijing');
const admin = await api.person(['admin'], 'head_office');

/** Reads the stream as a page would; `events` grows while it is open. */
async function listen(person: Person) {
  const cookie = await api.signIn(person.userName);
  const stopping = new AbortController();
  const answer = await fetch(`${api.url}/v1/me/events`, {
    headers: { cookie },
    signal: stopping.signal,
  });
  const events: string[] = [];
  const reading = (async () => {
    const decoder = new TextDecoder();
    for await (const chunk of answer.body!) events.push(decoder.decode(chunk as Uint8Array));
  })().catch(() => undefined);
  // The first words say that the database is being listened to.
  await eventually(() => expect(events.join('')).toContain('event: begin'));
  return {
    answer,
    said: () => events.join(''),
    stop: async () => {
      stopping.abort();
      await reading;
    },
  };
}

test('a change is told with kind and id to those who may read the record, and to nobody else', async () => {
  const [near, far, house] = [await listen(officer), await listen(stranger), await listen(admin)];
  expect(near.answer.headers.get('content-type')).toContain('text/event-stream');
  const person = newPerson();
  const made = await officer.post('/v1/customers', person);
  const { customerId } = made.body;
  await eventually(() => expect(near.said()).toContain(customerId));
  expect(near.said()).toContain(`data: {"kind":"customer","id":"${customerId}"}`);
  // The branch's own change reaches the other branch after this one, so silence is no lack of time.
  await stranger.post('/v1/customers', newPerson());
  await eventually(() => expect(far.said()).toContain('"kind":"customer"'));
  expect(far.said()).not.toContain(customerId);
  expect(house.said()).not.toContain('"kind":"customer"');
  expect(near.said()).not.toContain(person.name);
  await Promise.all([near.stop(), far.stop(), house.stop()]);
});

test('nobody hears anything without a session, and a stream takes no writes', async () => {
  expect((await api.nobody.get('/v1/me/events')).status).toBe(401);
  expect((await officer.post('/v1/me/events')).status).toBe(405);
});

test('the search finds by number, name and last four signs, masked and within reach', async () => {
  const person = newPerson();
  const made = await officer.post('/v1/customers', person);
  const find = async (who: Person, q: string) =>
    (await who.get(`/v1/search?q=${encodeURIComponent(q)}`)).body.items;
  const [byNumber] = await find(officer, made.body.number);
  expect(byNumber).toMatchObject({ kind: 'customer', id: made.body.customerId });
  expect(byNumber.customerName).not.toBe(person.name);
  const ids = (found: any[]) => found.map(({ id }) => id);
  expect(ids(await find(officer, person.name))).toContain(made.body.customerId);
  expect(ids(await find(officer, person.phone.slice(-4)))).toContain(made.body.customerId);
  expect(await find(stranger, made.body.number)).toEqual([]);
  expect(await find(admin, made.body.number)).toEqual([]);
  expect(await find(officer, '%%')).toEqual([]);
  expect((await officer.get('/v1/search?q=x')).status).toBe(422);
});
