/**
 * Where an installation keeps its data. Normally that is `.daiban` under the project; when root starts Daiban below a
 * folder that the database's user cannot enter, the data goes to the system's place for it and `.daiban/location.json`
 * says where, so that the next start, a reset and a person find it.
 */
import { createHash } from 'node:crypto';
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { canEnter, databaseUser } from './system-user.ts';

/** The root of the project, from the sources as well as from `dist/`. */
export const projectRoot = findProjectRoot(dirname(fileURLToPath(import.meta.url)));

/** Where root keeps what other users must reach; never writable for them. */
export const systemFolder =
  process.platform === 'darwin' ? '/usr/local/var/daiban' : '/var/lib/daiban';

/**
 * The folder that holds the data, made when it is missing.
 * @param wanted from DAIBAN_DATA_DIR, or null for the project's own
 */
export async function openDataFolder(wanted: string | null): Promise<string> {
  const folder = wantedFolder(wanted);
  mkdirSync(folder, { recursive: true });
  const recorded = readLocation(folder);
  if (recorded !== null) return recorded;
  const user = databaseUser();
  if (user === null) return folder;
  chmodSync(folder, 0o755);
  if (await canEnter(folder, user)) return folder;
  return recordLocation(folder, systemFolderFor(folder));
}

/** The folder that holds the data, without making anything. */
export function findDataFolder(wanted: string | null): string {
  const folder = wantedFolder(wanted);
  return readLocation(folder) ?? folder;
}

function wantedFolder(wanted: string | null): string {
  return wanted === null ? join(projectRoot, '.daiban') : resolve(wanted);
}

function systemFolderFor(folder: string): string {
  const mark = createHash('sha256').update(folder).digest('hex').slice(0, 8);
  return join(systemFolder, `${basename(dirname(folder))}-${mark}`);
}

function recordLocation(folder: string, location: string): string {
  mkdirSync(location, { recursive: true, mode: 0o755 });
  writeFileSync(locationFile(folder), `${JSON.stringify({ dataFolder: location }, null, 2)}\n`);
  return location;
}

function readLocation(folder: string): string | null {
  try {
    const { dataFolder } = JSON.parse(readFileSync(locationFile(folder), 'utf8')) as {
      dataFolder: string;
    };
    mkdirSync(dataFolder, { recursive: true, mode: 0o755 });
    return dataFolder;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

function locationFile(folder: string): string {
  return join(folder, 'location.json');
}

function findProjectRoot(from: string): string {
  const parent = dirname(from);
  return basename(from) === 'ops' && basename(parent) === 'dist' ? dirname(parent) : parent;
}
