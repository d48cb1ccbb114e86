import { expect, test } from 'vitest';
import { compareMatrices } from '../../../domain/approval/compare-matrices.ts';
import { compareCells } from '../../../domain/approval/compare-cells.ts';
import { house, retailCn } from './support.ts';

test('compareMatrices() finds nothing between a matrix and its copy, rows in another order', () => {
  const copy = { ...structuredClone(retailCn), rows: retailCn.rows.toReversed() };
  expect(compareMatrices(retailCn, copy)).toEqual([]);
});

test('compareMatrices() names a changed bound by row, a changed quorum by tier and stage', () => {
  const after = {
    ...retailCn,
    rows: retailCn.rows.map((row) =>
      row.rowId === 'ab-2' ? { ...row, amount: { from: '50000.00', to: '300000.00' } } : row,
    ),
    tiers: retailCn.tiers.map((tier) =>
      tier.tier === 'T4'
        ? {
            ...tier,
            path: tier.path.map((stage) => ({ ...stage, quorumCount: stage.quorumCount && 4 })),
          }
        : tier,
    ),
  };
  expect(compareMatrices(retailCn, after)).toEqual([
    {
      kind: 'changed',
      pointer: '/tiers/T4/path/credit_committee/quorumCount',
      before: 3,
      after: 4,
    },
    { kind: 'changed', pointer: '/rows/ab-2/amount/to', before: '200000.00', after: '300000.00' },
  ]);
});

test('compareMatrices() shows a row that went and a stage that came', () => {
  const [first, ...rest] = retailCn.rows;
  const stage = { ...retailCn.tiers[0]!.path[0]!, key: 'third_look' };
  const after = {
    ...retailCn,
    rows: rest,
    tiers: retailCn.tiers.map((tier) =>
      tier.tier === 'T1' ? { ...tier, path: [...tier.path, stage] } : tier,
    ),
  };
  expect(compareMatrices(retailCn, after)).toEqual([
    { kind: 'added', pointer: '/tiers/T1/path/third_look', before: null, after: stage },
    { kind: 'removed', pointer: '/rows/ab-1-person', before: first, after: null },
  ]);
});

test('compareMatrices() shows stages that changed places, for their order is the order of approval', () => {
  const after = {
    ...retailCn,
    tiers: retailCn.tiers.map((tier) =>
      tier.tier === 'T2' ? { ...tier, path: tier.path.toReversed() } : tier,
    ),
  };
  expect(compareMatrices(retailCn, after)).toEqual([
    {
      kind: 'changed',
      pointer: '/tiers/T2/path/order',
      before: ['credit_officer', 'branch_head'],
      after: ['branch_head', 'credit_officer'],
    },
  ]);
});

test('compareCells() finds nothing where a band is only cut in two', () => {
  const rows = retailCn.rows.flatMap((row) =>
    row.rowId === 'ab-2'
      ? [
          { ...row, rowId: 'ab-2-low', amount: { from: '50000.00', to: '100000.00' } },
          { ...row, rowId: 'ab-2-high', amount: { from: '100000.00', to: '200000.00' } },
        ]
      : [row],
  );
  expect(compareCells(retailCn, { ...retailCn, rows }, house())).toEqual([]);
});

test('compareCells() names the amounts of a cell that get another tier, and a cell without a row', () => {
  const rows = retailCn.rows
    .filter(({ rowId }) => rowId !== 'e')
    .map((row) =>
      row.rowId === 'ab-2' ? { ...row, amount: { from: '50000.00', to: '150000.00' } } : row,
    )
    .map((row) =>
      row.rowId === 'ab-3' ? { ...row, amount: { from: '150000.00', to: row.amount.to } } : row,
    );
  const found = compareCells(retailCn, { ...retailCn, rows }, house());
  const consumer = found.filter(
    ({ facts }) => facts.product === 'consumer' && facts.customerType === 'person',
  );
  expect(consumer.find(({ facts }) => facts.grade === 'A')).toMatchObject({
    facts: { grade: 'A', from: '150000.00', to: '200000.00', currency: 'CNY' },
    before: { rowId: 'ab-2', tier: 'T2' },
    after: { rowId: 'ab-3', tier: 'T3', stages: [{ key: 'credit_officer' }, {}, {}] },
  });
  expect(consumer.filter(({ facts }) => facts.grade === 'E')).toMatchObject([
    { before: { rowId: 'e', tier: null, stages: [] }, after: null },
  ]);
});

test('compareCells() tells branches apart once a row does', () => {
  const rows = retailCn.rows.flatMap((row) =>
    row.rowId === 'ab-2'
      ? [
          { ...row, branchIds: ['east'] },
          { ...row, rowId: 'ab-2-west', branchIds: ['west'], tier: 'T3' },
        ]
      : [row],
  );
  const found = compareCells(retailCn, { ...retailCn, rows }, house());
  expect(found.length).toBeGreaterThan(0);
  expect(new Set(found.map(({ facts }) => facts.branchIds?.join()))).toEqual(new Set(['west']));
});
