/** What the documents say and what the program does, compared in both directions. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { openApiDocument } from '../api/openapi.ts';
import { STATUS } from '../api/problem.ts';
import { routes } from '../api/routes/index.ts';
import { PHONE_PATH, phoneOffered } from '../api/phone-sign-in.ts';
import { offered } from '../api/sign-in.ts';
import { problems } from '../domain/errors.ts';

const document = openApiDocument(routes);

test('every problem has a status, a page and an OpenAPI entry, and none is left over', () => {
  const codes = Object.keys(problems).sort();
  expect(Object.keys(STATUS).sort()).toEqual(codes);
  expect(headingsOf('docs/errors.md')).toEqual(codes);
  expect(problemCodesInOpenApi()).toEqual(codes);
});

test('the catalogue, the statuses and the page are in alphabetical order', () => {
  for (const names of [Object.keys(problems), Object.keys(STATUS), headingsOf('docs/errors.md')]) {
    expect(names).toEqual([...names].sort());
  }
});

test('each page of an error says something in sentences', () => {
  for (const page of errorPages()) {
    expect(page.text.length, page.code).toBeGreaterThan(40);
    expect(page.text.trim(), page.code).toMatch(/\.$/);
  }
});

test('each route is in the OpenAPI document once, and nothing else is', () => {
  const described = Object.entries(document.paths ?? {}).flatMap(([path, item]) =>
    Object.keys(item).map((method) => `${method.toUpperCase()} ${path}`),
  );
  const registered = routes.map(
    ({ method, path }) => `${method} ${path.replace(/:(\w+)/g, '{$1}')}`,
  );
  const signIn = Object.entries(offered).map(([path, { method }]) => `${method} /v1/auth${path}`);
  const byPhone = Object.keys(phoneOffered).map((path) => `POST ${PHONE_PATH}${path}`);
  registered.push(...signIn, ...byPhone);
  expect(new Set(registered).size).toBe(registered.length);
  expect(described.sort()).toEqual(registered.sort());
});

test('every reference in the OpenAPI document leads somewhere', () => {
  const text = JSON.stringify(document);
  const names = new Set(
    [...text.matchAll(/"#\/components\/schemas\/([^"]+)"/g)].map(([, name]) => name),
  );
  expect([...names].filter((name) => document.components?.schemas?.[name!] === undefined)).toEqual(
    [],
  );
  expect(names.size).toBeGreaterThan(2);
});

function headingsOf(path: string): string[] {
  return [...readFileSync(path, 'utf8').matchAll(/^## (.+)$/gm)].map(([, title]) => title!);
}

function errorPages() {
  return readFileSync('docs/errors.md', 'utf8')
    .split(/^## /m)
    .slice(1)
    .map((section) => {
      const [code = '', ...text] = section.split('\n');
      return { code, text: text.join('\n') };
    });
}

function problemCodesInOpenApi(): string[] {
  const problem = document.components?.schemas?.['Problem'] as {
    properties: { code: { enum: string[] } };
  };
  // A fault of ours is no refusal and so not in the catalogue.
  return problem.properties.code.enum.filter((code) => code !== 'internal').sort();
}
