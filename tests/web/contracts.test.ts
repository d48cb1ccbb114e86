/**
 * Contracts name schemas by type only, so that none is shipped to a browser. This reads their text and holds each
 * name against the API's own table: the same address, method and version, the very same schema objects.
 */
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { routes } from '../../api/routes/index.ts';
import { projectRoot } from '../../ops/data-folder.ts';

const folder = join(projectRoot, 'web/api/contracts');
const files = readdirSync(folder).filter((name) => name.endsWith('.ts'));

type Part = 'params' | 'query' | 'body' | 'answer';

interface Written {
  readonly file: string;
  readonly name: string;
  readonly method: string;
  readonly path: string;
  readonly needsVersion: boolean;
  readonly schemas: Readonly<Partial<Record<Part, unknown>>>;
  /** Names of `params: Ids<…>`; null where a schema is named, or none. */
  readonly ids: readonly string[] | null;
}

const CONTRACT =
  /export const (\w+) = (read|write)<\{(.*?)\}>\(\s*(?:'(\w+)',\s*)?'([^']+)',?\s*(\{[^}]*\})?,?\s*\)/gs;

async function readContracts(file: string): Promise<Written[]> {
  const text = readFileSync(join(folder, file), 'utf8');
  const imports = [...text.matchAll(/import type \* as (\w+) from '([^']+)'/g)];
  const modules = new Map(
    await Promise.all(
      imports.map(async ([, alias, path]) => {
        const found = (await import(join(folder, path!))) as Record<string, unknown>;
        return [alias!, found] as const;
      }),
    ),
  );
  return [...text.matchAll(CONTRACT)].map(([, name, kind, types, method, path, options]) => ({
    file,
    name: name!,
    method: kind === 'read' ? 'GET' : method!,
    path: path!,
    needsVersion: (options ?? '').includes('needsVersion: true'),
    ids: namesIn(/params: Ids<([^>]+)>/.exec(types!)?.[1]),
    schemas: Object.fromEntries(
      [...types!.matchAll(/(\w+): typeof (\w+)\.(\w+)/g)].map(([, part, alias, schema]) => [
        part!,
        modules.get(alias!)?.[schema!],
      ]),
    ),
  }));
}

function namesIn(union: string | undefined): string[] | null {
  if (union === undefined) return null;
  return [...union.matchAll(/'(\w+)'/g)].map(([, name]) => name!);
}

const contracts = (await Promise.all(files.map(readContracts))).flat();

test('every contract of every file is read', () => {
  const written = files.flatMap((file) =>
    [...readFileSync(join(folder, file), 'utf8').matchAll(/^export const (\w+)/gm)].map(
      ([, name]) => `${file} ${name}`,
    ),
  );
  expect(contracts.map(({ file, name }) => `${file} ${name}`)).toEqual(written);
  expect(contracts.length).toBeGreaterThan(2);
  for (const { name, schemas } of contracts) {
    expect(
      schemas.answer,
      `${name} names the schema of its answer as typeof wire.name`,
    ).toBeDefined();
  }
});

test.each(contracts)('$name is $method $path of the table, by the same schemas', (contract) => {
  const route = routes.find(
    ({ method, path }) => method === contract.method && path === contract.path,
  );
  expect(route, 'there is such a route').toBeDefined();
  const held = route as unknown as Partial<Record<Part | 'response', unknown>>;
  expect(contract.schemas.answer, 'answer').toBe(held.response);
  for (const part of ['params', 'query', 'body'] as const) {
    if (part === 'params' && contract.ids !== null) continue;
    expect(contract.schemas[part], part).toBe(held[part]);
  }
  const names = [...contract.path.matchAll(/:(\w+)/g)].map(([, name]) => name);
  if (contract.ids !== null) expect([...contract.ids].sort(), 'ids').toEqual(names.sort());
  const needsVersion = 'needsVersion' in route! && route.needsVersion === true;
  expect(contract.needsVersion, 'needsVersion').toBe(needsVersion);
});
