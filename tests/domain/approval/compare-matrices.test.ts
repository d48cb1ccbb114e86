import { expect, test } from 'vitest';
import { compareMatrices } from '../../../domain/approval/compare-matrices.ts';
import { retailCn } from './support.ts';

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
