/** Lists every route: each states who may call it, and the server holds everybody to it. */
import { beforeAll, expect, test } from 'vitest';
import { permissions, rolePermissions } from '../../api/permissions.ts';
import type { Route } from '../../api/route.ts';
import { routes } from '../../api/routes/index.ts';
import { roles, type Role } from '../../domain/roles.ts';
import { testApi, type Person } from '../support/api.ts';
import { newPerson } from '../support/numbers.ts';

const api = await testApi();
const people = new Map<Role, Pick<Person, 'ask'>>();
const staffRoles = roles.filter((role) => role !== 'borrower');

beforeAll(async () => {
  for (const role of staffRoles) people.set(role, await api.person([role]));
  const officer = await api.person(['loan_officer']);
  const customer = await officer.post('/v1/customers', newPerson());
  people.set('borrower', await api.borrower(customer.body.customerId));
});

const openPaths = ['/v1/health', '/v1/health/ready'];

/** Ids that exist nowhere: whoever is let in gets as far as `not_found` or a refusal of the empty body. */
function pathOf({ path }: Route): string {
  return path.replace(/:\w+/g, '00000000-0000-7000-8000-000000000000');
}

function mayCall(role: Role, { access }: Route): boolean {
  return access === 'anyone' || access === 'signed_in' || rolePermissions[role].includes(access);
}

async function checkRole(role: Role, route: Route): Promise<void> {
  const { status, body } = await people.get(role)!.ask(route.method, pathOf(route));
  if (mayCall(role, route)) {
    expect(status, `${role} is let in: ${body.detail ?? ''}`).not.toBe(403);
    expect(status, `${role} gets an answer`).toBeLessThan(500);
  } else {
    expect(status, `${role} is refused`).toBe(403);
    expect(body).toMatchObject({ code: 'permission_denied', permission: route.access });
  }
}

test('every route states who may call it, by a permission that exists', () => {
  expect(routes.length).toBeGreaterThan(20);
  for (const { access, path } of routes) {
    expect(['anyone', 'signed_in', ...permissions], path).toContain(access);
  }
});

test('nothing but health is open in the table', () => {
  expect(routes.filter(({ access }) => access === 'anyone').map(({ path }) => path)).toEqual(
    openPaths,
  );
});

test('every permission of a route is held by some role', () => {
  for (const { access, path } of routes) {
    if (access === 'anyone' || access === 'signed_in') continue;
    expect(
      roles.some((role) => rolePermissions[role].includes(access)),
      `${access} of ${path}`,
    ).toBe(true);
  }
});

test.each(routes.map((route) => [`${route.method} ${route.path}`, route] as const))(
  '%s refuses whoever has not signed in, and each role without the right',
  async (_name, route) => {
    const nobody = await api.nobody.ask(route.method, pathOf(route));
    expect(nobody.status).toBe(route.access === 'anyone' ? 200 : 401);
    await Promise.all(roles.map((role) => checkRole(role, route)));
  },
);

test.each([
  ['GET', '/v1/openapi.json', 200],
  ['GET', '/v1/docs', 302],
  ['GET', '/v1/docs/', 200],
  ['GET', '/v1/docs/start.js', 200],
  ['GET', '/v1/docs/swagger-ui-bundle.js', 200],
  ['GET', '/v1/docs/package.json', 404],
  ['GET', '/v1/docs/errors', 200],
  ['GET', '/v1/auth/get-session', 200],
  ['POST', '/v1/auth/sign-up/email', 404],
  ['POST', '/v1/auth/sign-in/email', 404],
  ['POST', '/v1/auth/request-password-reset', 404],
  ['POST', '/v1/auth/update-user', 404],
  ['POST', '/v1/auth/delete-user', 404],
  ['GET', '/v1/auth/ok', 404],
  ['GET', '/v1/no-such-address', 404],
  ['GET', '/v1/auth/sign-out', 405],
  ['POST', '/v1/auth/portal-session', 404],
  ['POST', '/v1/auth/phone/codes', 415],
  ['GET', '/v1/auth/phone/codes', 404],
] as const)('%s %s without a session is %i', async (method, path, status) => {
  const answer = await api.nobody.ask(method, path);
  expect(answer.status).toBe(status);
});
