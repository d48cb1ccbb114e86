/**
 * The whole platform as a person starts it: `npm start`'s own door, on a folder and ports of its own. It proves the
 * first start, the refusal of a second one, the return of a killed part, the stop, and that nothing is left running.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, readdirSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, expect, test, vi } from 'vitest';
import { projectRoot } from '../../ops/data-folder.ts';
import { findRunning } from '../../ops/running.ts';
import { tempFolder } from '../support/temp-folder.ts';

const folder = tempFolder();
const SOON = { timeout: 120_000, interval: 100 };
const launchers: Launcher[] = [];

interface Launcher {
  readonly child: ChildProcess;
  output(): string;
  exitCode(): Promise<number | null>;
}

afterAll(() => launchers.forEach(({ child }) => child.kill('SIGTERM')));

function launch(settings: Record<string, string> = {}): Launcher {
  const child = spawn(process.execPath, ['ops/bootstrap.mjs', 'start'], {
    cwd: projectRoot,
    env: { ...process.env, DAIBAN_DATA_DIR: folder, PORT: '0', TEMPORAL_UI_PORT: '0', ...settings },
  });
  let output = '';
  const collect = (chunk: Buffer) => {
    output += chunk.toString('utf8');
  };
  child.stdout.on('data', collect);
  child.stderr.on('data', collect);
  const exited = once(child, 'exit').then(([code]) => code as number | null);
  const launcher = { child, output: () => output, exitCode: () => exited };
  launchers.push(launcher);
  return launcher;
}

async function untilReady(launcher: Launcher): Promise<string> {
  await vi.waitUntil(
    () => /is ready/.test(launcher.output()) || launcher.child.exitCode !== null,
    SOON,
  );
  expect(launcher.output()).toContain('Daiban is ready');
  const url = findRunning(folder)?.url;
  if (url === undefined) throw new Error('a platform that is ready has left no record');
  return url;
}

/** Every process of this machine whose command line or environment's folder is ours. */
function processesOfFolder(): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter(
      (pid) =>
        readProc(pid, 'cmdline').includes(folder) || readProc(pid, 'environ').includes(folder),
    )
    .map(Number)
    .filter((pid) => pid !== process.pid);
}

function readProc(pid: string, file: string): string {
  try {
    return readFileSync(join('/proc', pid, file), 'utf8');
  } catch {
    return '';
  }
}

function pidOf(program: string): number {
  const pid = processesOfFolder().find((id) => readProc(String(id), 'cmdline').includes(program));
  if (pid === undefined) throw new Error(`${program} does not run`);
  return pid;
}

test.skipIf(process.platform !== 'linux')(
  'npm start brings everything up, refuses a double, heals a killed part and stops in order',
  { timeout: 480_000 },
  async () => {
    const first = launch();
    const url = await untilReady(first);
    expect(first.output()).toMatch(/Sample sign-ins/);
    expect((await fetch(`${url}/v1/health/ready`)).status).toBe(200);

    const double = launch();
    expect(await double.exitCode()).toBe(1);
    expect(double.output()).toMatch(/already runs on .* \(process \d+/);

    process.kill(pidOf('ops/worker.ts'), 'SIGKILL');
    await vi.waitFor(() => expect(first.output()).toContain('worker is back'), SOON);
    process.kill(pidOf('/cluster'), 'SIGKILL');
    await vi.waitFor(() => expect(first.output()).toContain('PostgreSQL is back'), SOON);
    await vi.waitFor(
      async () => expect((await fetch(`${url}/v1/health/ready`)).status).toBe(200),
      SOON,
    );

    first.child.kill('SIGTERM');
    expect(await first.exitCode()).toBe(0);
    expect(first.output()).toContain('Stopped; all data is kept.');
    expect(processesOfFolder()).toEqual([]);
  },
);

test.skipIf(process.platform !== 'linux')(
  'npm start comes back on the same data after the launcher itself was killed',
  { timeout: 480_000 },
  async () => {
    const killed = launch();
    await untilReady(killed);
    process.kill(pidOf('ops/launcher.ts'), 'SIGKILL');
    await killed.exitCode();

    const second = launch();
    const url = await untilReady(second);
    expect((await fetch(`${url}/v1/health/ready`)).status).toBe(200);
    second.child.kill('SIGTERM');
    expect(await second.exitCode()).toBe(0);
    await vi.waitFor(() => expect(processesOfFolder()).toEqual([]), SOON);
  },
);

test('npm start says in one sentence that a port is in use', async () => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const launcher = launch({ PORT: String(port) });
  expect(await launcher.exitCode()).toBe(1);
  server.close();
  expect(launcher.output()).toContain(`Port ${port} on 127.0.0.1 is in use by another program`);
  expect(launcher.output()).not.toMatch(/^ {4}at /m);
});
