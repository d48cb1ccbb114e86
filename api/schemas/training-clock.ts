/** The training clock on the wire. */
import { z } from 'zod';
import { id, instant, isoDate, pageOf } from './common.ts';

const MAX_DAYS = 3_660;
const MAX_MONTHS = 120;

/** Exactly one of the three. */
export const newMove = z
  .union([
    z.strictObject({ toDate: isoDate }),
    z.strictObject({ days: z.number().int().min(1).max(MAX_DAYS) }),
    z.strictObject({ months: z.number().int().min(1).max(MAX_MONTHS) }),
  ])
  .meta({ id: 'NewTrainingMove' });

export const move = z
  .object({
    moveId: id,
    requestedBy: id,
    fromDate: isoDate,
    toDate: isoDate,
    reachedDate: isoDate
      .nullable()
      .meta({ description: 'Where the clock stands; null before the first step' }),
    status: z.enum(['requested', 'moving', 'done']),
    wokenCount: z
      .number()
      .int()
      .meta({ description: 'How many processes were woken so far, each once for each time' }),
    createdAt: instant,
    endedAt: instant.nullable(),
  })
  .meta({ id: 'TrainingMove' });

export const moves = pageOf(move);

export const clock = z
  .object({
    businessDate: isoDate,
    businessTime: instant,
    timeZone: z.string(),
    moving: move.nullable().meta({ description: 'The move in hand, if there is one' }),
  })
  .meta({ id: 'TrainingClock' });

export const moveParams = z.strictObject({ moveId: id });
