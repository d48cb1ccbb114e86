import { expect, test } from 'vitest';
import type { Relation } from '../../../domain/origination/exposure.ts';
import {
  assertCooledOff,
  assertWithinExposure,
  coolingOffEndDate,
  exposureChecks,
  findDuplicates,
  relatedParties,
  totalExposure,
} from '../../../domain/origination/exposure.ts';
import { cny } from './support.ts';

const link = (fromId: string, toId: string, more: Partial<Relation> = {}): Relation => ({
  fromId,
  toId,
  kind: 'guarantor',
  sharePpm: null,
  ...more,
});

test('relatedParties() follows relations both ways, three steps far', () => {
  const chain = [link('b', 'a'), link('b', 'c'), link('d', 'c'), link('d', 'e')];
  expect(relatedParties('a', chain)).toEqual(['b', 'c', 'd']);
});

test('relatedParties() counts a company from a quarter of its shares, and circles once', () => {
  const held = (sharePpm: number) => [link('a', 'firm', { kind: 'controlled_company', sharePpm })];
  expect(relatedParties('a', held(250_000))).toEqual(['firm']);
  expect(relatedParties('a', held(249_999))).toEqual([]);
  expect(relatedParties('a', [link('a', 'b'), link('b', 'c'), link('c', 'a')])).toEqual(['b', 'c']);
});

test('totalExposure() is outstanding, undrawn and under review of everyone', () => {
  const one = { outstanding: cny('80,000.00'), undrawn: cny('0.00'), underReview: cny('0.00') };
  const other = { outstanding: cny('1.00'), undrawn: cny('20.00'), underReview: cny('300.00') };
  expect(totalExposure([one, other], 'CNY')).toEqual(cny('80,321.00'));
  expect(totalExposure([], 'CNY')).toEqual(cny('0.00'));
});

test('assertWithinExposure() takes the limit itself and not a cent more', () => {
  const limit = cny('200,000.00');
  expect(() => assertWithinExposure([{ exposure: limit, limit }])).not.toThrow();
  expect(() => assertWithinExposure([{ exposure: cny('200,000.01'), limit }])).toThrow(
    'the exposure would be 200,000.01 CNY, the limit is 200,000.00 CNY',
  );
});

test('exposureChecks() bounds what is set: the customer, the group, or neither', () => {
  const exposures = { customer: cny('1.00'), group: cny('2.00') };
  expect(exposureChecks(exposures, { customer: null, group: null })).toEqual([]);
  expect(exposureChecks(exposures, { customer: '5.00', group: '1.00' })).toEqual([
    { exposure: cny('1.00'), limit: cny('5.00') },
    { exposure: cny('2.00'), limit: cny('1.00') },
  ]);
});

test('coolingOffEndDate() of a decline on 10 April accepts from 10 May', () => {
  expect(coolingOffEndDate('2026-04-10', 30)).toBe('2026-05-10');
});

test('assertCooledOff() waits for the longest of the declines', () => {
  const ordinary = { declinedDate: '2026-04-10', coolingOffDays: 30 };
  expect(() => assertCooledOff([ordinary], '2026-05-09')).toThrow(
    expect.objectContaining({
      code: 'cooling_off',
      data: { acceptedFromDate: '2026-05-10' },
    }),
  );
  expect(() => assertCooledOff([ordinary], '2026-05-10')).not.toThrow();
  const fraud = { declinedDate: '2026-01-01', coolingOffDays: 365 };
  expect(() => assertCooledOff([ordinary, fraud], '2026-05-10')).toThrow('2027-01-01');
  expect(() => assertCooledOff([], '2026-05-10')).not.toThrow();
});

test('findDuplicates() refuses a second open application and only points at the rest', () => {
  const none = { openApplicationNumbers: [], sharedContactCount: 2, nameTwinCount: 0 };
  expect(findDuplicates(none)).toEqual([]);
  expect(findDuplicates({ ...none, sharedContactCount: 3, nameTwinCount: 1 })).toEqual([
    'contact_shared_widely',
    'name_twin',
  ]);
  expect(() => findDuplicates({ ...none, openApplicationNumbers: ['LA2026-000417'] })).toThrow(
    'LA2026-000417',
  );
});
