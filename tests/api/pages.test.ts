import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer, get, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import express from 'express';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { pages } from '../../api/pages.ts';
import { precompress } from '../../ops/precompress.ts';
import { tempFolder } from '../support/temp-folder.ts';

const long = `export const words = ${JSON.stringify('the same again '.repeat(400))};\n`;
const short = 'export const one = 1;\n';
const folder = tempFolder();
mkdirSync(join(folder, 'assets'));
writeFileSync(join(folder, 'assets', 'long-1.js'), long);
writeFileSync(join(folder, 'assets', 'short-1.js'), short);
precompress(join(folder, 'assets'));

const app = express();
app.use(pages('http://127.0.0.1', folder));
const server = createServer(app);
beforeAll(() => new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve)));
afterAll(() => new Promise((resolve) => void server.close(resolve)));

type Fetched = { readonly headers: IncomingMessage['headers']; readonly body: Buffer };

/** Without the decoding `fetch` does by itself. */
function fetchRaw(path: string, encodings: string): Promise<Fetched> {
  const { port } = server.address() as AddressInfo;
  return new Promise((resolve, reject) => {
    const headers = { 'accept-encoding': encodings };
    get({ host: '127.0.0.1', port, path, headers }, (answer) => {
      const parts: Buffer[] = [];
      answer.on('data', (part: Buffer) => parts.push(part));
      answer.on('end', () => resolve({ headers: answer.headers, body: Buffer.concat(parts) }));
    }).on('error', reject);
  });
}

test.each([
  ['br', 'gzip, deflate, br', brotliDecompressSync],
  ['gzip', 'gzip', gunzipSync],
] as const)('pages() hands out the file compressed as %s', async (name, accepted, open) => {
  const { headers, body } = await fetchRaw('/assets/long-1.js', accepted);
  expect(headers['content-encoding']).toBe(name);
  expect(headers['content-type']).toMatch(/javascript/);
  expect(headers['cache-control']).toContain('immutable');
  expect(headers['vary']).toContain('Accept-Encoding');
  expect(body.length).toBeLessThan(long.length / 4);
  expect(open(body).toString('utf8')).toBe(long);
});

test('pages() hands out the plain file to whoever takes no other', async () => {
  const { headers, body } = await fetchRaw('/assets/long-1.js', 'identity');
  expect(headers['content-encoding']).toBeUndefined();
  expect(headers['vary']).toContain('Accept-Encoding');
  expect(body.toString('utf8')).toBe(long);
});

test('pages() has no second form of a file too small to gain by it', async () => {
  const { headers, body } = await fetchRaw('/assets/short-1.js', 'br, gzip');
  expect(headers['content-encoding']).toBeUndefined();
  expect(body.toString('utf8')).toBe(short);
});
