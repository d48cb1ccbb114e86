/** Reads the project's own sources: which files there are, what they import, how long their functions are. */
import { readFileSync, readdirSync } from 'node:fs';
import { dirname, join, normalize, relative, sep } from 'node:path';
import { projectRoot } from '../../ops/data-folder.ts';
import type { ImportTarget, TableImport } from './rooms.ts';

const SKIPPED = new Set(['node_modules', 'dist', 'coverage', '.git', '.daiban']);

export interface SourceFile {
  /** From the root, with forward slashes. */
  readonly path: string;
  readonly text: string;
}

/** Every TypeScript file of the project. */
export function readSourceFiles(): SourceFile[] {
  return walk(projectRoot)
    .filter((path) => /\.tsx?$/.test(path))
    .sort()
    .map((path) => ({ path, text: readFileSync(join(projectRoot, path), 'utf8') }));
}

function walk(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (SKIPPED.has(entry.name)) return [];
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return walk(path);
    return [relative(projectRoot, path).split(sep).join('/')];
  });
}

/** Prettier puts each statement at the start of a line, so statements are found without a parser. */
const STATEMENT = /^(?:import|export)\b[^;'"]*?\bfrom '([^']+)'|^import '([^']+)'/gm;
const DYNAMIC = /\bimport\('([^']+)'\)/g;

export function importsOf({ path, text }: SourceFile): TableImport[] {
  const dynamic = [...text.matchAll(DYNAMIC)].map((match) => ({
    from: path,
    target: targetOf(path, match[1] ?? ''),
    isType: false,
  }));
  return [...statementsOf({ path, text }), ...dynamic];
}

function statementsOf({ path, text }: SourceFile): TableImport[] {
  return [...text.matchAll(STATEMENT)].map((match) => ({
    from: path,
    target: targetOf(path, match[1] ?? match[2] ?? ''),
    isType: isTypeOnly(match[0]),
  }));
}

function targetOf(from: string, specifier: string): ImportTarget {
  if (!specifier.startsWith('.')) return { kind: 'package', name: specifier };
  return {
    kind: 'file',
    path: normalize(join(dirname(from), specifier))
      .split(sep)
      .join('/'),
  };
}

/** `import type { A }`, or braces in which each name is marked as a type. */
function isTypeOnly(statement: string): boolean {
  if (/^(import|export) type\b/.test(statement)) return true;
  const names = /\{([^}]*)\}/.exec(statement)?.[1];
  if (names === undefined || !/^(import|export) \{/.test(statement)) return false;
  const listed = names.split(',').map((name) => name.trim());
  return listed.filter((name) => name !== '').every((name) => name.startsWith('type '));
}

export interface SourceFunction {
  readonly path: string;
  readonly name: string;
  readonly lineCount: number;
}

/** Functions at the top of a file: they begin and end in the first column. */
export function functionsOf({ path, text }: SourceFile): SourceFunction[] {
  const lines = text.split('\n');
  return lines.flatMap((line, index) => {
    const name = /^(?:export )?(?:default )?(?:async )?function\*? ?(\w+)/.exec(line)?.[1];
    const constant = /^(?:export )?const (\w+)(?:: [^=]+)? = (?:async )?\(.*=> \{$/.exec(line)?.[1];
    const found = name ?? constant;
    if (found === undefined) return [];
    const length = lines.slice(index).findIndex((later) => /^\}[;)]*$/.test(later)) + 1;
    return [{ path, name: found, lineCount: length }];
  });
}

/** Chains of files that import each other's values, each as the list of its paths. */
export function findCycles(files: readonly SourceFile[]): string[] {
  const edges = new Map(files.map((file) => [file.path, valueTargets(file)]));
  const state = new Map<string, 'open' | 'done'>();
  const cycles: string[] = [];
  const visit = (path: string, trail: readonly string[]): void => {
    if (state.get(path) === 'done') return;
    if (state.get(path) === 'open') {
      cycles.push([...trail.slice(trail.indexOf(path)), path].join(' → '));
      return;
    }
    state.set(path, 'open');
    for (const next of edges.get(path) ?? []) visit(next, [...trail, path]);
    state.set(path, 'done');
  };
  for (const { path } of files) visit(path, []);
  return cycles;
}

/** What is loaded on demand, by `import()`, is loaded after both files stand: that is no cycle. */
function valueTargets(file: SourceFile): string[] {
  return statementsOf(file).flatMap(({ target, isType }) =>
    target.kind === 'file' && !isType ? [target.path] : [],
  );
}
