import { expect, test } from 'vitest';
import { testApi } from '../support/api.ts';

const api = await testApi();
const officer = await api.person(['loan_officer']);

test('health is open, and ready says that the database answers', async () => {
  expect((await api.nobody.get('/v1/health')).body).toEqual({ status: 'ok' });
  expect((await api.nobody.get('/v1/health/ready')).body).toEqual({ status: 'ok' });
});

test('me says who is signed in, with their rights and the business date', async () => {
  const { status, body, headers } = await officer.get('/v1/me');
  expect(status).toBe(200);
  expect(body).toMatchObject({ kind: 'officer', id: officer.officerId, roles: ['loan_officer'] });
  expect(body.permissions).toContain('customer.create');
  expect(headers.get('business-date')).toBe(body.businessDate);
});
