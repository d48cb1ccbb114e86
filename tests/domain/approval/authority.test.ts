import { expect, test } from 'vitest';
import type { MatrixFacts } from '../../../domain/approval/authority.ts';
import { basisAmount, describePath, selectPath } from '../../../domain/approval/authority.ts';
import type { MatrixContent, MatrixRow } from '../../../domain/approval/matrix.ts';
import { cny, retailCn } from './support.ts';

const facts = (
  amount: string,
  grade: string | null,
  more: Partial<MatrixFacts> = {},
): MatrixFacts => ({
  amount: cny(amount),
  requested: cny('40,000.00'),
  ceiling: cny('30,000,000.00'),
  grade,
  product: 'business',
  customerType: 'person',
  unitIds: ['east', 'region', 'head'],
  isSecured: false,
  exceptions: [],
  ...more,
});

const cases = [
  // exposure after this application in CNY, grade, tier, who must approve in order
  ['49,999.99', 'A', 'T1', 'credit officer, second credit officer'],
  ['50,000.00', 'A', 'T2', 'credit officer, branch head'],
  ['200,000.00', 'B', 'T3', 'credit officer, branch head, risk manager'],
  ['230,000.00', 'B', 'T3', 'credit officer, branch head, risk manager'],
  ['230,000.00', 'C', 'T4', 'credit officer, branch head, risk manager, credit committee'],
  ['40,000.00', 'C', 'T2', 'credit officer, branch head'],
  ['40,000.00', 'D', 'T3', 'credit officer, branch head, risk manager'],
  ['40,000.00', null, 'T3', 'credit officer, branch head, risk manager'],
  ['999,999.99', 'A', 'T3', 'credit officer, branch head, risk manager'],
  ['1,000,000.00', 'A', 'T4', 'credit officer, branch head, risk manager, credit committee'],
  [
    '5,000,000.00',
    'A',
    'T5',
    'credit officer, branch head, risk manager, credit committee, general manager',
  ],
  [
    '20,000,000.00',
    'A',
    'T6',
    'credit officer, branch head, risk manager, credit committee, general manager, board credit committee',
  ],
  [
    '6,000,000.00',
    'D',
    'T6',
    'credit officer, branch head, risk manager, credit committee, general manager, board credit committee',
  ],
] as const;

test.each(cases)('selectPath() of %s at grade %s takes %s: %s', (amount, grade, tier, expected) => {
  const choice = selectPath(retailCn, facts(amount, grade));
  expect(choice).toMatchObject({ kind: 'path', tier });
  expect(describePath(choice)).toBe(expected);
});

test('selectPath() never puts a company below T2', () => {
  expect(selectPath(retailCn, facts('10,000.00', 'A', { customerType: 'company' }))).toMatchObject({
    tier: 'T2',
  });
});

test('selectPath() declines grade E by rule, with the row that says so', () => {
  const choice = selectPath(retailCn, facts('10,000.00', 'E'));
  expect(choice).toEqual({ kind: 'declined', rowId: 'e', grade: 'E' });
  expect(describePath(choice)).toBe('declined by rule');
});

test('selectPath() asks for three different approvers from T4, two below', () => {
  expect(selectPath(retailCn, facts('999,999.99', 'A'))).toMatchObject({ minDistinctApprovers: 2 });
  expect(selectPath(retailCn, facts('1,000,000.00', 'A'))).toMatchObject({
    minDistinctApprovers: 3,
  });
});

test('selectPath() refuses a grade nobody defined', () => {
  expect(() => selectPath(retailCn, facts('40,000.00', 'AA'))).toThrow(
    expect.objectContaining({ code: 'grade_undefined', data: { grade: 'AA' } }),
  );
});

const outside: readonly (readonly [string, Partial<MatrixFacts>])[] = [
  ['an amount above the product’s ceiling', { requested: cny('30,000,000.01') }],
  ['a product no row names', { product: 'mortgage' }],
  ['a negative amount', { amount: cny('-0.01') }],
];

test.each(outside)('selectPath() has no row for %s, whatever the grade', (_, more) => {
  for (const grade of ['A', 'D', 'E', null]) {
    expect(() => selectPath(retailCn, { ...facts('40,000.00', grade), ...more })).toThrow(
      expect.objectContaining({ code: 'no_matrix_row' }),
    );
  }
});

test('selectPath() names the rows of a matrix in which two match', () => {
  const doubled = {
    ...retailCn,
    rows: [...retailCn.rows, { ...retailCn.rows[0]!, rowId: 'copy' }],
  };
  expect(() => selectPath(doubled, facts('10,000.00', 'A'))).toThrow(
    'The matrix rows ab-1-person, copy overlap',
  );
});

test('basisAmount() adds what is outstanding to what is asked', () => {
  const amounts = {
    requested: cny('150,000.00'),
    customerExposure: cny('80,000.00'),
    groupExposure: cny('500,000.00'),
  };
  expect(basisAmount('application', amounts)).toEqual(cny('150,000.00'));
  expect(basisAmount('customer_exposure', amounts)).toEqual(cny('230,000.00'));
  expect(basisAmount('group_exposure', amounts)).toEqual(cny('650,000.00'));
});

/** The lowest band split in three by what a row may ask beside amount and grade. */
function splitBy(changes: readonly Partial<MatrixRow>[]): MatrixContent {
  const rows = retailCn.rows.flatMap((row) =>
    row.rowId === 'ab-1-person'
      ? changes.map((change, index) => ({ ...row, ...change, rowId: `ab-1-person-${index + 1}` }))
      : [row],
  );
  return { ...retailCn, rows };
}

const circumstances: readonly (readonly [
  string,
  Partial<MatrixRow>[],
  Partial<MatrixFacts>,
  number,
])[] = [
  [
    'its branch',
    [{ branchIds: ['east'] }, { branchIds: ['west'] }],
    { unitIds: ['west', 'region', 'head'] },
    2,
  ],
  ['a unit above it', [{ branchIds: ['region'] }, { branchIds: ['north'] }], {}, 1],
  ['security', [{ security: 'unsecured' }, { security: 'secured' }], { isSecured: true }, 2],
  ['no security', [{ security: 'unsecured' }, { security: 'secured' }], {}, 1],
  [
    'exceptions',
    [{ exceptions: 'none' }, { exceptions: 'raised' }],
    { exceptions: ['dti_high'] },
    2,
  ],
  ['no exceptions', [{ exceptions: 'none' }, { exceptions: 'raised' }], {}, 1],
];
test.each(circumstances)('selectPath() tells rows apart by %s', (_, rows, more, number) => {
  const choice = selectPath(splitBy(rows), facts('10,000.00', 'A', more));
  expect(choice.rowId).toBe(`ab-1-person-${number}`);
});

test('selectPath() has no row for a branch that no row names', () => {
  const matrix = splitBy([{ branchIds: ['east'] }]);
  expect(() => selectPath(matrix, facts('10,000.00', 'A', { unitIds: ['west', 'head'] }))).toThrow(
    expect.objectContaining({ code: 'no_matrix_row' }),
  );
});
