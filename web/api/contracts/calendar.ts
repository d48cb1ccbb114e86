import type * as wire from '../../../api/schemas/calendar.ts';
import { read, write } from '../contract.ts';

export const listYears = read<{ answer: typeof wire.calendarYears }>('/v1/calendar-years');

export const readYear = read<{
  params: typeof wire.yearParams;
  answer: typeof wire.calendarYear;
}>('/v1/calendar-years/:year');

export const previewYear = write<{
  body: typeof wire.newCalendarChange;
  answer: typeof wire.movedLoans;
}>('POST', '/v1/calendar-previews');

export const enterYear = write<{
  body: typeof wire.newCalendarChange;
  answer: typeof wire.calendarChange;
}>('POST', '/v1/calendar-changes');

export const readEffect = read<{
  params: typeof wire.calendarChangeParams;
  answer: typeof wire.calendarEffect;
}>('/v1/calendar-changes/:calendarChangeId/effects');

export const confirmYear = write<{
  params: typeof wire.calendarChangeParams;
  answer: typeof wire.calendarChange;
}>('POST', '/v1/calendar-changes/:calendarChangeId/confirmations');

export const rejectYear = write<{
  params: typeof wire.calendarChangeParams;
  body: typeof wire.calendarRejection;
  answer: typeof wire.calendarChange;
}>('POST', '/v1/calendar-changes/:calendarChangeId/rejections');
