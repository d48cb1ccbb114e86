/**
 * Due dates as a calendar file (RFC 5545): whole-day events with a reminder on the day before, so that a phone reminds
 * even where no message arrives.
 */
import { addDays, type IsoDate } from '../domain/calendar.ts';
import type { Instant } from '../domain/calendar.ts';

export type CalendarEntry = {
  /** Stays the same for the same thing, so that a newer file replaces the older one. */
  readonly uid: string;
  readonly date: IsoDate;
  readonly summary: string;
};

/** @param madeAt when the file was made */
export function writeCalendar(entries: readonly CalendarEntry[], madeAt: Instant): Buffer {
  const stamp = `${madeAt.slice(0, 19).replace(/[-:]/g, '')}Z`;
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Daiban//Due dates//EN',
    'CALSCALE:GREGORIAN',
    'METHOD:PUBLISH',
    ...entries.flatMap((entry) => writeEvent(entry, stamp)),
    'END:VCALENDAR',
  ];
  return Buffer.from(lines.map((line) => `${fold(line)}\r\n`).join(''), 'utf8');
}

function writeEvent({ uid, date, summary }: CalendarEntry, stamp: string): string[] {
  const text = escapeText(summary);
  return [
    'BEGIN:VEVENT',
    `UID:${uid}`,
    `DTSTAMP:${stamp}`,
    `DTSTART;VALUE=DATE:${date.replaceAll('-', '')}`,
    `DTEND;VALUE=DATE:${addDays(date, 1).replaceAll('-', '')}`,
    `SUMMARY:${text}`,
    'TRANSP:TRANSPARENT',
    'BEGIN:VALARM',
    'ACTION:DISPLAY',
    `DESCRIPTION:${text}`,
    // Nine in the morning of the day before.
    'TRIGGER:-PT15H',
    'END:VALARM',
    'END:VEVENT',
  ];
}

function escapeText(text: string): string {
  return text.replace(/[\\;,]/g, (character) => `\\${character}`).replace(/\r?\n/g, '\\n');
}

const LINE_OCTETS = 75;

/** Lines of more than 75 octets go on behind a blank; a character is never cut. */
function fold(line: string): string {
  const parts: string[] = [];
  let part = '';
  for (const character of line) {
    const room = LINE_OCTETS - (parts.length === 0 ? 0 : 1);
    if (Buffer.byteLength(part + character) > room) {
      parts.push(part);
      part = '';
    }
    part += character;
  }
  return [...parts, part].join('\r\n ');
}
