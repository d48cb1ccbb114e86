import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import { createKeyRing, openKeyFile, readSecretFile } from '../../ops/keys.ts';

const folder = mkdtempSync(join(tmpdir(), 'daiban-keys-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const path = join(folder, 'new', 'keys.json');

test('openKeyFile() makes a file only its owner may read, and reads the same ring again', () => {
  const sealed = openKeyFile(path).seal('310104199003071234');
  expect(statSync(path).mode & 0o777).toBe(0o600);
  expect(openKeyFile(path).open(sealed)).toBe('310104199003071234');
});

test('openKeyFile() refuses a file that others may read, and one that is no key file', () => {
  const open = join(folder, 'open.json');
  writeFileSync(open, readFileSync(path), { mode: 0o644 });
  chmodSync(open, 0o644);
  expect(() => openKeyFile(open)).toThrow('may be read by others (mode 644)');
  const wrong = join(folder, 'wrong.json');
  writeFileSync(wrong, '{"version":1}', { mode: 0o600 });
  expect(() => openKeyFile(wrong)).toThrow('is not a key file');
});

test('readSecretFile() makes a secret once and refuses a short one', () => {
  const secret = readSecretFile(join(folder, 'secret'));
  expect(secret.length).toBeGreaterThanOrEqual(32);
  expect(readSecretFile(join(folder, 'secret'))).toBe(secret);
  writeFileSync(join(folder, 'short'), 'abc', { mode: 0o600 });
  expect(() => readSecretFile(join(folder, 'short'))).toThrow('holds 3 characters');
});

const key = (byte: number) => Buffer.alloc(32, byte).toString('base64');
const ring = createKeyRing({ version: 1, current: 1, keys: { '1': key(1) }, indexKey: key(9) });

test('open() gives back what seal() took, and no two seals are alike', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (plain) => {
      const [one, two] = [ring.seal(plain), ring.seal(plain)];
      expect(ring.open(one)).toBe(plain);
      expect(one.equals(two)).toBe(false);
    }),
  );
});

test('open() refuses a value of which any one byte was altered', () => {
  const sealed = ring.seal('6222021234567890');
  for (let index = 0; index < sealed.length; index += 1) {
    const altered = Buffer.from(sealed);
    altered[index]! ^= 1;
    expect(() => ring.open(altered), `byte ${index}`).toThrow();
  }
});

test('after a change of keys old values open and new ones are sealed under the new key', () => {
  const keys = { '1': key(1), '2': key(2) };
  const changed = createKeyRing({ version: 1, current: 2, keys, indexKey: key(9) });
  expect(changed.open(ring.seal('old'))).toBe('old');
  expect(() => ring.open(changed.seal('new'))).toThrow('has no key 2');
  expect(() => createKeyRing({ version: 1, current: 3, keys, indexKey: key(9) })).toThrow();
});

test('blindIndex() is the same for equal values of one kind only', () => {
  expect(ring.blindIndex('phone', '1')).toEqual(ring.blindIndex('phone', '1'));
  expect(ring.blindIndex('phone', '1')).not.toEqual(ring.blindIndex('identity', '1'));
  expect(ring.blindIndex('a', 'bc')).not.toEqual(ring.blindIndex('ab', 'c'));
});
