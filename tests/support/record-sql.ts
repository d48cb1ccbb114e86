/**
 * Notes every statement that a query function compiles while the tests run, so that `npm run sql` can write down the
 * SQL as it is really sent. A function that only calls those of other files is noted with their names. Random requests are left out: what they happen to combine would differ from run to run.
 */
import { appendFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { PostgresQueryCompiler, type CompiledQuery, type RootOperationNode } from 'kysely';
import { afterAll, expect, inject } from 'vitest';
import './engines.ts';

const FRAME = /at (?:async )?(?:Module\.)?([\w$]+)? ?\(?.*\/db\/((?:queries\/)?[\w-]+)\.ts:\d+/;
const RANDOM = /fuzz/;
/** A compiled statement lies some twenty frames above the function that wrote it. */
const DEPTH = 40;

type CompileArguments = Parameters<PostgresQueryCompiler['compileQuery']>;

const noted = new Set<string>();
const compiler = PostgresQueryCompiler.prototype;
// Inherited from Kysely's general compiler; only a note is taken before its answer is passed on.
const compile = Reflect.get(compiler, 'compileQuery') as (
  this: PostgresQueryCompiler,
  ...args: CompileArguments
) => CompiledQuery<unknown>;

compiler.compileQuery = function record(
  this: PostgresQueryCompiler,
  ...args: CompileArguments
): CompiledQuery<unknown> {
  const compiled = compile.apply(this, args);
  note(compiled.sql, args[0]);
  return compiled;
};

afterAll(() => {
  Reflect.deleteProperty(compiler, 'compileQuery');
  const folder = join(inject('engines').folder, 'sql');
  mkdirSync(folder, { recursive: true });
  if (noted.size > 0) {
    appendFileSync(join(folder, `${process.pid}.jsonl`), [...noted, ''].join('\n'));
  }
});

function note(sql: string, node: RootOperationNode): void {
  if (node.kind === 'RawNode' && /^\s*(set|begin|commit|rollback)\b/i.test(sql)) return;
  if (RANDOM.test(expect.getState().testPath ?? '')) return;
  const limit = Error.stackTraceLimit;
  Error.stackTraceLimit = DEPTH;
  const { stack = '' } = new Error('where a statement comes from');
  Error.stackTraceLimit = limit;
  const frames = stack.split('\n').flatMap((line) => {
    const [, name, file] = FRAME.exec(line) ?? [];
    return file === undefined ? [] : [{ name, file }];
  });
  // The outermost function of a file is the one that others call; what it uses inside is its own affair.
  const callers = [...new Set(frames.map(({ file }) => file))].map((file) => ({
    file,
    name: frames.findLast((frame) => frame.file === file && frame.name !== undefined)?.name ?? '',
  }));
  callers.forEach(({ file, name }, index) => {
    const used = callers[index - 1];
    const line =
      used === undefined ? [file, name, sql] : [file, name, null, `${used.file} ${used.name}`];
    noted.add(JSON.stringify(line));
  });
}
