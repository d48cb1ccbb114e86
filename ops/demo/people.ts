/**
 * Invented people for the demonstration: names, identity numbers with a right check digit, phones and accounts, all
 * made from the run and the row, so that a run that is taken up again finds the same people.
 */
import type { IsoDate } from '../../domain/calendar.ts';

export type Person = {
  readonly name: string;
  readonly identityNumber: string;
  readonly birthDate: IsoDate;
  readonly phone: string;
  readonly bankAccount: string;
};

const surnames = [...'王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗'];
const givenNames = [
  '伟',
  '芳',
  '娜',
  '秀英',
  '敏',
  '静',
  '丽',
  '强',
  '磊',
  '洋',
  '艳',
  '建华',
  '玉兰',
  '海峰',
];

/** Shanghai's districts in the first six digits of an identity number (GB/T 2260). */
const districts = ['310101', '310104', '310105', '310106', '310107', '310109', '310110', '310115'];

/**
 * @param serial below 1,000,000: tells two people of all runs apart
 * @param age in whole years on `businessDate`
 */
export function inventPerson(serial: number, age: number, businessDate: IsoDate): Person {
  const year = Number(businessDate.slice(0, 4)) - age - 1;
  const month = 1 + (serial % 12);
  const day = 1 + ((serial * 7) % 28);
  const birthDate = `${year}-${two(month)}-${two(day)}`;
  // The three digits that tell apart who was born in one district on one day.
  const order = String(Math.floor(serial / 8) % 1000).padStart(3, '0');
  const first17 = `${pick(districts, serial)}${birthDate.replaceAll('-', '')}${order}`;
  return {
    name: pick(surnames, serial * 3) + pick(givenNames, serial * 5),
    identityNumber: first17 + identityCheckDigit(first17),
    birthDate,
    phone: `+86 13${String(800_000_000 + serial).padStart(9, '0')}`,
    bankAccount: withLuhnDigit(`622848${String(serial).padStart(12, '0')}`),
  };
}

/** GB 11643-1999: ISO 7064 MOD 11-2, where ten is written X. */
function identityCheckDigit(first17: string): string {
  const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
  const total = weights.reduce((sum, weight, index) => sum + weight * Number(first17[index]), 0);
  return '10X98765432'[total % 11]!;
}

/** ISO/IEC 7812-1. */
function withLuhnDigit(digits: string): string {
  const total = [...digits].reverse().reduce((sum, digit, index) => {
    const value = Number(digit) * (index % 2 === 0 ? 2 : 1);
    return sum + (value > 9 ? value - 9 : value);
  }, 0);
  return digits + String((10 - (total % 10)) % 10);
}

function pick<T>(list: readonly T[], index: number): T {
  return list[index % list.length]!;
}

function two(value: number): string {
  return String(value).padStart(2, '0');
}
