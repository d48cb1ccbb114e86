import fc from 'fast-check';
import { expect, test } from 'vitest';
import { capitalAmount } from '../../../web/components/capital-amount.ts';
import {
  compactMoney,
  compareAmounts,
  groupAmount,
  moneyText,
  normaliseDigits,
  readAmount,
  sumAmounts,
} from '../../../web/components/money-text.ts';

const cny = (amount: string) => ({ amount, currency: 'CNY' as const });

const typed = [
  // what is typed, currency, the amount on the wire
  ['500000', 'CNY', '500000.00'],
  ['５０，０００．５', 'CNY', '50000.50'],
  ['¥ 1,234.5', 'CNY', '1234.50'],
  ['￥１２３', 'CNY', '123.00'],
  ['.5', 'CNY', '0.50'],
  ['007.10', 'CNY', '7.10'],
  ['1.5000', 'CNY', '1.50'],
  ['12000', 'JPY', '12000'],
  ['1.234', 'KWD', '1.234'],
] as const;
test.each(typed)('readAmount() reads %s in %s as %s', (text, currency, amount) => {
  expect(readAmount(text, currency)).toEqual({ kind: 'amount', amount });
});

const refused = [
  ['abc', 'malformed'],
  ['.', 'malformed'],
  ['1.2.3', 'malformed'],
  ['1e5', 'malformed'],
  ['12.345', 'too_many_decimals'],
  ['-5', 'negative'],
  ['－5', 'negative'],
  ['12345678901234567', 'too_large'],
] as const;
test.each(refused)('readAmount() says of %s that it is %s', (text, problem) => {
  expect(readAmount(text, 'CNY')).toEqual({ kind: 'problem', problem });
});

test('readAmount() takes an empty field for no amount, never for zero', () => {
  expect(readAmount('', 'CNY')).toEqual({ kind: 'empty' });
  expect(readAmount(' 　', 'CNY')).toEqual({ kind: 'empty' });
});

test('readAmount() reads back every amount as it is shown, to the cent', () => {
  fc.assert(
    fc.property(fc.bigInt({ min: 0n, max: 10n ** 17n }), (minor) => {
      const text = minor.toString().padStart(3, '0');
      const amount = `${text.slice(0, -2)}.${text.slice(-2)}`;
      expect(readAmount(groupAmount(amount), 'CNY')).toEqual({ kind: 'amount', amount });
    }),
  );
});

test('moneyText() writes the minus before the sign of the currency, and a plus only where asked', () => {
  expect(moneyText(cny('-1234567.50'))).toBe('−¥1,234,567.50');
  expect(moneyText(cny('0.00'), true)).toBe('¥0.00');
  expect(moneyText(cny('820.00'), true)).toBe('+¥820.00');
  expect(moneyText({ amount: '12000', currency: 'JPY' })).toBe('JP¥12,000');
});

const short = [
  ['182000000.00', 'zh-CN', '¥1.82亿'],
  ['12400.00', 'zh-CN', '¥1.24万'],
  ['9999.99', 'zh-CN', '¥9,999.99'],
  ['182000000.00', 'en', '¥182M'],
  ['12450.00', 'en', '¥12.45K'],
  ['-12450.00', 'en', '−¥12.45K'],
  ['999999999999.00', 'zh-CN', '¥10,000亿'],
] as const;
test.each(short)('compactMoney() shortens %s in %s to %s', (amount, language, text) => {
  expect(compactMoney(cny(amount), language)).toBe(text);
});

test('sumAmounts() and compareAmounts() are exact where floating numbers are not', () => {
  expect(sumAmounts(['0.10', '0.20'])).toBe('0.30');
  expect(sumAmounts(['-5.00', '4.99'])).toBe('-0.01');
  expect(sumAmounts([])).toBe('0');
  expect(compareAmounts('9007199254740993.00', '9007199254740992.99')).toBe(1);
  expect(compareAmounts('100.00', '100.00')).toBe(0);
});

const capitals = [
  ['500000.00', '伍拾万元整'],
  ['80000.00', '捌万元整'],
  ['1680.32', '壹仟陆佰捌拾元叁角贰分'],
  ['1409.50', '壹仟肆佰零玖元伍角整'],
  ['6007.14', '陆仟零柒元壹角肆分'],
  ['16409.02', '壹万陆仟肆佰零玖元零贰分'],
  ['325.04', '叁佰贰拾伍元零肆分'],
  ['107000.53', '壹拾万柒仟元伍角叁分'],
  ['100000005.00', '壹亿零伍元整'],
  ['10010000.00', '壹仟零壹万元整'],
  ['1000100000000.00', '壹万零壹亿元整'],
  ['0.05', '伍分'],
  ['0.50', '伍角整'],
  ['0.00', '零元整'],
  ['-12.00', '负壹拾贰元整'],
] as const;
test.each(capitals)('capitalAmount() writes %s as %s', (amount, words) => {
  expect(capitalAmount(amount)).toBe(words);
});

test('normaliseDigits() takes full-width digits, spaces and hyphens out of numbers', () => {
  expect(normaliseDigits('１３８ 1234-5678')).toBe('13812345678');
  expect(normaliseDigits('31010119900101123x')).toBe('31010119900101123X');
});
