import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import {
  deadlineKindOf,
  resumeDeadlines,
  stageDeadlines,
} from '../../../domain/approval/deadlines.ts';
import { localInstant } from '../../../domain/instant.ts';
import type { WorkCalendarContent } from '../../../domain/work-calendar.ts';
import { readWorkCalendar } from '../../../domain/work-calendar.ts';
import { template } from './support.ts';

const holidays = new URL('../../../db/seed/holidays-cn.json', import.meta.url);
const branch = {
  calendar: readWorkCalendar(JSON.parse(readFileSync(holidays, 'utf8')) as WorkCalendarContent),
  hours: {
    zone: 'Asia/Shanghai',
    sessions: [
      { from: '09:00', to: '12:00' },
      { from: '13:30', to: '18:00' },
    ],
  },
};
const { sla } = template('any');
const at = (date: string, time: string) => localInstant(date, time, 'Asia/Shanghai');

test('stageDeadlines() of eight working hours before the Labour Day holiday fall after it', () => {
  const deadlines = stageDeadlines(sla, at('2026-04-30', '17:00'), branch);
  expect(deadlines.map(({ name, dueAt }) => [name, dueAt])).toEqual([
    ['reminder_50', at('2026-05-06', '12:00')],
    // 6.4 hours: one on the 30th, three in the morning, 2.4 from 13:30
    ['reminder_80', at('2026-05-06', '15:54')],
    ['escalation_100', at('2026-05-06', '17:30')],
    // 12 hours: half an hour is left of the 6th, three of the morning of the 7th, half of its afternoon
    ['process_admin_150', at('2026-05-07', '14:00')],
  ]);
  expect(deadlines.map(({ name }) => deadlineKindOf(name))).toEqual(
    deadlines.map(({ kind }) => kind),
  );
});

test('stageDeadlines() counts the make-up Saturday', () => {
  const [, , escalation] = stageDeadlines(sla, at('2026-05-08', '16:00'), branch);
  expect(escalation?.dueAt).toBe(at('2026-05-09', '16:30'));
});

test('resumeDeadlines() stops the clock while the case is returned and keeps what was left of it', () => {
  const deadlines = stageDeadlines(sla, at('2026-03-02', '09:00'), branch);
  // Returned at 14:30 on the Monday, four hours used; back on Thursday at nine.
  const times = { returnedAt: at('2026-03-02', '14:30'), resumedAt: at('2026-03-05', '09:00') };
  const resumed = resumeDeadlines(deadlines, times, branch);
  expect(resumed.map(({ name, dueAt }) => [name, dueAt])).toEqual([
    ['reminder_80', at('2026-03-05', '11:24')],
    ['escalation_100', at('2026-03-05', '14:30')],
    ['process_admin_150', at('2026-03-06', '09:30')],
  ]);
});
