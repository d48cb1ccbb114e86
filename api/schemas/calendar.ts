/** The working calendar on the wire: years, their days, and changes that a second person confirms. */
import { z } from 'zod';
import { actions, id, instant, isoDate, text } from './common.ts';

const yearNumber = z.number().int().min(1950).max(2149);
const yearStatus = z.enum(['published', 'provisional']);
const changeStatus = z.enum(['entered', 'confirmed', 'rejected']);

const day = z.strictObject({
  date: isoDate,
  kind: z.enum(['holiday', 'make_up_workday']),
  name: text(60),
});

export const calendarYears = z.object({
  items: z.array(
    z.object({
      year: yearNumber,
      status: yearStatus,
      isKnown: z
        .boolean()
        .meta({ description: 'False: no notice was entered, so it is provisional' }),
      source: z.string(),
      holidayCount: z.number().int(),
      makeUpWorkdayCount: z.number().int(),
    }),
  ),
  unconfirmedCount: z.number().int().meta({
    description: 'Years from the present one to the next without a published calendar',
  }),
});

export const yearParams = z.strictObject({ year: z.coerce.number().pipe(yearNumber) });

export const movedLoans = z.object({
  changedDates: z.array(isoDate),
  loanCount: z.number().int(),
  dueDateCount: z.number().int(),
  moved: z
    .array(
      z.object({
        loanNumber: z.string(),
        installmentNumber: z.number().int(),
        fromDate: isoDate,
        toDate: isoDate,
      }),
    )
    .meta({ description: 'The first 200 unpaid due dates that move' }),
});

export const calendarChange = z
  .object({
    calendarChangeId: id,
    year: yearNumber,
    status: changeStatus,
    yearStatus,
    source: z.string(),
    days: z.array(day),
    changedDates: z.array(isoDate),
    enteredBy: id,
    enteredByName: z.string(),
    enteredDate: isoDate,
    settledBy: id.nullable(),
    settledDate: isoDate.nullable(),
    reason: z.string().nullable(),
    createdAt: instant,
    actions,
  })
  .meta({ id: 'CalendarChange' });

export const calendarYear = z
  .object({
    year: yearNumber,
    status: yearStatus,
    isKnown: z.boolean(),
    source: z.string(),
    days: z.array(day),
    /** Days from this one on may still change. */
    firstOpenDate: isoDate,
    openChange: calendarChange.nullable(),
    actions,
  })
  .meta({ id: 'CalendarYear' });

export const newCalendarChange = z.strictObject({
  year: yearNumber,
  status: yearStatus,
  source: text(400),
  days: z.array(day).max(366),
});

export const calendarChangeQuery = z.strictObject({
  year: z.coerce.number().pipe(yearNumber).optional(),
  status: changeStatus.optional(),
});
export const calendarChangeParams = z.strictObject({ calendarChangeId: id });
export const calendarChanges = z.object({ items: z.array(calendarChange) });
export const calendarRejection = z.strictObject({ reason: text(400) });

export const calendarEffect = z.object({
  ...movedLoans.shape,
  appliedCount: z
    .number()
    .int()
    .meta({ description: 'Loans that have moved since it was confirmed' }),
});
