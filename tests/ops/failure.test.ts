import { createServer } from 'node:net';
import { expect, test } from 'vitest';
import { assertSpace } from '../../ops/disk.ts';
import { explainFailure, OperatorError } from '../../ops/failure.ts';
import { assertPortFree, freePort } from '../../ops/ports.ts';
import { tempFolder } from '../support/temp-folder.ts';

test('explainFailure() of a full disk is a sentence without a stack trace', () => {
  const error = Object.assign(new Error('write'), { code: 'ENOSPC', path: '/data/lock.json' });
  expect(explainFailure(error)).toMatch(/^The disk is full \(\/data\/lock\.json\)\./);
});

test('assertSpace() says how much is free, how much is needed and what to do', () => {
  const folder = tempFolder();
  expect(() => assertSpace(folder, Number.MAX_SAFE_INTEGER)).toThrow(
    /^The disk is full: \d+ MiB are free in .*, at least 8589934591 MiB are needed\. Free some space/,
  );
  expect(() => assertSpace(folder, 0)).not.toThrow();
});

test('explainFailure() of a defect keeps its trace', () => {
  expect(explainFailure(new Error('lost'))).toMatch(/^Error: lost\n {4}at /);
  expect(explainFailure(new OperatorError('PORT is "x"'))).toBe('PORT is "x"');
});

test('assertPortFree() names the port and the variable that moves it', async () => {
  const port = await freePort();
  const server = createServer();
  await new Promise<void>((resolve) => {
    server.listen(port, '127.0.0.1', resolve);
  });
  await expect(assertPortFree(port, '127.0.0.1', 'PORT')).rejects.toThrow(
    `Port ${port} on 127.0.0.1 is in use by another program. Stop it, or set PORT to a free port.`,
  );
  setTimeout(() => server.close(), 150);
  await expect(assertPortFree(port, '127.0.0.1', 'PORT', 3_000)).resolves.toBeUndefined();
});

test('assertPortFree() names an address this machine does not have', async () => {
  const port = await freePort();
  await expect(assertPortFree(port, '203.0.113.7', 'PORT')).rejects.toThrow(
    /HOST is "203\.0\.113\.7"/,
  );
});
