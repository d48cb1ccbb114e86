/** What `npm run sql` wrote is complete: a query without its SQL beside it was added since, or is run by no test. */
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { expect, test } from 'vitest';
import { projectRoot } from '../../ops/data-folder.ts';

const queries = join(projectRoot, 'db', 'queries');
const QUERY_FUNCTION =
  /^export async function (\w+)(?:<[^>]*>)?\(\s*(?:db|trx): (?:Kysely|Transaction)<DB>/gm;

function readSql(file: string): string {
  const path = join(projectRoot, 'db', 'sql', file);
  return existsSync(path) ? readFileSync(path, 'utf8') : '';
}

/** While `npm run sql` takes the statements down, the files are not there yet. */
const isBeingWritten = process.env['DAIBAN_SQL_OUT'] !== undefined;

test.skipIf(isBeingWritten)('db/sql/ shows the SQL of every query function', () => {
  const missing = readdirSync(queries).flatMap((file) => {
    const source = readFileSync(join(queries, file), 'utf8');
    const sql = readSql(`${basename(file, '.ts')}.sql`);
    return [...source.matchAll(QUERY_FUNCTION)]
      .map(([, name]) => name)
      .filter((name) => !sql.includes(`-- ${name}\n`))
      .map((name) => `${file} ${name}`);
  });
  expect(missing).toEqual([]);
});

test('db/sql/ has no file without its queries', () => {
  const folder = join(projectRoot, 'db', 'sql');
  const left = (existsSync(folder) ? readdirSync(folder) : [])
    .map((file) => basename(file, '.sql'))
    .filter((name) => !existsSync(join(queries, `${name}.ts`)))
    .filter((name) => !existsSync(join(projectRoot, 'db', `${name}.ts`)));
  expect(left).toEqual([]);
});
