/** Real child processes: short shell programs that live, die and are told to stop. */
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { lastLines, startChild } from '../../ops/child.ts';
import { createSupervisor, type Component } from '../../ops/supervisor.ts';
import { tempFolder } from '../support/temp-folder.ts';

const folder = tempFolder();
const patience = { firstPauseMs: 1, maxEnds: 2, windowMs: 60_000 };

function shell(name: string, script: string): Component & { readonly pids: number[] } {
  const pids: number[] = [];
  return {
    name,
    pids,
    stop: { ask: 'SIGTERM', patienceMs: 2_000 },
    start: async () => {
      const logFile = join(folder, `${name}.log`);
      const child = await startChild({ command: '/bin/sh', args: ['-c', script], logFile });
      pids.push(child.pid);
      return { child };
    },
  };
}

test('a component that is killed is started again', async () => {
  const lines: string[] = [];
  const supervisor = createSupervisor({ ...patience, tell: (line) => lines.push(line) });
  const part = shell('sleeper', 'exec sleep 60');
  const { child } = await supervisor.start(part);
  child.signal('SIGKILL');
  await vi.waitFor(() => expect(lines).toContain('sleeper is back'));
  expect(part.pids).toHaveLength(2);
  expect(lines[0]).toMatch(/^sleeper ended \(SIGKILL\); starting it again in 0.001 s\. Its log: /);
  await supervisor.stopAll();
});

test('a component that ends again and again is given up with its last words', async () => {
  const supervisor = createSupervisor({ ...patience, tell: () => undefined });
  await supervisor.start(shell('failing', 'echo "no key file" >&2; exit 3'));
  await expect(supervisor.gaveUp).resolves.toMatch(/failing ended 3 times.*code 3[^]*no key file/);
  await supervisor.stopAll();
});

test('a component that ends on a full disk says so', async () => {
  const supervisor = createSupervisor({ ...patience, maxEnds: 0, tell: () => undefined });
  await supervisor.start(shell('full', 'echo "PANIC: No space left on device"; exit 1'));
  await expect(supervisor.gaveUp).resolves.toContain('The disk is full');
  await supervisor.stopAll();
});

test('stopAll() stops the last one started first, and starts nothing again', async () => {
  const order: string[] = [];
  const supervisor = createSupervisor({ ...patience, tell: (line) => order.push(line) });
  for (const name of ['database', 'engine', 'api']) {
    const { child } = await supervisor.start(shell(name, 'exec sleep 60'));
    void child.exited.then(() => order.push(name));
  }
  await supervisor.stopAll();
  expect(order).toEqual(['api', 'engine', 'database']);
});

test('stopAll() insists when a component does not listen', async () => {
  const supervisor = createSupervisor({ ...patience, tell: () => undefined });
  const part = shell('deaf', 'trap "" TERM; echo deaf now; while :; do sleep 1; done');
  const stop = { ask: 'SIGTERM', patienceMs: 100 } as const;
  const { child } = await supervisor.start({ ...part, stop });
  await vi.waitFor(() => expect(lastLines(child.logFile, 1)).toBe('deaf now'));
  await supervisor.stopAll();
  expect(await child.exited).toEqual({ code: null, signal: 'SIGKILL' });
});
