/** Simulations of a matrix on the wire: what is asked, and what it says at its end. */
import { z } from 'zod';
import { id } from './common.ts';
import { job } from './jobs.ts';

const count = z.number().int();
const sides = { before: z.number(), after: z.number() };
const shownPath = z.object({
  kind: z.enum(['path', 'declined', 'no_row']),
  tier: z.string().nullable(),
  stages: z.array(z.string()),
});

export const simulationInput = z.strictObject({
  caseLimit: count.min(1).max(5_000).default(500),
  days: count
    .min(1)
    .max(3_660)
    .nullable()
    .default(null)
    .meta({ description: 'Only cases handed in within so many days' }),
});

export const simulationResult = z
  .object({
    activeVersionId: id,
    version: count.meta({ description: 'Of the draft that was simulated' }),
    caseCount: count,
    changedCount: count,
    changesNothing: z.boolean().meta({ description: 'A warning: no case would take another path' }),
    tierMoves: z.array(z.object({ from: z.string(), to: z.string(), count })),
    stagesPerCase: z.object(sides),
    medianHours: z
      .object(sides)
      .meta({ description: 'Working hours from submit to the last verdict' }),
    approvedPpm: z.object(sides).meta({ description: 'By the votes on record' }),
    openPpm: z.object(sides).meta({ description: 'Cases with a stage nobody has voted on yet' }),
    roleLoad: z.array(z.object({ role: z.string(), ...sides })),
    personLoad: z.array(z.object({ officerId: id, name: z.string(), ...sides })),
    changed: z
      .array(
        z.object({ applicationId: id, number: z.string(), before: shownPath, after: shownPath }),
      )
      .meta({ description: 'Cases whose path changes, 500 at most' }),
  })
  .meta({ id: 'SimulationResult' });

export const simulations = z
  .object({
    items: z.array(job.omit({ result: true }).extend({ result: simulationResult.nullable() })),
  })
  .meta({ id: 'Simulations' });
