/**
 * The house rules that a machine can see. Each test names the files that break one; the first tests prove that all
 * files were looked at, because a checker that saw nothing also reports success.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { projectRoot } from '../ops/data-folder.ts';
import { refuseImport, roomNames, roomOf } from './support/rooms.ts';
import {
  findCycles,
  functionsOf,
  importsOf,
  readSourceFiles,
  type SourceFile,
} from './support/source-files.ts';

const files = readSourceFiles();
const imports = files.flatMap(importsOf);

const fileAt = (path: string) => ({ kind: 'file', path }) as const;
const inRooms = (...rooms: string[]) =>
  files.filter(({ path }) => rooms.includes(roomOf(path) ?? ''));
const matching = (candidates: readonly SourceFile[], pattern: RegExp) =>
  candidates.flatMap(({ path, text }) =>
    text.split('\n').flatMap((line, index) => (pattern.test(line) ? [`${path}:${index + 1}`] : [])),
  );

test.skipIf(!existsSync(join(projectRoot, '.git')))(
  'tidy looks at every file that git knows',
  () => {
    const args = ['ls-files', '--cached', '--others', '--exclude-standard', '*.ts', '*.tsx'];
    const known = execFileSync('git', args, { cwd: projectRoot, encoding: 'utf8' })
      .split('\n')
      .filter((path) => path !== '' && existsSync(join(projectRoot, path)));
    expect(files.map(({ path }) => path)).toEqual(expect.arrayContaining(known));
    expect(files).toHaveLength(known.length);
  },
);

test('tidy finds an import in every file that has the word', () => {
  const silent = files
    .filter(({ text }) => /^(import|export) .*from '/m.test(text))
    .filter((file) => importsOf(file).length === 0);
  expect(silent).toEqual([]);
  expect(imports.length).toBeGreaterThan(files.length);
});

test('every relative import leads to a file that exists', () => {
  const broken = imports.filter(
    ({ target }) => target.kind === 'file' && !existsSync(join(projectRoot, target.path)),
  );
  expect(broken).toEqual([]);
});

test('every file stands in a room of the house', () => {
  const homeless = files.filter(({ path }) => roomOf(path) === null && path.includes('/'));
  expect(homeless.map(({ path }) => path)).toEqual([]);
  expect(roomNames.filter((room) => existsSync(join(projectRoot, room)))).toContain('domain');
});

test('refuseImport() lets no import pass that the table forbids', () => {
  expect(imports.map(refuseImport).filter((refusal) => refusal !== null)).toEqual([]);
});

test('refuseImport() refuses a rule that reads the database, a package or a workflow', () => {
  const rule = 'domain/money.ts';
  expect(
    refuseImport({ from: rule, target: fileAt('db/client.ts'), isType: false }),
  ).not.toBeNull();
  expect(
    refuseImport({ from: rule, target: fileAt('workflows/messages.ts'), isType: true }),
  ).not.toBeNull();
  expect(
    refuseImport({ from: rule, target: { kind: 'package', name: 'zod' }, isType: true }),
  ).not.toBeNull();
});

test('no file imports itself over others', () => {
  expect(findCycles(files)).toEqual([]);
});

test('files have at most 400 lines', () => {
  // Columns, refusals and the text of a migration are lists: they are looked up, not read.
  const lists = /^(db\/tables\.ts|db\/migrations\/.*|domain\/errors\.ts)$/;
  const long = files
    .filter(({ path }) => !lists.test(path))
    .map(({ path, text }) => ({ path, lineCount: text.split('\n').length - 1 }))
    .filter(({ lineCount }) => lineCount > 400);
  expect(long).toEqual([]);
});

test('functions have at most 70 lines', () => {
  const functions = files
    .filter(({ path }) => !path.startsWith('db/migrations/') && !path.startsWith('tests/'))
    .flatMap(functionsOf);
  expect(functions.filter(({ lineCount }) => lineCount > 70)).toEqual([]);
  expect(functions.length).toBeGreaterThan(files.length);
  expect(functions.filter(({ lineCount }) => lineCount === 0)).toEqual([]);
});

test('only workflows/clock.ts reads the clock of a workflow, and no rule reads any', () => {
  const workflows = inRooms('workflows').filter(({ path }) => path !== 'workflows/clock.ts');
  expect(matching(workflows, /\bDate\.now\(|\bnew Date\(\)/)).toEqual([]);
  expect(matching(inRooms('domain'), /\bDate\.now\(|\bnew Date\(|\bMath\.random\(/)).toEqual([]);
});

test('every wait of a workflow goes through workflows/clock.ts', () => {
  const others = inRooms('workflows').filter(({ path }) => path !== 'workflows/clock.ts');
  expect(matching(others, /\bcondition\(|\bsleep\(/)).toEqual([]);
});

test('SQL is written in db/ alone', () => {
  const elsewhere = inRooms('domain', 'workflows', 'activities', 'api');
  expect(matching(elsewhere, /\bsql`|\.(selectFrom|insertInto|updateTable|deleteFrom)\(/)).toEqual(
    [],
  );
});

test('exports have names, types are erasable and nothing is left to do', () => {
  const configured =
    /^(vitest\.config\.ts|tests\/support\/global-setup\.ts|tests\/web\/support\/build-pages\.ts|web\/vite\.config\.ts)$/;
  const own = files.filter(({ path }) => path !== 'tests/tidy.test.ts');
  const named = own.filter(({ path }) => !configured.test(path));
  expect(matching(named, /^export default\b/)).toEqual([]);
  expect(matching(own, /^(export )?(const )?(enum|namespace) \w/)).toEqual([]);
  expect(matching(own, /(\/\/|\*).*\b(TODO|FIXME|XXX|HACK)\b/)).toEqual([]);
  expect(matching(own, /@ts-ignore|@ts-nocheck/)).toEqual([]);
});

test('words that the glossary rules out are not used', () => {
  const ruledOut = [
    'instalment',
    'EMI',
    'payout',
    'drawdown',
    'abstention',
    'charge-off',
    'rollover',
  ];
  const notThese = readFileSync(join(projectRoot, 'docs/glossary.md'), 'utf8')
    .split('\n')
    .filter((line) => line.startsWith('|'))
    .map((line) => line.split('|').at(-2) ?? '')
    .join(' ');
  for (const word of ruledOut) expect(notThese).toContain(word);
  const words = new RegExp(`\\b(${ruledOut.join('|')})s?\\b`);
  expect(matching(inRooms('domain', 'workflows', 'activities', 'db', 'api', 'ops'), words)).toEqual(
    [],
  );
});
