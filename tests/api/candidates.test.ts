/** The search for people: what it says of somebody is what a try with them would meet. */
import { expect, test } from 'vitest';
import { testApi, type Person } from '../support/api.ts';
import { openStage, seedPoliciesAndCalendar, submitCase } from '../support/cases.ts';
import { moveClock } from '../support/lending.ts';

const api = await testApi();
const { db } = api;
await moveClock(db, '2036-02-13');
await seedPoliciesAndCalendar(db);
const maker = await api.person(['loan_officer', 'credit_officer']);
const holder = await api.person(['credit_officer']);
const seated = await api.person(['credit_officer']);
const { applicationId } = await submitCase(api, maker);
const { stageId } = await openStage(db, applicationId);
const late = await api.person(['credit_officer']);
const finance = await api.person(['finance']);
await db
  .updateTable('officer')
  .set({ display_name: '欧阳静', limit_minor: 5_000_000n, limit_currency: 'CNY' })
  .where('officer_id', '=', late.officerId)
  .execute();

const search = async (person: Person, query: Record<string, string>) => {
  const answer = await person.get(
    `/v1/officers/candidates?${new URLSearchParams(query).toString()}`,
  );
  expect(answer.status, JSON.stringify(answer.body)).toBe(200);
  return answer.body.items as readonly {
    readonly officerId: string;
    readonly ineligible: string | null;
    readonly openTaskCount: number;
    readonly absence: { readonly standInId: string } | null;
    readonly limit: { readonly amount: string } | null;
  }[];
};
const causeOf = (
  items: readonly { readonly officerId: string; readonly ineligible: string | null }[],
  { officerId }: Person,
) => items.find((item) => item.officerId === officerId)?.ineligible;

test('findCandidates() for a transfer names the cause of each who may not take the task', async () => {
  const items = await search(holder, { purpose: 'transfer', stageId: stageId! });
  expect(causeOf(items, late)).toBeNull();
  expect(causeOf(items, maker)).toBe('four_eyes');
  expect(causeOf(items, seated)).toBe('already_seated');
  expect(causeOf(items, finance)).toBe('officer_lacks_role');
  const tries = [maker, seated, finance].map(({ officerId }) =>
    holder.post(`/v1/stages/${stageId}/transfers`, { officerId, reason: 'on leave' }),
  );
  const codes = (await Promise.all(tries)).map(({ body }) => body.code);
  expect(codes).toEqual(['four_eyes', 'already_seated', 'officer_lacks_role']);
});

test('findCandidates() puts those who may be chosen first, the least busy before the others', async () => {
  const items = await search(holder, { purpose: 'signer', stageId: stageId! });
  const firstRefused = items.findIndex(({ ineligible }) => ineligible !== null);
  const free = items.slice(0, firstRefused);
  expect(free.map(({ officerId }) => officerId)).toContain(late.officerId);
  expect(items.slice(firstRefused).every(({ ineligible }) => ineligible !== null)).toBe(true);
  const loads = free.map(({ openTaskCount }) => openTaskCount);
  expect(loads).toEqual(loads.toSorted((a, b) => a - b));
});

test('findCandidates() finds a person by a part of the name, by initials and by user name', async () => {
  for (const q of ['阳静', 'oyj', late.userName]) {
    const [found, ...others] = await search(holder, { purpose: 'copy', stageId: stageId!, q });
    expect(found, q).toMatchObject({ officerId: late.officerId, limit: { amount: '50000.00' } });
    expect(others, q).toEqual([]);
  }
  expect(await search(holder, { purpose: 'copy', stageId: stageId!, q: 'zzzzq' })).toEqual([]);
});

test('findCandidates() for a stand-in asks for the same role and tells who is away', async () => {
  const before = await search(holder, { purpose: 'delegation' });
  expect(causeOf(before, holder)).toBe('delegation_to_self');
  expect(causeOf(before, finance)).toBe('officer_lacks_role');
  expect(causeOf(before, late)).toBeNull();
  const dates = { startsDate: '2036-02-13', endsDate: '2036-02-15' };
  const given = await late.post('/v1/delegations', { toOfficerId: seated.officerId, ...dates });
  expect(given.status).toBe(201);
  const after = await search(holder, { purpose: 'delegation', q: 'oyj' });
  expect(after[0]?.absence).toMatchObject({ standInId: seated.officerId, ...dates });
});

test('findCandidates() answers not_found for a stage out of reach and to whoever names none', async () => {
  const elsewhere = await api.person(['credit_officer'], 'beijing');
  const path = '/v1/officers/candidates?purpose=advice';
  expect((await elsewhere.get(`${path}&stageId=${stageId}`)).body.code).toBe('not_found');
  expect((await holder.get(path)).body.code).toBe('not_found');
  expect((await finance.get('/v1/officers/candidates?purpose=nobody')).status).toBe(422);
});
