/** Exercises and what a move of the clock brought about, over HTTP. */
import { expect, test } from 'vitest';
import { testApi } from '../support/api.ts';

const api = await testApi();
const admin = await api.person(['admin'], 'head_office');
const collector = await api.person(['collector']);
const path = '/v1/training/exercises';

test('an exercise is passed by what was recorded after its start, and the trainer sees it', async () => {
  expect((await collector.post(`${path}/move_clock/starts`)).status).toBe(404);
  expect((await admin.post('/v1/training/checks')).status).toBe(404);
  await admin.post(`${path}/move_clock/starts`);
  expect((await admin.post('/v1/training/checks')).body.passedCount).toBe(0);
  const move = await admin.post('/v1/training-clock/moves', { days: 1 });
  expect((await admin.post('/v1/training/checks')).body.passedCount).toBe(1);
  await admin.post(`${path}/change_policy/starts`);
  expect((await admin.post('/v1/training/give-ups')).status).toBe(200);
  const { body } = await admin.get('/v1/training/progress');
  expect(body.items).toMatchObject([
    { exercise: 'change_policy', tryCount: 1, passedAt: null },
    { exercise: 'move_clock', tryCount: 1, passedAt: expect.any(String) },
  ]);
  expect((await collector.get('/v1/training/progress')).status).toBe(403);
  const happened = await admin.get(`/v1/training-clock/moves/${move.body.moveId}/happenings`);
  expect(happened.body.items).toEqual([]);
});
