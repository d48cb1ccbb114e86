/** The training's exercises on the wire. */
import { z } from 'zod';
import { id, instant } from './common.ts';

/** Typed by whoever asks, because it cannot be undone. */
export const sampleRestoration = z.strictObject({ agreed: z.literal('restore') });

export const exerciseParams = z.strictObject({ exercise: z.string().min(1).max(40) });

const exercise = z
  .object({
    exercise: z.string(),
    path: z.string().meta({ description: 'The page where it begins' }),
    status: z.enum(['open', 'running', 'passed']),
    tryCount: z.number().int(),
    passedAt: instant.nullable(),
    steps: z.array(z.object({ step: z.string(), isDone: z.boolean() })),
  })
  .meta({ id: 'Exercise' });

export const exercises = z.object({
  items: z.array(exercise),
  passedCount: z.number().int(),
});

export const progress = z.object({
  items: z.array(
    z.object({
      officerId: id,
      name: z.string(),
      exercise: z.string(),
      tryCount: z.number().int(),
      passedAt: instant.nullable(),
    }),
  ),
});

export const happenings = z.object({
  items: z.array(z.object({ action: z.string(), count: z.number().int() })),
});
