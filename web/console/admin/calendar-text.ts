/** A year pasted as text, one day or stretch of days a line: `2027-02-05..2027-02-11,holiday,春节`. */
import { addDays, isIsoDate } from '../../../domain/calendar.ts';
import type { AnswerOf } from '../../api/contract.ts';
import type { readYear } from '../../api/contracts/calendar.ts';

export type CalendarDay = AnswerOf<typeof readYear>['days'][number];

export type ReadText = {
  readonly days: readonly CalendarDay[];
  /** Lines that say no day, counted from 1. */
  readonly badLines: readonly number[];
};

const kinds: Readonly<Record<string, CalendarDay['kind']>> = {
  holiday: 'holiday',
  休: 'holiday',
  放假: 'holiday',
  节假日: 'holiday',
  make_up_workday: 'make_up_workday',
  workday: 'make_up_workday',
  班: 'make_up_workday',
  上班: 'make_up_workday',
  调休上班: 'make_up_workday',
};

const line =
  /^(\d{4}-\d{2}-\d{2})(?:\s*(?:\.\.|~|至)\s*(\d{4}-\d{2}-\d{2}))?[\s,，;\t]+([^\s,，;]+)[\s,，;]*(.*)$/;
/** Longer than any holiday; a year typed wrong does not become hundreds of days. */
const longestStretch = 31;

/** @param nameOf what a day is called when its line does not say */
export function readCalendarText(
  text: string,
  nameOf: (kind: CalendarDay['kind']) => string,
): ReadText {
  const days: CalendarDay[] = [];
  const badLines: number[] = [];
  text.split(/\r?\n/).forEach((raw, index) => {
    if (raw.trim() === '') return;
    const read = readLine(raw.trim(), nameOf);
    if (read === null) badLines.push(index + 1);
    else days.push(...read);
  });
  return { days, badLines };
}

function readLine(
  raw: string,
  nameOf: (kind: CalendarDay['kind']) => string,
): CalendarDay[] | null {
  const [, first, last = first, kindWord, name] = line.exec(raw) ?? [];
  const kind = kinds[kindWord?.toLowerCase() ?? ''];
  if (first === undefined || last === undefined || kind === undefined) return null;
  if (!isIsoDate(first) || !isIsoDate(last) || last < first) return null;
  const days: CalendarDay[] = [];
  for (let date = first; date <= last; date = addDays(date, 1)) {
    if (days.length === longestStretch) return null;
    days.push({ date, kind, name: name === undefined || name === '' ? nameOf(kind) : name });
  }
  return days;
}
