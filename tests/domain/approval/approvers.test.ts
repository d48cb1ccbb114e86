import { expect, test } from 'vitest';
import type { ApproverContext } from '../../../domain/approval/approvers.ts';
import { planSeats, resolveSource } from '../../../domain/approval/approvers.ts';
import type { ApproverRule, ApproverSource } from '../../../domain/approval/matrix.ts';
import { house, officer, template } from './support.ts';

const at = (branchId: string, accountManagerId: string | null = null): ApproverContext => ({
  organization: house(),
  branchId,
  accountManagerId,
});

const rule = (source: ApproverSource, more: Partial<ApproverRule> = {}): ApproverRule => ({
  source,
  seatCount: null,
  hasVeto: false,
  isCounted: true,
  ...more,
});

const chiefAt = (level: 'branch' | 'head_office') =>
  ({ kind: 'role', role: 'chief_risk_officer', level }) as const;

const sources: readonly (readonly [string, ApproverSource, readonly string[]])[] = [
  [
    'a role in the branch of the application, not in another',
    { kind: 'role', role: 'credit_officer', level: 'branch' },
    ['east-credit_officer-1', 'east-credit_officer-2'],
  ],
  [
    'a role at head office',
    { kind: 'role', role: 'risk_manager', level: 'head_office' },
    ['head-risk_manager-1', 'head-risk_manager-2'],
  ],
  [
    'the head of the unit above the branch',
    { kind: 'branch_head', level: 2 },
    ['region-branch_head-1'],
  ],
  ['a head above the top: nobody', { kind: 'branch_head', level: 4 }, []],
  [
    'the heads level by level',
    { kind: 'continuous_heads', upToLevel: 2 },
    ['east-branch_head-1', 'east-branch_head-2', 'region-branch_head-1'],
  ],
  [
    'the members of a group',
    { kind: 'group', groupId: 'experts' },
    ['head-risk_manager-1', 'head-risk_manager-2'],
  ],
  ['an unknown group: nobody', { kind: 'group', groupId: 'nobody' }, []],
  [
    'named people in the order given, those who left not',
    { kind: 'named', officerIds: ['head-board_member-2', 'gone', 'head-board_member-1'] },
    ['head-board_member-2', 'head-board_member-1'],
  ],
];

test.each(sources)('resolveSource() finds %s', (_, source, expected) => {
  expect(resolveSource(source, at('east')).map(({ officerId }) => officerId)).toEqual(expected);
});

test('resolveSource() numbers the heads of a sequential chain by level', () => {
  const heads = resolveSource({ kind: 'continuous_heads', upToLevel: 2 }, at('east'));
  expect(heads.map(({ number }) => number)).toEqual([1, 1, 2]);
});

test('resolveSource() follows the reporting line of the account manager', () => {
  const organization = {
    ...house(),
    officers: [
      officer('manager', 'loan_officer', 'east', { reportsToId: 'boss' }),
      officer('boss', 'branch_head', 'east'),
    ],
  };
  const context = { organization, branchId: 'east', accountManagerId: 'manager' };
  const head = (headLevel: number) =>
    resolveSource({ kind: 'field', field: 'account_manager', headLevel }, context);
  expect(head(1)).toMatchObject([{ officerId: 'boss', source: 'head' }]);
  expect(head(2)).toEqual([]);
});

test('resolveSource() seats nobody who has left', () => {
  const organization = {
    ...house(),
    officers: house().officers.map((person) => ({ ...person, isActive: false })),
  };
  const source = { kind: 'role', role: 'credit_officer', level: 'branch' } as const;
  expect(resolveSource(source, { ...at('east'), organization })).toEqual([]);
});

test('resolveSource() takes a role of the whole house to stand at head office', () => {
  const organization = { ...house(), officers: [officer('chief', 'chief_risk_officer', null)] };
  expect(resolveSource(chiefAt('head_office'), { ...at('east'), organization })).toHaveLength(1);
  expect(resolveSource(chiefAt('branch'), { ...at('east'), organization })).toEqual([]);
});

test('planSeats() seats the least busy, and never the excluded', () => {
  const organization = {
    ...house(),
    officers: ['a', 'b', 'c', 'd'].map((name, index) =>
      officer(name, 'committee_member', 'head', { openSeatCount: index === 1 ? 9 : 0 }),
    ),
  };
  const source = { kind: 'role', role: 'committee_member', level: 'head_office' } as const;
  const committee = template('n_of_m', { approvers: [rule(source, { seatCount: 2 })] });
  const seated = planSeats(committee, { ...at('east'), organization }, ['a']);
  expect(seated.map(({ officerId }) => officerId)).toEqual(['c', 'd']);
});

test('planSeats() seats a person once, with the veto of one rule and the count of the other', () => {
  const both = template('n_of_m', {
    approvers: [
      rule({ kind: 'named', officerIds: ['head-risk_manager-1'] }),
      rule({ kind: 'group', groupId: 'experts' }, { hasVeto: true, isCounted: false }),
    ],
  });
  const seated = planSeats(both, at('east'), []);
  expect(seated).toMatchObject([
    { officerId: 'head-risk_manager-1', hasVeto: true, isCounted: true },
    { officerId: 'head-risk_manager-2', hasVeto: true, isCounted: false },
  ]);
});

test('planSeats() numbers the rules of a sequential stage one after the other', () => {
  const chain = template('sequential', {
    approvers: [
      rule({ kind: 'branch_head', level: 1 }),
      rule({ kind: 'named', officerIds: ['head-general_manager-1', 'head-board_member-1'] }),
    ],
  });
  const seated = planSeats(chain, at('east'), ['east-branch_head-2']);
  expect(seated.map(({ officerId, number }) => [officerId, number])).toEqual([
    ['east-branch_head-1', 1],
    ['head-general_manager-1', 2],
    ['head-board_member-1', 3],
  ]);
});

test('planSeats() of a stage nobody can fill is empty', () => {
  const nobody = template('any', { approvers: [rule({ kind: 'named', officerIds: ['max'] })] });
  expect(planSeats(nobody, at('east'), ['max'])).toEqual([]);
});
