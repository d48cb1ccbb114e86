/**
 * Dates and instants as text. A civil date is never turned into a point in time, so no zone can move it; an instant
 * is shown on the clock of the business zone, whatever the browser's own.
 */
import type { Language } from '../i18n/languages.ts';

const months = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ');

/** `2026-03-15` in tables; 2026年3月15日 or 15 Mar 2026 in prose. */
export function civilText(date: string, language: Language, isProse: boolean): string {
  if (!isProse) return date;
  const [year = '', month = '', day = ''] = date.split('-');
  if (language === 'zh-CN') return `${year}年${Number(month)}月${Number(day)}日`;
  return `${Number(day)} ${months[Number(month) - 1] ?? month} ${year}`;
}

export type ClockTime = { readonly date: string; readonly time: string; readonly seconds: string };

const formats = new Map<string, Intl.DateTimeFormat>();

/** An instant on the clock of `zone`: civil date, `HH:MM` and the seconds. */
export function clockTime(at: string, zone: string): ClockTime {
  const parts = new Map(
    zoneFormat(zone)
      .formatToParts(new Date(at))
      .map(({ type, value }) => [type, value]),
  );
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? '';
  return {
    date: `${part('year')}-${part('month')}-${part('day')}`,
    time: `${part('hour')}:${part('minute')}`,
    seconds: part('second'),
  };
}

/** `+08:00` at that instant. */
export function zoneOffset(at: string, zone: string): string {
  const format = new Intl.DateTimeFormat('en', { timeZone: zone, timeZoneName: 'longOffset' });
  const name = format.formatToParts(new Date(at)).find(({ type }) => type === 'timeZoneName');
  const offset = (name?.value ?? '').replace('GMT', '');
  return offset === '' ? '+00:00' : offset;
}

function zoneFormat(zone: string): Intl.DateTimeFormat {
  const known = formats.get(zone);
  if (known !== undefined) return known;
  const two = '2-digit';
  const format = new Intl.DateTimeFormat('en-CA', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: two,
    day: two,
    hour: two,
    minute: two,
    second: two,
  });
  formats.set(zone, format);
  return format;
}

const steps: readonly (readonly [Intl.RelativeTimeFormatUnit, number])[] = [
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
];

/** "5 minutes ago", in the largest unit that fits. */
export function relativeText(at: string, nowMs: number, language: Language): string {
  const seconds = Math.round((Date.parse(at) - nowMs) / 1000);
  const format = new Intl.RelativeTimeFormat(language, { numeric: 'auto' });
  const step = steps.find(([, size]) => Math.abs(seconds) >= size);
  if (step === undefined) return format.format(0, 'minute');
  return spaced(format.format(Math.trunc(seconds / step[1]), step[0]));
}

/** A number stands apart from the Han sign after it: 5 分钟前. */
function spaced(text: string): string {
  return text.replace(/(\d)(?=\p{Script=Han})/gu, '$1 ');
}
