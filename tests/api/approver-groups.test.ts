/** Bodies that decide together: proposed by one, confirmed by another, seated when a stage opens. */
import { expect, test } from 'vitest';
import { staffStage } from '../../domain/approval/staffing.ts';
import type { MatrixContent, StageTemplate } from '../../domain/approval/matrix.ts';
import { readApproverContext } from '../../db/queries/approvers.ts';
import { findActiveVersion } from '../../db/queries/policy-versions.ts';
import { testApi } from '../support/api.ts';
import { seedApplicant, seedPoliciesAndCalendar } from '../support/cases.ts';
import { moveClock } from '../support/lending.ts';

const api = await testApi();
const { db } = api;
await moveClock(db, '2036-02-13');
await seedPoliciesAndCalendar(db);
const author = await api.person(['admin'], 'head_office');
const second = await api.person(['admin'], 'head_office');
const officer = await api.person(['loan_officer']);
const anna = await api.person(['committee_member'], 'head_office');
const boris = await api.person(['credit_officer'], 'beijing');
const clara = await api.person(['risk_manager'], 'head_office');

const path = '/v1/approver-groups/large-loans';
const wish = (people: readonly { officerId: string }[], name = 'Large loans') => ({
  name,
  officerIds: people.map(({ officerId }) => officerId),
  reason: 'the board has named them',
});
const decide = (person: typeof author, changeId: string, verb: string) =>
  person.post(`/v1/approver-group-changes/${changeId}/${verb}`);

async function proposed(people: readonly { officerId: string }[]): Promise<string> {
  const { status, body } = await author.put(path, wish(people));
  expect(status, JSON.stringify(body)).toBe(200);
  return body.pending.changeId;
}

test('a group has the members a second person has confirmed, and no other', async () => {
  const changeId = await proposed([anna, boris]);
  const again = await author.put(path, wish([anna]));
  expect([again.status, again.body.code]).toEqual([409, 'group_change_pending']);
  expect((await author.get('/v1/approver-groups')).body.items).toMatchObject([
    { groupId: 'large-loans', members: [], pending: { changeId, status: 'pending' } },
  ]);
  expect((await decide(author, changeId, 'confirmations')).body.code).toBe('four_eyes');
  const confirmed = await decide(second, changeId, 'confirmations');
  expect(confirmed.status).toBe(201);
  expect(confirmed.body.pending).toBeNull();
  expect(confirmed.body.members.map(({ officerId }: { officerId: string }) => officerId)).toEqual([
    anna.officerId,
    boris.officerId,
  ]);
  const twice = await decide(second, changeId, 'confirmations');
  expect([twice.status, twice.body.code]).toEqual([409, 'illegal_transition']);
  const audit = await db
    .selectFrom('audit_event')
    .select('action')
    .where('subject_id', '=', 'large-loans')
    .orderBy('seq')
    .execute();
  expect(audit.map(({ action }) => action)).toEqual([
    'approver_group.change_proposed',
    'approver_group.change_confirmed',
  ]);
});

test('a proposal that is refused or withdrawn changes nobody', async () => {
  const refused = await proposed([clara]);
  expect((await decide(second, refused, 'withdrawals')).body.code).toBe('not_your_action');
  const after = await decide(second, refused, 'refusals');
  expect(after.body.members).toHaveLength(2);
  const withdrawn = await proposed([clara]);
  expect((await decide(author, withdrawn, 'withdrawals')).status).toBe(201);
  const { body } = await second.get(`${path}/changes`);
  expect(body.items.map(({ status }: { status: string }) => status)).toEqual([
    'withdrawn',
    'refused',
    'confirmed',
  ]);
});

test('nobody makes themselves a member, and only officers at work become one', async () => {
  expect((await author.put(path, wish([author]))).body.code).toBe('own_rights');
  const nobody = { officerId: '00000000-0000-7000-8000-000000000000' };
  expect((await author.put(path, wish([nobody]))).body.code).toBe('not_found');
  const changeId = await proposed([anna, boris, second]);
  expect((await decide(second, changeId, 'confirmations')).body.code).toBe('own_rights');
  await decide(author, changeId, 'withdrawals');
  expect((await officer.put(path, wish([anna]))).status).toBe(403);
});

const matrix = (await findActiveVersion(db, 'matrix', 'retail-cn'))!.content as MatrixContent;
const groupStage = (groupId: string): StageTemplate => ({
  ...matrix.tiers[0]!.path[0]!,
  key: 'large_loans',
  mode: 'all',
  approvers: [
    { source: { kind: 'group', groupId }, seatCount: null, hasVeto: false, isCounted: true },
  ],
});

test('a stage that asks a group seats its members wherever they work, and says why', async () => {
  const customerId = await seedApplicant(db, officer);
  const subject = { customerId, branchId: officer.branchId, accountManagerId: officer.officerId };
  const seatsOf = async (groupId: string) => {
    const template = groupStage(groupId);
    const context = await readApproverContext(db, subject, template);
    return staffStage(template, context, []);
  };
  const { seats, isComplete } = await seatsOf('large-loans');
  expect(isComplete).toBe(true);
  expect(seats).toMatchObject([
    { officerId: anna.officerId, source: 'group', role: null },
    { officerId: boris.officerId, source: 'group', role: null },
  ]);
  expect((await seatsOf('nobody-named-it')).isComplete).toBe(false);
});

test('a matrix may ask only groups that exist', async () => {
  const findingsOf = async (groupId: string) => {
    const tiers = matrix.tiers.map((tier) =>
      tier.tier === 'T6' ? { ...tier, path: [...tier.path, groupStage(groupId)] } : tier,
    );
    const content = { ...matrix, tiers };
    const draft = await author.post('/v1/policy-versions', {
      kind: 'matrix',
      name: matrix.name,
      content,
    });
    const { body } = await author.get(`/v1/policy-versions/${draft.body.policyVersionId}/findings`);
    return body.findings.filter(({ stageKey }: { stageKey: string }) => stageKey === 'large_loans');
  };
  expect(await findingsOf('large-loans')).toEqual([]);
  expect(await findingsOf('small-loans')).toContainEqual(
    expect.objectContaining({
      code: 'stage_without_source',
      pointer: '/tiers/T6/path/large_loans',
    }),
  );
});
