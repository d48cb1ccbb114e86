/**
 * The door of every command. It has no dependency, so that it works on a fresh clone: it checks Node's version,
 * installs what the lock file names and node_modules lacks, then runs the command with its arguments and passes on
 * signals and the exit code.
 */
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const OLDEST_NODE = [20, 19];

/** What each command runs; `needsDev` are those that need more than a productive installation has. */
const COMMANDS = {
  start: { program: 'ops/launcher.ts', needsDev: false },
  migrate: { program: 'ops/migrate.ts', needsDev: false },
  api: { program: 'ops/api.ts', needsDev: false },
  worker: { program: 'ops/worker.ts', needsDev: false },
  reset: { program: 'ops/reset.ts', needsDev: false },
  demo: { program: 'ops/demo.ts', needsDev: false },
  reconcile: { program: 'ops/reconcile.ts', needsDev: false },
  conformance: { program: 'ops/conformance.ts', needsDev: false },
  sql: { program: 'ops/sql.ts', needsDev: true },
  screenshots: { program: 'ops/screenshots.ts', needsDev: true },
  build: { program: 'ops/build.ts', needsDev: true },
  bench: { program: 'bench/run.ts', needsDev: true },
  test: { program: 'node_modules/vitest/vitest.mjs', needsDev: true, before: ['run'] },
};

process.exitCode = await main(process.argv.slice(2));

async function main([name, ...rest]) {
  const command = COMMANDS[name];
  if (command === undefined) {
    return fail(`Unknown command "${name ?? ''}". There are: ${Object.keys(COMMANDS).join(', ')}.`);
  }
  if (!isNodeNewEnough()) {
    return fail(`Daiban needs Node ${OLDEST_NODE.join('.')} or newer; this is ${process.version}.`);
  }
  if (!isInstalled(command.needsDev)) {
    const code = await install();
    if (code !== 0) return fail('npm ci did not succeed; its messages stand above.');
  }
  if (!existsSync(join(root, command.program))) return fail(`${command.program} is missing.`);
  const args = rest[0] === '--' ? rest.slice(1) : rest;
  return runNode([...loader(command.program), command.program, ...(command.before ?? []), ...args]);
}

function isNodeNewEnough() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  return major > OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor >= OLDEST_NODE[1]);
}

/** npm keeps its own list of what it installed; an entry of the lock file that differs there asks for `npm ci`. */
function isInstalled(needsDev) {
  const hiddenLock = join(root, 'node_modules', '.package-lock.json');
  if (!existsSync(hiddenLock)) return false;
  const installed = packagesOf(hiddenLock);
  return Object.entries(packagesOf(join(root, 'package-lock.json')))
    .filter(([path, entry]) => path !== '' && isWanted(entry, needsDev))
    .every(([path, entry]) => installed[path]?.version === entry.version);
}

function isWanted(entry, needsDev) {
  if (entry.optional || entry.devOptional || entry.peer) return false;
  return needsDev || !entry.dev;
}

function packagesOf(file) {
  return JSON.parse(readFileSync(file, 'utf8')).packages;
}

async function install() {
  process.stderr.write('Installing packages by the lock file …\n');
  const npm = process.env.npm_execpath;
  const quiet = ['ci', '--no-audit', '--no-fund', '--loglevel=error'];
  return npm === undefined ? run('npm', quiet) : run(process.execPath, [npm, ...quiet]);
}

function loader(program) {
  return program.endsWith('.ts') ? ['--import', 'tsx'] : [];
}

function runNode(args) {
  return run(process.execPath, args);
}

function run(command, args) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd: root, stdio: 'inherit' });
    const forward = (signal) => {
      // A terminal sends Ctrl-C to the child itself; a second one would make it leave without tidying up.
      if (signal === 'SIGINT' && process.stdin.isTTY) return;
      child.kill(signal);
    };
    const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
    for (const signal of signals) process.on(signal, forward);
    child.once('error', (error) => resolve(fail(`${command} cannot be started: ${error.message}`)));
    child.once('exit', (code, signal) => {
      for (const name of signals) process.off(name, forward);
      resolve(code ?? (signal === 'SIGINT' ? 130 : 143));
    });
  });
}

function fail(message) {
  process.stderr.write(`${message}\n`);
  return 1;
}
