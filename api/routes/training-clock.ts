/** The training clock: an admin moves the business date forward. A productive installation knows no such thing. */
import { countMoveHappenings } from '../../db/queries/exercise-runs.ts';
import { findRunningMove, findTrainingMove, listTrainingMoves } from '../../db/queries/training.ts';
import { DomainError } from '../../domain/errors.ts';
import { requestTrainingMove } from '../commands/training-clock.ts';
import { defineRead, defineWrite, type Route } from '../route.ts';
import { pageQuery } from '../schemas/common.ts';
import { happenings } from '../schemas/exercises.ts';
import * as wire from '../schemas/training-clock.ts';

const tag = 'training clock';
const resource = 'training_clock';

export const routes: readonly Route[] = [
  defineRead({
    path: '/v1/training-clock',
    access: 'training-clock.read',
    tag,
    summary: 'Say where the training clock stands and whether it is moving',
    response: wire.clock,
    refusals: ['not_found'],
    handler: async ({ db, clock }) => {
      assertTraining(clock.mode);
      const { businessDate, now: businessTime, timeZone } = clock;
      const moving = (await findRunningMove(db)) ?? null;
      return { body: { businessDate, businessTime, timeZone, moving } };
    },
  }),
  defineRead({
    path: '/v1/training-clock/moves',
    access: 'training-clock.read',
    tag,
    summary: 'List the moves of the training clock, newest first',
    query: pageQuery,
    response: wire.moves,
    refusals: ['not_found'],
    handler: async ({ db, clock, query: { page, size } }) => {
      assertTraining(clock.mode);
      const offset = (page - 1) * size;
      const { moves, total } = await listTrainingMoves(db, { offset, limit: size });
      return { body: { items: moves, page, size, total, asOf: clock.now } };
    },
  }),
  defineWrite({
    method: 'POST',
    path: '/v1/training-clock/moves',
    access: 'training-clock.move',
    tag,
    summary: 'Move the business date forward; everything due in between runs, in order',
    body: wire.newMove,
    response: wire.move,
    status: 202,
    refusals: ['not_found', 'clock_moving', 'clock_not_forward'],
    command: async (trx, { actor, body, requestId }) => {
      const { actorId } = actor;
      const move = await requestTrainingMove(trx, { actorId, target: body, requestId });
      const location = `/v1/training-clock/moves/${move.moveId}`;
      return { status: 202, body: move, location };
    },
  }),
  defineRead({
    path: '/v1/training-clock/moves/:moveId',
    access: 'training-clock.read',
    tag,
    summary: 'Say how far a move has come',
    params: wire.moveParams,
    response: wire.move,
    refusals: ['not_found'],
    handler: async ({ db, clock, params }) => {
      assertTraining(clock.mode);
      const move = await findTrainingMove(db, params.moveId);
      if (move === undefined) throw new DomainError('not_found', { resource: 'training_move' });
      return { body: move };
    },
  }),
  defineRead({
    path: '/v1/training-clock/moves/:moveId/happenings',
    access: 'training-clock.read',
    tag,
    summary: 'Say what the system did by itself during a move, counted by kind',
    params: wire.moveParams,
    response: happenings,
    refusals: ['not_found'],
    handler: async ({ db, clock, params }) => {
      assertTraining(clock.mode);
      const move = await findTrainingMove(db, params.moveId);
      if (move === undefined) throw new DomainError('not_found', { resource: 'training_move' });
      return { body: { items: await countMoveHappenings(db, move) } };
    },
  }),
];

function assertTraining(mode: 'production' | 'training'): void {
  if (mode !== 'training') throw new DomainError('not_found', { resource });
}
