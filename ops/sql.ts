/**
 * `npm run sql`: runs the tests that use the engines, takes down every statement a query function sends, and writes
 * them to `db/sql/`, one file for each file of `db/queries/`. A review then shows the SQL that a change changes.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { projectRoot } from './data-folder.ts';
import { exitWithFailure, OperatorError } from './failure.ts';

/** File of `db/` without its ending, function, and its statement as the driver gets it, or whose statement it uses. */
type Noted =
  | readonly [file: string, functionName: string, sql: string]
  | readonly [file: string, functionName: string, sql: null, used: string];

const folder = join(projectRoot, 'db', 'sql');
/** Stands for a parameter while its number does not matter; no statement of ours contains it. */
const PARAMETER = '¤';

const CLAUSES =
  /^ (?=(from|where|(inner|left|cross) join|group by|having|order by|limit|offset|for update|returning|values|on conflict|set|union)\b)/;

try {
  const noted = await runTests(process.argv.slice(2));
  const count = writeFiles(noted);
  process.stdout.write(`db/sql/ holds the statements of ${count} functions.\n`);
} catch (error) {
  exitWithFailure(error);
}

async function runTests(filters: readonly string[]): Promise<readonly Noted[]> {
  const out = mkdtempSync(join(tmpdir(), 'daiban-sql-'));
  const target = join(out, 'noted.jsonl');
  const vitest = join(projectRoot, 'node_modules', 'vitest', 'vitest.mjs');
  try {
    const tests = spawn(
      process.execPath,
      [vitest, 'run', '--project', 'engine', '--reporter', 'dot', ...filters],
      { cwd: projectRoot, stdio: 'inherit', env: { ...process.env, DAIBAN_SQL_OUT: target } },
    );
    const [code] = (await once(tests, 'exit')) as [number | null];
    if (code !== 0) throw new OperatorError('The tests did not pass; db/sql/ is left as it was.');
    const lines = readFileSync(target, 'utf8').split('\n');
    return lines.filter((line) => line !== '').map((line) => JSON.parse(line) as Noted);
  } finally {
    rmSync(out, { recursive: true, force: true });
  }
}

/** @returns how many functions have a statement */
function writeFiles(noted: readonly Noted[]): number {
  const files = groupBy(noted, ([file]) => file.replace('queries/', ''));
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  let count = 0;
  for (const [file, lines] of files) {
    const functions = [...groupBy(lines, ([, name]) => name)].sort(byName);
    const sections = functions.map(([name, statements]) => renderFunction(name, statements));
    const head = `-- Written by "npm run sql" from the query functions of db/; never edited by hand.\n`;
    writeFileSync(join(folder, `${file}.sql`), [head, ...sections].join('\n'));
    count += functions.length;
  }
  return count;
}

function renderFunction(name: string, statements: readonly Noted[]): string {
  const own = statements.flatMap(([, , sql]) => (sql === null ? [] : [layOut(collapse(sql))]));
  const used = statements.flatMap(([, , , used]) => (used === undefined ? [] : [used]));
  if (own.length === 0) return `-- ${name}\n${listed(used, (text) => `--   by ${text}`)}\n`;
  return `-- ${name}\n${listed(own, (text) => `${text};\n`)}`;
}

/** Each once, in the order of the alphabet. */
function listed(texts: readonly string[], render: (text: string) => string): string {
  return [...new Set(texts)].sort().map(render).join('\n');
}

function byName([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number {
  return a < b ? -1 : 1;
}

/** A list that was three long in one test and five in another is one statement: lists and rows are shortened. */
function collapse(sql: string): string {
  const oneLine = sql.replace(/\s+/g, ' ').trim().replace(/\$\d+/g, PARAMETER);
  const shortLists = oneLine.replace(/ in \(¤(?:, ¤)*\)/g, ' in (¤, …)');
  let position = 0;
  return firstRowOnly(shortLists).replaceAll(PARAMETER, () => `$${(position += 1)}`);
}

/** An insert of many rows, with the rows after the first as an ellipsis. */
function firstRowOnly(sql: string): string {
  const start = sql.indexOf(' values (');
  if (start < 0) return sql;
  const firstEnd = closingOf(sql, start + ' values '.length);
  let end = firstEnd;
  while (sql.startsWith(', (', end)) end = closingOf(sql, end + 2);
  return end === firstEnd ? sql : `${sql.slice(0, firstEnd)}, …${sql.slice(end)}`;
}

/** The position after the parenthesis that closes the one at `open`. */
function closingOf(sql: string, open: number): number {
  let depth = 0;
  for (let at = open; at < sql.length; at += 1) {
    if (sql[at] === '(') depth += 1;
    if (sql[at] === ')') depth -= 1;
    if (depth === 0) return at + 1;
  }
  return sql.length;
}

/** Each clause of the outermost statement on a line of its own. */
function layOut(sql: string): string {
  let depth = 0;
  let text = '';
  for (let at = 0; at < sql.length; at += 1) {
    if (sql[at] === '(') depth += 1;
    if (sql[at] === ')') depth -= 1;
    const isClause = depth === 0 && sql[at] === ' ' && CLAUSES.test(sql.slice(at, at + 16));
    text += isClause ? '\n' : sql[at];
  }
  return text;
}

function groupBy<Item>(items: readonly Item[], keyOf: (item: Item) => string): Map<string, Item[]> {
  const groups = new Map<string, Item[]>();
  for (const item of items) groups.set(keyOf(item), [...(groups.get(keyOf(item)) ?? []), item]);
  return groups;
}
