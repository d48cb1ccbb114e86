import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  maskBankAccount,
  maskEmail,
  maskIdentity,
  maskName,
  maskPhone,
} from '../../domain/masks.ts';

test.each([
  ['王明', '王*'],
  ['王小明', '王*明'],
  ['欧阳娜娜', '欧**娜'],
  ['Maria Schmidt', 'M**** S******'],
])('maskName() of %s shows %s', (name, expected) => {
  expect(maskName(name)).toBe(expected);
});

test.each([
  ['310104199003071234', '3101**********1234'],
  ['A1234567', 'A1****67'],
  ['123', '***'],
])('maskIdentity() of %s shows %s', (number, expected) => {
  expect(maskIdentity(number)).toBe(expected);
});

test.each([
  ['+8613812345678', '138****5678'],
  ['+442071838750', '+4420****8750'],
])('maskPhone() of %s shows %s', (phone, expected) => {
  expect(maskPhone(phone)).toBe(expected);
});

test('maskBankAccount() and maskEmail() keep the end', () => {
  expect(maskBankAccount('6222021234567890')).toBe('****7890');
  expect(maskEmail('wang@example.com')).toBe('w***@example.com');
});

test('maskIdentity() hides at least half of any number', () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[A-Z0-9]{1,30}$/), (number) => {
      const masked = maskIdentity(number);
      expect(masked).toHaveLength(number.length);
      expect(masked.replace(/[^*]/g, '').length * 2).toBeGreaterThanOrEqual(number.length);
    }),
  );
});

test('maskPhone() hides at least four digits of any phone of eight digits or more', () => {
  fc.assert(
    fc.property(fc.stringMatching(/^\+[1-9][0-9]{7,14}$/), (phone) => {
      const masked = maskPhone(phone);
      const shown = (/^\+86\d{8,}$/u.test(phone) ? phone.slice(3) : phone).length;
      expect(masked).toContain('****');
      expect(masked.replaceAll('*', '').length).toBeLessThanOrEqual(shown - 4);
    }),
    { examples: [['+8610000'], ['+8613800000001']], numRuns: 2_000 },
  );
});
