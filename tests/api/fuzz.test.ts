/** Bodies and queries made from the OpenAPI document itself, right and almost right: no answer is ever a fault. */
import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import { openApiDocument } from '../../api/openapi.ts';
import { rolePermissions } from '../../api/permissions.ts';
import { routes } from '../../api/routes/index.ts';
import { roles, type Role } from '../../domain/roles.ts';
import { testApi, type Person } from '../support/api.ts';
import { newPerson } from '../support/numbers.ts';
import { valuesOf } from '../support/schema-values.ts';

const RUNS_PER_ROUTE = 8;

const api = await testApi();
const document = openApiDocument(routes);
const people = new Map<Role, Pick<Person, 'ask'>>();
/** Records that exist, so that some requests get past the look-up. */
const realIds: Record<string, string> = {};

beforeAll(async () => {
  for (const role of roles) {
    if (role !== 'borrower') people.set(role, await api.person([role], 'head_office'));
  }
  const officer = await api.person(['loan_officer'], 'head_office');
  const customer = await officer.post('/v1/customers', newPerson());
  realIds['customerId'] = customer.body.customerId;
  people.set('borrower', await api.borrower(customer.body.customerId));
  realIds['branchId'] = api.branchIds.beijing;
  realIds['officerId'] = officer.officerId;
});

const operations = routes
  .filter(({ kind }) => kind !== 'open')
  .map((route) => {
    const path = route.path.replace(/:(\w+)/g, '{$1}');
    const method = route.method.toLowerCase();
    const item = document.paths?.[path] as Record<string, any>;
    return { route, path, operation: item[method] as any };
  });

/** As it stands in an address; a generated object may have no text of its own. */
function asText(value: unknown): string {
  if (typeof value === 'string') return value;
  const replacer = (_key: string, item: unknown) => (typeof item === 'bigint' ? `${item}` : item);
  return JSON.stringify(value, replacer) ?? 'undefined';
}

/** Staff before borrowers, who hold few rights alone. */
function personFor(access: string): Pick<Person, 'ask'> {
  const role = roles.find(
    (candidate) =>
      access === 'signed_in' || (rolePermissions[candidate] as readonly string[]).includes(access),
  );
  return people.get(role!)!;
}

function requestsOf(operation: any) {
  const parameters: any[] = operation.parameters ?? [];
  const components = document.components ?? {};
  const values = (place: string) =>
    fc.record(
      Object.fromEntries(
        parameters
          .filter((parameter) => parameter.in === place)
          .map(({ name, schema }) => [name, valuesOf(schema, components)]),
      ),
      place === 'query' ? { requiredKeys: [] } : {},
    );
  const schema = operation.requestBody?.content['application/json'].schema ?? {};
  return fc.record({
    path: values('path'),
    query: values('query'),
    body: valuesOf(schema, components),
    usesRealIds: fc.boolean(),
  });
}

test.each(operations.map((entry) => [`${entry.route.method} ${entry.path}`, entry] as const))(
  '%s never answers with a fault',
  async (_name, { route, path, operation }) => {
    const person = personFor(route.access);
    await fc.assert(
      fc.asyncProperty(requestsOf(operation), async (request) => {
        const url = path.replace(/\{(\w+)\}/g, (_match, name: string) => {
          const real = request.usesRealIds ? realIds[name] : undefined;
          return encodeURIComponent(real ?? asText((request.path as any)[name])) || 'x';
        });
        const query = new URLSearchParams(
          Object.entries(request.query).map(([name, value]): [string, string] => [
            name,
            asText(value),
          ]),
        );
        const answer = await person.ask(route.method, `${url}?${query.toString()}`, {
          version: 1,
          ...(route.method === 'GET' ? {} : { body: request.body ?? null }),
        });
        expect(answer.status, JSON.stringify(answer.body)).toBeLessThan(500);
      }),
      { numRuns: RUNS_PER_ROUTE },
    );
  },
);
