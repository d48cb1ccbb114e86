import { expect, test } from 'vitest';
import { findingCodes, findingPointer, block } from '../../domain/approval/findings.ts';
import { languages } from '../../locales/catalogue.ts';
import { findingText } from '../../locales/finding-texts.ts';

const branchName = (branchId: string) => (branchId === 'east' ? '静安支行' : branchId);
const facts = {
  product: 'consumer',
  customerType: 'person',
  grade: 'E',
  currency: 'CNY',
  from: '500000.00',
  to: null,
  branchId: 'east',
  branchIds: ['east'],
  security: 'secured',
  exceptions: 'none',
  role: 'branch_head',
  name: 'T2',
  foundCount: 1,
  neededCount: 2,
} as const;
const place = { rowIds: ['ab-2'], tier: 'T2', stageKey: 'branch_head' };

test.each(findingCodes)('findingText() has words in both languages for %s', (code) => {
  const found = block(code, place, facts);
  const [zh, en] = languages.map((language) => findingText(language, found, branchName));
  expect(zh).toMatch(/\p{Script=Han}/u);
  expect(en).toMatch(/[a-z]{3}/);
  expect(`${zh}${en}`).not.toMatch(/[{}]/);
});

test('findingText() names the cell and the amounts of a gap', () => {
  const found = block('amount_gap', {}, facts);
  expect(findingText('en', found, branchName)).toBe(
    'consumer · person · grade E · 静安支行 · with security · without exceptions: no row takes from 500000.00 CNY upward',
  );
  expect(findingText('zh-CN', found, branchName)).toBe(
    'consumer · 个人 · 等级 E · 静安支行 · 有担保 · 无例外：金额 500000.00（含）以上 CNY 没有对应的行',
  );
});

test('findingPointer() leads to the row, the stage, the tier, or the table', () => {
  expect(findingPointer(block('amount_overlap', { rowIds: ['a', 'b'] }))).toBe('/rows/a');
  expect(findingPointer(block('quorum_missing', { tier: 'T4', stageKey: 'committee' }))).toBe(
    '/tiers/T4/path/committee',
  );
  expect(findingPointer(block('path_empty', { tier: 'T4' }))).toBe('/tiers/T4');
  expect(findingPointer(block('amount_gap', {}))).toBe('/rows');
});
