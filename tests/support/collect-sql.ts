/** Gathers what the test files noted, for `npm run sql`, which asks for it by DAIBAN_SQL_OUT. */
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Writes every noted statement, once, to the file that DAIBAN_SQL_OUT names; does nothing without it. */
export function collectSql(runFolder: string): void {
  const target = process.env['DAIBAN_SQL_OUT'];
  if (target === undefined) return;
  const folder = join(runFolder, 'sql');
  const files = existsSync(folder) ? readdirSync(folder) : [];
  const lines = files.flatMap((file) => readFileSync(join(folder, file), 'utf8').split('\n'));
  writeFileSync(target, [...new Set(lines)].filter((line) => line !== '').join('\n'));
}
