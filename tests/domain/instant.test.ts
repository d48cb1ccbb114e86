import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  addMs,
  businessDateOf,
  instantMs,
  localInstant,
  localTimeOf,
  msInstant,
} from '../../domain/instant.ts';

const zones = ['Asia/Shanghai', 'America/New_York', 'Pacific/Kiritimati', 'Asia/Kolkata'] as const;

test('msInstant() is the inverse of instantMs(), also before 1970', () => {
  fc.assert(
    fc.property(fc.integer({ min: -6e13, max: 2e14 }), (ms) => {
      expect(instantMs(msInstant(ms))).toBe(ms);
      // The platform's own calendar is the yardstick here; the domain does not use it.
      expect(msInstant(ms)).toBe(new Date(ms).toISOString());
    }),
  );
});

test('instantMs() refuses text that is no instant in UTC', () => {
  expect(() => instantMs('2026-05-08T16:00:00+08:00')).toThrow('ending in Z');
  expect(instantMs('2026-05-08T08:00:00Z')).toBe(instantMs('2026-05-08T08:00:00.000Z'));
});

const walls = [
  // date and time on the wall, zone, instant
  ['2026-03-03', '08:00', 'Asia/Shanghai', '2026-03-03T00:00:00.000Z'],
  ['2026-03-02', '08:00', 'America/New_York', '2026-03-02T13:00:00.000Z'],
  ['2026-03-09', '08:00', 'America/New_York', '2026-03-09T12:00:00.000Z'],
  // 02:30 does not exist on the day the clocks go forward
  ['2026-03-08', '02:30', 'America/New_York', '2026-03-08T07:30:00.000Z'],
  // 01:30 comes twice on the day they go back; the first is meant
  ['2026-11-01', '01:30', 'America/New_York', '2026-11-01T05:30:00.000Z'],
  ['2026-01-01', '00:00', 'Pacific/Kiritimati', '2025-12-31T10:00:00.000Z'],
  ['2026-05-08', '24:00', 'Asia/Shanghai', '2026-05-08T16:00:00.000Z'],
] as const;

test.each(walls)('localInstant() of %s %s in %s is %s', (date, time, zone, expected) => {
  expect(localInstant(date, time, zone)).toBe(expected);
});

test('businessDateOf() changes at midnight of the zone, not of UTC', () => {
  expect(businessDateOf('2026-03-02T15:59:59.999Z', 'Asia/Shanghai')).toBe('2026-03-02');
  expect(businessDateOf('2026-03-02T16:00:00.000Z', 'Asia/Shanghai')).toBe('2026-03-03');
  expect(businessDateOf('2026-03-02T16:00:00.000Z', 'America/New_York')).toBe('2026-03-02');
  expect(localTimeOf('2026-03-02T16:00:00.000Z', 'Asia/Kolkata')).toBe('21:30');
});

test('localInstant() undoes businessDateOf() and localTimeOf() in every zone, but for the hour that comes twice', () => {
  const hour = 3_600_000;
  fc.assert(
    fc.property(fc.constantFrom(...zones), fc.integer({ min: 0, max: 4e9 }), (zone, seconds) => {
      const at = msInstant(Math.floor(seconds / 60) * 60_000);
      const back = localInstant(businessDateOf(at, zone), localTimeOf(at, zone), zone);
      expect([at, addMs(at, -hour)]).toContain(back);
    }),
  );
});

test('localTimeOf() changes with the clocks to the second, whatever was asked before', () => {
  const forward = '2026-03-08T07:00:00.000Z';
  expect(localTimeOf(addMs(forward, -1), 'America/New_York')).toBe('01:59');
  expect(localTimeOf(forward, 'America/New_York')).toBe('03:00');
  expect(localTimeOf(addMs(forward, -1), 'America/New_York')).toBe('01:59');
  // Lord Howe Island moves by half an hour, on a half hour of UTC.
  const back = '2026-04-04T15:00:00.000Z';
  expect(localTimeOf(addMs(back, -1), 'Australia/Lord_Howe')).toBe('01:59');
  expect(localTimeOf(back, 'Australia/Lord_Howe')).toBe('01:30');
});
