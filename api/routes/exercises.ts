/** Exercises of the training: what there is to practise, begun, given up, and judged by what was recorded. */
import type { Kysely } from 'kysely';
import type { z } from 'zod';
import {
  endRunningExercise,
  listActsSince,
  listExerciseRuns,
  listTraineeProgress,
  startExerciseRun,
} from '../../db/queries/exercise-runs.ts';
import type { DB } from '../../db/tables.ts';
import { DomainError } from '../../domain/errors.ts';
import { exercisesFor, judgeExercise } from '../../domain/training/exercises.ts';
import type { Actor } from '../context.ts';
import { defineRead, defineWrite, type Route } from '../route.ts';
import * as wire from '../schemas/exercises.ts';

const tag = 'training clock';
const path = '/v1/training/exercises';
const access = 'training-clock.read';

export const routes: readonly Route[] = [
  defineRead({
    path,
    access,
    tag,
    summary: 'List the exercises for the own roles, with what is done of each',
    response: wire.exercises,
    refusals: ['not_found'],
    handler: async ({ db, actor, clock }) => {
      assertTraining(clock.mode);
      return { body: await present(db, actor) };
    },
  }),
  defineWrite({
    method: 'POST',
    path: `${path}/:exercise/starts`,
    access,
    tag,
    summary: 'Begin an exercise; one that is under way is given up',
    params: wire.exerciseParams,
    response: wire.exercises,
    refusals: ['not_found'],
    command: async (trx, { actor, clock, params: { exercise } }) => {
      assertTraining(clock.mode);
      if (!exercisesFor(actor.roles).some(({ key }) => key === exercise))
        throw new DomainError('not_found', { resource: 'exercise' });
      await startExerciseRun(trx, actor.actorId, exercise);
      return { body: await present(trx, actor) };
    },
  }),
  defineWrite({
    method: 'POST',
    path: '/v1/training/checks',
    access,
    tag,
    summary: 'Judge the exercise under way by what was recorded since its start',
    response: wire.exercises,
    refusals: ['not_found'],
    command: async (trx, { actor, clock }) => {
      assertTraining(clock.mode);
      const { items } = await present(trx, actor);
      const running = items.find(({ status }) => status === 'running');
      if (running === undefined) throw new DomainError('not_found', { resource: 'exercise' });
      if (!running.steps.every(({ isDone }) => isDone)) return { body: await present(trx, actor) };
      await endRunningExercise(trx, actor.actorId, 'passed');
      return { body: await present(trx, actor) };
    },
  }),
  defineWrite({
    method: 'POST',
    path: '/v1/training/give-ups',
    access,
    tag,
    summary: 'Give up the exercise under way',
    response: wire.exercises,
    refusals: ['not_found'],
    command: async (trx, { actor, clock }) => {
      assertTraining(clock.mode);
      if (!(await endRunningExercise(trx, actor.actorId, 'given_up')))
        throw new DomainError('not_found', { resource: 'exercise' });
      return { body: await present(trx, actor) };
    },
  }),
  defineRead({
    path: '/v1/training/progress',
    access: 'training-clock.move',
    tag,
    summary: 'Say who has tried and passed which exercise',
    response: wire.progress,
    refusals: ['not_found'],
    handler: async ({ db, clock }) => {
      assertTraining(clock.mode);
      return { body: { items: await listTraineeProgress(db) } };
    },
  }),
];

type Shown = z.output<typeof wire.exercises>;

/** An exercise stays passed, however often it is tried again. */
async function present(db: Kysely<DB>, { actorId, roles }: Actor): Promise<Shown> {
  const runs = await listExerciseRuns(db, actorId);
  const running = runs.find(({ status }) => status === 'running');
  const acts = running === undefined ? [] : await listActsSince(db, actorId, running.sinceSeq);
  const items = exercisesFor(roles).map((exercise): Shown['items'][number] => {
    const own = runs.filter((run) => run.exercise === exercise.key);
    const passed = own.findLast(({ status }) => status === 'passed');
    const isRunning = running?.exercise === exercise.key;
    const isDoneBefore = passed !== undefined && !isRunning;
    const { steps } = judgeExercise(exercise, isRunning ? acts : []);
    return {
      exercise: exercise.key,
      path: exercise.path,
      status: isRunning ? 'running' : passed === undefined ? 'open' : 'passed',
      tryCount: own.length,
      passedAt: passed?.endedAt ?? null,
      steps: steps.map(({ key, isDone }) => ({ step: key, isDone: isDoneBefore || isDone })),
    };
  });
  return { items, passedCount: items.filter(({ passedAt }) => passedAt !== null).length };
}

function assertTraining(mode: 'production' | 'training'): void {
  if (mode !== 'training') throw new DomainError('not_found', { resource: 'exercise' });
}
