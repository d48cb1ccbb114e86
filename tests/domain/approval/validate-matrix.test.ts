import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Organization } from '../../../domain/approval/approvers.ts';
import { noCircumstances, selectPath } from '../../../domain/approval/authority.ts';
import { findingPointer } from '../../../domain/approval/findings.ts';
import type { MatrixContent, MatrixRow, StageTemplate } from '../../../domain/approval/matrix.ts';
import { mayBeSubmitted, validateMatrix } from '../../../domain/approval/validate-matrix.ts';
import { money, parseAmount } from '../../../domain/money.ts';
import { house, officer, products, retailCn } from './support.ts';

type Change = { readonly matrix?: MatrixContent; readonly people?: Organization };

const validate = ({ matrix = retailCn, people = house() }: Change) =>
  validateMatrix(matrix, people, products);

const withRow = (rowId: string, change: Partial<MatrixRow>): MatrixContent => ({
  ...retailCn,
  rows: retailCn.rows.map((row) => (row.rowId === rowId ? { ...row, ...change } : row)),
});

const withStage = (tier: string, key: string, change: Partial<StageTemplate>): MatrixContent => ({
  ...retailCn,
  tiers: retailCn.tiers.map((one) =>
    one.tier === tier
      ? {
          ...one,
          path: one.path.map((stage) => (stage.key === key ? { ...stage, ...change } : stage)),
        }
      : one,
  ),
});

const without = (...officerIds: string[]): Organization => ({
  ...house(),
  officers: house().officers.filter(({ officerId }) => !officerIds.includes(officerId)),
});

test('validateMatrix() finds nothing in the default matrix', () => {
  expect(validate({})).toEqual([]);
});

const problems: readonly (readonly [string, string, Change, object])[] = [
  [
    'amount_gap',
    'nobody decides 50,000 to 60,000 at grade A or B',
    { matrix: withRow('ab-2', { amount: { from: '60000.00', to: '200000.00' } }) },
    { facts: { grade: 'A', from: '50000.00', to: '60000.00' } },
  ],
  [
    'amount_gap',
    'grade E has no row',
    { matrix: { ...retailCn, rows: retailCn.rows.filter(({ rowId }) => rowId !== 'e') } },
    { facts: { grade: 'E', from: '0.00', to: null } },
  ],
  [
    'amount_gap',
    'the ceiling itself is not covered',
    { matrix: withRow('ab-6', { amount: { from: '20000000.00', to: '30000000.00' } }) },
    { facts: { product: 'business', from: '30000000.00', to: null } },
  ],
  [
    'amount_overlap',
    'two rows take 50,000 to 60,000',
    { matrix: withRow('ab-1-person', { amount: { from: '0.00', to: '60000.00' } }) },
    { rowIds: ['ab-1-person', 'ab-2'], facts: { from: '50000.00', to: '60000.00' } },
  ],
  [
    'amount_band_empty',
    'a band ends where it starts',
    { matrix: withRow('ab-2', { amount: { from: '50000.00', to: '50000.00' } }) },
    { rowIds: ['ab-2'] },
  ],
  [
    'currency_missing',
    'a product has no row in its currency',
    {
      matrix: {
        ...retailCn,
        rows: retailCn.rows.map((row) => ({ ...row, currency: 'USD' as const })),
      },
    },
    { facts: { product: 'consumer', currency: 'CNY' } },
  ],
  [
    'product_unknown',
    'a row names a product that is not sold',
    { matrix: withRow('e', { products: ['consumer', 'business', 'mortgage'] }) },
    { rowIds: ['e'], facts: { product: 'mortgage' } },
  ],
  [
    'row_unreachable',
    'a row has no grade',
    {
      matrix: {
        ...retailCn,
        rows: [...retailCn.rows, { ...retailCn.rows[0]!, rowId: 'never', riskGrades: [] }],
      },
    },
    { rowIds: ['never'] },
  ],
  [
    'tier_unknown',
    'a row leads to no tier',
    { matrix: withRow('c-1', { tier: 'T9' }) },
    { rowIds: ['c-1'] },
  ],
  [
    'unlimited_authority',
    'one person decides any amount',
    { matrix: withRow('c-5', { tier: 'T5' }) },
    { rowIds: ['c-5'], tier: 'T5', stageKey: 'general_manager' },
  ],
  [
    'stage_without_source',
    'a stage asks nobody',
    { matrix: withStage('T2', 'branch_head', { approvers: [] }) },
    { tier: 'T2', stageKey: 'branch_head' },
  ],
  [
    'quorum_impossible',
    'six of five must agree',
    { matrix: withStage('T4', 'credit_committee', { quorumCount: 6 }) },
    { tier: 'T4', facts: { foundCount: 5, neededCount: 6 } },
  ],
  [
    'quorum_impossible',
    'the house has four members for five of seven',
    {
      people: without(
        'head-committee_member-1',
        'head-committee_member-2',
        'head-committee_member-3',
      ),
    },
    { tier: 'T5', facts: { foundCount: 4, neededCount: 5 } },
  ],
  [
    'quorum_missing',
    'a committee has no quorum',
    { matrix: withStage('T4', 'credit_committee', { quorumCount: null }) },
    { tier: 'T4', stageKey: 'credit_committee' },
  ],
  [
    'role_empty',
    'a branch has no head',
    { people: without('west-branch_head-1', 'west-branch_head-2') },
    { tier: 'T2', facts: { branchId: 'west', role: 'branch_head', foundCount: 0 } },
  ],
  [
    'role_understaffed',
    'a branch has one credit officer',
    { people: without('east-credit_officer-2') },
    { tier: 'T1', facts: { branchId: 'east', role: 'credit_officer', foundCount: 1 } },
  ],
  [
    'only_excluded_persons',
    'the only head of a branch also makes applications',
    {
      people: {
        ...house(),
        officers: [
          ...without('west-branch_head-1', 'west-branch_head-2').officers,
          officer('wu', 'branch_head', 'west', {
            grants: [
              { role: 'branch_head', branchId: 'west' },
              { role: 'loan_officer', branchId: 'west' },
            ],
          }),
        ],
      },
    },
    { tier: 'T2', stageKey: 'branch_head', facts: { branchId: 'west', name: 'wu' } },
  ],
  [
    'self_approval_path',
    'one person is left for both stages of T1',
    {
      people: {
        ...house(),
        officers: house().officers.map((person) =>
          person.officerId === 'east-credit_officer-1'
            ? {
                ...person,
                grants: [...person.grants, { role: 'loan_officer' as const, branchId: 'east' }],
              }
            : person,
        ),
      },
    },
    { tier: 'T1', facts: { branchId: 'east', foundCount: 1, neededCount: 2 } },
  ],
  [
    'one_person_path',
    'a tier is content with one approver',
    {
      matrix: {
        ...retailCn,
        tiers: retailCn.tiers.map((tier) => ({ ...tier, minDistinctApprovers: 1 })),
      },
    },
    { tier: 'T1' },
  ],
  [
    'path_empty',
    'a tier has no stage',
    { matrix: { ...retailCn, tiers: retailCn.tiers.map((tier) => ({ ...tier, path: [] })) } },
    { tier: 'T1' },
  ],
  [
    'name_repeated',
    'two rows have one name',
    { matrix: { ...retailCn, rows: [...retailCn.rows, retailCn.rows[0]!] } },
    { rowIds: ['ab-1-person'] },
  ],
];

test.each(problems)('validateMatrix() finds %s when %s', (code, _, change, where) => {
  const found = validate(change);
  expect(found).toContainEqual(expect.objectContaining({ code, severity: 'block' }));
  expect(found.find((finding) => finding.code === code)).toMatchObject(where);
  expect(mayBeSubmitted(found)).toBe(false);
});

test('validateMatrix() warns of a tier no row leads to, and lets it pass', () => {
  const spare = { ...retailCn.tiers[0]!, tier: 'T0' };
  const found = validate({ matrix: { ...retailCn, tiers: [spare, ...retailCn.tiers] } });
  expect(found).toMatchObject([{ code: 'tier_unused', severity: 'warn', tier: 'T0' }]);
  expect(mayBeSubmitted(found)).toBe(true);
});

test('validateMatrix() names a shortage at head office once, not once per branch', () => {
  const found = validate({ people: without('head-risk_manager-1') });
  expect(found.filter(({ tier }) => tier === 'T3')).toMatchObject([
    { code: 'role_understaffed', facts: { branchId: 'head' } },
  ]);
});

test('validateMatrix() without findings means that every application has exactly one path', () => {
  // The two functions share no code for this: one walks bands, the other filters rows.
  fc.assert(
    fc.property(
      fc.constantFrom(...products),
      fc.constantFrom('A', 'B', 'C', 'D', 'E', null),
      fc.bigInt({ min: 0n, max: 3_000_000_000n }),
      (sold, grade, minor) => {
        const ceiling = money(3_000_000_000n, 'CNY');
        const amount = money(minor, 'CNY');
        for (const customerType of sold.customerTypes) {
          const facts = {
            amount,
            requested: amount,
            ceiling,
            grade,
            product: sold.product,
            customerType,
            ...noCircumstances,
            unitIds: ['east', 'region', 'head'],
          };
          expect(() => selectPath(retailCn, facts)).not.toThrow();
        }
      },
    ),
  );
});

/** Replaces one row by several, each with a change of its own. */
const splitRow = (rowId: string, changes: readonly Partial<MatrixRow>[]): MatrixContent => ({
  ...retailCn,
  rows: retailCn.rows.flatMap((row) =>
    row.rowId === rowId
      ? changes.map((change, index) => ({ ...row, ...change, rowId: `${rowId}-${index + 1}` }))
      : [row],
  ),
});

const circumstances: readonly (readonly [string, string, readonly Partial<MatrixRow>[], object])[] =
  [
    [
      'amount_gap',
      'a branch has no row',
      [{ branchIds: ['east'] }],
      { facts: { grade: 'A', branchIds: ['west'], from: '50000.00', to: '200000.00' } },
    ],
    [
      'amount_gap',
      'a case with security has no row',
      [{ security: 'unsecured' }],
      { facts: { grade: 'A', security: 'secured', from: '50000.00', to: '200000.00' } },
    ],
    [
      'amount_overlap',
      'a case with exceptions has two rows',
      [{ exceptions: 'raised' }, {}],
      { rowIds: ['ab-2-1', 'ab-2-2'], facts: { exceptions: 'raised', from: '50000.00' } },
    ],
    [
      'amount_overlap',
      'a branch has its own row and that of its region',
      [{ branchIds: ['east'] }, { branchIds: ['region'] }],
      { rowIds: ['ab-2-1', 'ab-2-2'], facts: { branchIds: ['east'] } },
    ],
    [
      'branch_unknown',
      'a row names a branch that is none',
      [{ branchIds: ['north'] }],
      { rowIds: ['ab-2-1'], facts: { branchId: 'north' } },
    ],
    [
      'row_unreachable',
      'a row names only a branch that is none',
      [{}, { branchIds: ['north'] }],
      { rowIds: ['ab-2-2'] },
    ],
  ];
test.each(circumstances)('validateMatrix() names %s when %s', (code, _, changes, where) => {
  const found = validate({ matrix: splitRow('ab-2', changes) });
  expect(found).toContainEqual(expect.objectContaining({ code, severity: 'block' }));
  expect(found.filter((finding) => finding.code === code)[0]).toMatchObject(where);
});

test('validateMatrix() finds nothing where rows share the branches, the security and the exceptions out', () => {
  const byBranch = [{ branchIds: ['east'] }, { branchIds: ['west'] }];
  const bySecurity = [{ security: 'secured' as const }, { security: 'unsecured' as const }];
  const byException = [{ exceptions: 'none' as const }, { exceptions: 'raised' as const }];
  for (const changes of [byBranch, bySecurity, byException]) {
    expect(validate({ matrix: splitRow('ab-2', changes) })).toEqual([]);
  }
});

test('validateMatrix() asks for people of a tier only in the branches whose rows lead to it', () => {
  const people = without('west-branch_head-1', 'west-branch_head-2');
  const rows = retailCn.rows.map((row) => ({ ...row, branchIds: ['east'] }));
  const found = validate({ matrix: { ...retailCn, rows }, people });
  expect(found.filter(({ code }) => code === 'role_empty')).toEqual([]);
});

/** The house with a personal limit for some of its people. */
function limited(limits: Readonly<Record<string, string>>): Organization {
  const officers = house().officers.map((person) => {
    const limit = limits[person.officerId];
    return limit === undefined ? person : { ...person, limit: parseAmount(limit, 'CNY') };
  });
  return { ...house(), officers };
}

const heads = (limit: string) =>
  limited({ 'east-branch_head-1': limit, 'east-branch_head-2': limit });
const short = (people: Organization, change: Change = {}) =>
  validate({ ...change, people }).filter(({ code }) => code === 'authority_short');

test('validateMatrix() blocks a row whose amounts are above everybody’s personal limit', () => {
  const found = short(heads('40000.00')).filter(({ rowIds }) => rowIds.includes('ab-2'));
  expect(found).toMatchObject([
    {
      severity: 'block',
      stageKey: 'branch_head',
      facts: { branchId: 'east', from: '50000.00', to: '200000.00', currency: 'CNY' },
    },
  ]);
  expect(findingPointer(found[0]!)).toBe('/rows/ab-2');
  expect(mayBeSubmitted(found)).toBe(false);
});

test('validateMatrix() warns where only the larger amounts of a row are above the limits', () => {
  const found = short(heads('150000.00')).filter(({ rowIds }) => rowIds.includes('ab-2'));
  expect(found).toMatchObject([
    { severity: 'warn', facts: { branchId: 'east', from: '150000.01', to: '200000.00' } },
  ]);
  expect(mayBeSubmitted(found)).toBe(true);
});

test('validateMatrix() is content with one person of enough authority, and with a body of any', () => {
  const one = limited({ 'east-branch_head-1': '40000.00', 'east-branch_head-2': '199999.99' });
  expect(short(one).filter(({ rowIds }) => rowIds.includes('ab-2'))).toEqual([]);
  const committee = Object.fromEntries(
    Array.from({ length: 7 }, (_, index) => [`head-committee_member-${index + 1}`, '1.00']),
  );
  expect(short(limited(committee))).toEqual([]);
});

test('validateMatrix() wants all who sign together to have the authority', () => {
  const one = limited({ 'east-branch_head-1': '40000.00' });
  const both = { matrix: withStage('T2', 'branch_head', { mode: 'all' }) };
  expect(short(one, both).find(({ rowIds }) => rowIds.includes('ab-2'))).toMatchObject({
    severity: 'block',
    facts: { branchId: 'east' },
  });
  expect(short(one)).toEqual([]);
});
