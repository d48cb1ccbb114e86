/**
 * Console and portal as files for the browser. Building takes seconds, so a build carries the hash of everything it
 * was made from and is made again only when that changed.
 */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from './data-folder.ts';
import { precompress } from './precompress.ts';

/** The rooms whose files a page may import. */
const SOURCE_FOLDERS = ['web', 'locales', 'api/schemas', 'domain'];
const MARK_FILE = 'sources.txt';
/** What else a build is made of than its sources: changes when this file writes more or other files. */
const FORM = 'compressed';

export const webFolder = join(projectRoot, 'dist', 'web');

/**
 * Builds the pages when they are missing or older than their sources. A start without them is still useful, so a
 * build that cannot be made is told and not thrown.
 */
export async function prepareWeb(tell: (line: string) => void): Promise<void> {
  if (!existsSync(join(projectRoot, 'web', 'index.html'))) return;
  const mark = markOf({ withStories: true });
  if (readBuiltMark() === mark) return;
  if (!existsSync(join(projectRoot, 'node_modules', 'vite', 'package.json'))) {
    tell('Console and portal are not built: the packages for it are missing. Run: npm ci');
    return;
  }
  tell('Building console and portal …');
  try {
    await buildWeb(webFolder, { withStories: true });
  } catch (error) {
    tell(`Console and portal could not be built: ${String(error)}`);
  }
}

type BuildOptions = {
  /** The page that shows every component in every state; a productive build has it not. */
  readonly withStories: boolean;
};

/** Builds into `folder`, which appears whole or not at all. */
export async function buildWeb(folder: string, options: BuildOptions): Promise<void> {
  const mark = markOf(options);
  const draft = `${folder}.${process.pid}`;
  // Loaded only when there is something to build: a productive installation does not have it.
  const { build } = await import('vite');
  // Whoever builds: the libraries look at this for their version, and a test of sizes or of speed must see the real one.
  const nodeEnv = process.env['NODE_ENV'];
  process.env['NODE_ENV'] = 'production';
  try {
    await build({
      mode: 'production',
      configFile: join(projectRoot, 'web', 'vite.config.ts'),
      logLevel: 'warn',
      define: { WITH_STORIES: JSON.stringify(options.withStories) },
      build: { outDir: draft, emptyOutDir: true },
    });
    precompress(join(draft, 'assets'));
    writeFileSync(join(draft, MARK_FILE), mark);
    rmSync(folder, { recursive: true, force: true });
    renameSync(draft, folder);
  } finally {
    if (nodeEnv === undefined) delete process.env['NODE_ENV'];
    else process.env['NODE_ENV'] = nodeEnv;
    rmSync(draft, { recursive: true, force: true });
  }
}

function readBuiltMark(): string | null {
  const file = join(webFolder, MARK_FILE);
  return existsSync(file) ? readFileSync(file, 'utf8') : null;
}

function markOf({ withStories }: BuildOptions): string {
  return `${hashOfSources()} ${FORM}${withStories ? ' with stories' : ''}\n`;
}

/** The lock file stands for the packages that end up in the pages. */
function hashOfSources(): string {
  const hash = createHash('sha256');
  for (const file of [join(projectRoot, 'package-lock.json'), ...sourceFiles()]) {
    hash.update(file.slice(projectRoot.length)).update('\0');
    hash.update(readFileSync(file)).update('\0');
  }
  return hash.digest('hex').slice(0, 16);
}

function sourceFiles(): string[] {
  return SOURCE_FOLDERS.flatMap((folder) =>
    readdirSync(join(projectRoot, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name)),
  ).sort();
}
