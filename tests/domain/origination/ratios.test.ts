import { expect, test } from 'vitest';
import {
  debtServiceCoveragePpm,
  debtToIncomePpm,
  loanToValuePpm,
} from '../../../domain/origination/ratios.ts';
import { cny } from './support.ts';

const income = {
  otherDebtService: cny('3,200.00'),
  largestInstallment: cny('8,661.90'),
  monthlyIncome: cny('24,000.00'),
  isIncomeVerified: true,
  haircutPpm: 200_000,
};

test('debtToIncomePpm() is all debt service a month to income', () => {
  expect(debtToIncomePpm(income)).toBe(494_246);
});

test('debtToIncomePpm() takes a fifth off income that nothing verifies', () => {
  // 11,861.90 to 19,200.00
  expect(debtToIncomePpm({ ...income, isIncomeVerified: false })).toBe(617_807);
});

test('debtToIncomePpm() is unknown without income, without a schedule, and for no income at all', () => {
  expect(debtToIncomePpm({ ...income, monthlyIncome: null })).toBeNull();
  expect(debtToIncomePpm({ ...income, monthlyIncome: cny('0.00') })).toBeNull();
  expect(debtToIncomePpm({ ...income, largestInstallment: null })).toBeNull();
  expect(debtToIncomePpm({ ...income, otherDebtService: null })).toBeNull();
});

const security = { secured: cny('1,400,000.00'), seniorDebt: null, value: cny('2,000,000.00') };

test('loanToValuePpm() is the exposure secured to the value after its haircut', () => {
  expect(loanToValuePpm({ ...security, haircutPpm: 0 })).toBe(700_000);
  expect(loanToValuePpm({ ...security, haircutPpm: 100_000 })).toBe(777_778);
});

test('loanToValuePpm() adds the debt that ranks before a second charge', () => {
  const second = { ...security, seniorDebt: cny('300,000.00'), haircutPpm: 0 };
  expect(loanToValuePpm(second)).toBe(850_000);
  expect(loanToValuePpm({ ...security, value: null, haircutPpm: 0 })).toBeNull();
});

test('debtServiceCoveragePpm() is cash flow to debt service, unknown without either', () => {
  expect(debtServiceCoveragePpm({ cashFlow: cny('120.00'), debtService: cny('100.00') })).toBe(
    1_200_000,
  );
  expect(debtServiceCoveragePpm({ cashFlow: null, debtService: cny('100.00') })).toBeNull();
  expect(debtServiceCoveragePpm({ cashFlow: cny('120.00'), debtService: cny('0.00') })).toBeNull();
});
