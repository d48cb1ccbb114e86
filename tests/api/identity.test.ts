import { expect, test } from 'vitest';
import { checkBankAccount, checkIdentity, checkPhone } from '../../api/identity.ts';
import { residentNumber } from '../support/numbers.ts';

const identityCases = [
  // type, country, number, canonical form or null
  ['national_id', 'CN', '11010519491231002X', '11010519491231002X'],
  ['national_id', 'CN', '110105-19491231-002x', '11010519491231002X'],
  ['national_id', 'CN', '110105194912310021', null],
  ['national_id', 'CN', '11010519491331002X', null],
  ['national_id', 'CN', '', null],
  ['company_registration', 'CN', '91110000600037341L', '91110000600037341L'],
  ['company_registration', 'CN', '91110000600037341K', null],
  ['national_id', 'ES', '54362315-K', '54362315K'],
  ['national_id', 'ES', '54362315-Z', null],
  ['passport', 'DE', 'C01X00T47', 'C01X00T47'],
  ['passport', 'DE', 'C0/1', null],
  ['national_id', 'ZZ', 'AB 123', 'AB123'],
] as const;

test.each(identityCases)(
  'checkIdentity() of a %s of %s numbered "%s" gives %s',
  (type, country, number, expected) => {
    const checked = checkIdentity({ type, country, number }, '/identity/number');
    expect('value' in checked ? checked.value.number : null).toBe(expected);
    if (number !== '') expect(JSON.stringify('error' in checked)).not.toContain(number);
  },
);

test('checkIdentity() reads the day of birth out of a resident number', () => {
  const number = residentNumber('2000-02-29', 7);
  const checked = checkIdentity({ type: 'national_id', country: 'CN', number }, '');
  expect('value' in checked && checked.value.birthDate).toBe('2000-02-29');
});

test.each([
  ['13812345678', '+8613812345678'],
  ['138 1234 5678', '+8613812345678'],
  ['+44 20 7183 8750', '+442071838750'],
  ['021-68888888', '+862168888888'],
  ['23812345678', null],
  ['call me', null],
  ['+86 138 1234 5678 ext. 9', null],
])('checkPhone() of "%s" gives %s', (phone, expected) => {
  const checked = checkPhone(phone, '/phone');
  expect('value' in checked ? checked.value : null).toBe(expected);
});

test.each([
  ['6222 0212 3456 7890', '6222021234567890'],
  ['GB82 WEST 1234 5698 7654 32', 'GB82WEST12345698765432'],
  ['GB82 WEST 1234 5698 7654 33', null],
  ['1234', null],
  ['62220212345678AB', null],
])('checkBankAccount() of "%s" gives %s', (account, expected) => {
  const checked = checkBankAccount(account, '/bankAccount');
  expect('value' in checked ? checked.value : null).toBe(expected);
});
