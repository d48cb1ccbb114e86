/** Calendar files as RFC 5545 wants them: lines, folding, whole days. */
import { expect, test } from 'vitest';
import { writeCalendar } from '../../api/ical.ts';

const madeAt = '2036-02-13T02:00:00.000Z';

function linesOf(content: Buffer): string[] {
  return content.toString('utf8').split('\r\n');
}

test('writeCalendar() makes a whole day of each entry with a reminder on the day before', () => {
  const entry = { uid: 'a-1@daiban', date: '2036-02-29', summary: 'Loan payment 1,204.11; LN-1' };
  const lines = linesOf(writeCalendar([entry], madeAt));
  expect(lines[0]).toBe('BEGIN:VCALENDAR');
  expect(lines.at(-2)).toBe('END:VCALENDAR');
  expect(lines).toContain('DTSTAMP:20360213T020000Z');
  expect(lines).toContain('DTSTART;VALUE=DATE:20360229');
  expect(lines).toContain('DTEND;VALUE=DATE:20360301');
  expect(lines).toContain('SUMMARY:Loan payment 1\\,204.11\\; LN-1');
  expect(lines).toContain('TRIGGER:-PT15H');
});

test('writeCalendar() folds at 75 octets and never inside a character', () => {
  const summary = '贷款还款'.repeat(20);
  const content = writeCalendar([{ uid: 'b', date: '2036-01-01', summary }], madeAt);
  const lines = linesOf(content);
  expect(lines.every((line) => Buffer.byteLength(line) <= 75)).toBe(true);
  const unfolded = content.toString('utf8').replaceAll('\r\n ', '');
  expect(unfolded).toContain(`SUMMARY:${summary}`);
  expect(unfolded).not.toContain('\uFFFD');
});
