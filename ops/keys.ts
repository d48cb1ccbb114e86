/**
 * The key ring behind the encrypted columns. Values are sealed with AES-256-GCM under a key with an id, so that
 * keys can change while old rows stay readable; exact look-up goes through a blind index, an HMAC under a key of
 * its own. The ring comes from a port: by default a file that only its owner may read, made on the first start.
 */
import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto';
import {
  existsSync,
  linkSync,
  mkdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { z } from 'zod';
import { OperatorError } from './failure.ts';

export interface KeyRing {
  /** Version byte, key id, nonce, tag and cipher text in one value for a bytea column. */
  seal(plain: string): Buffer;
  /** @throws Error when the value was altered or its key is not in the ring */
  open(cipher: Uint8Array): string;
  /** Equal values of one kind give equal 32 bytes; nothing else follows from them. */
  blindIndex(kind: string, value: string): Buffer;
}

const FORMAT = 1;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const KEY_BYTES = 32;
const HEADER_BYTES = 2;

const base64Key = z
  .string()
  .refine((text) => Buffer.from(text, 'base64').length === KEY_BYTES, 'must be 32 bytes in base64');

const keyFile = z.object({
  version: z.literal(1),
  /** The id new values are sealed under. */
  current: z.number().int().min(1).max(255),
  keys: z.record(z.string().regex(/^\d{1,3}$/), base64Key),
  indexKey: base64Key,
});

type KeyFile = z.infer<typeof keyFile>;

/**
 * Reads the ring from a file; makes the file, readable by its owner only, if it does not exist.
 * @throws OperatorError when others may read the file or it is not a key file
 */
export function openKeyFile(path: string): KeyRing {
  if (!existsSync(path)) createKeyFile(path);
  assertPrivate(path);
  return createKeyRing(readKeyFile(path));
}

/** @throws Error when the current key is not among the keys */
export function createKeyRing({ current, keys, indexKey }: KeyFile): KeyRing {
  const byId = new Map(
    Object.entries(keys).map(([id, key]) => [Number(id), Buffer.from(key, 'base64')]),
  );
  const indexSecret = Buffer.from(indexKey, 'base64');
  const keyOf = (id: number): Buffer => {
    const key = byId.get(id);
    if (key === undefined) throw new Error(`The key ring has no key ${id}`);
    return key;
  };
  keyOf(current);
  return {
    seal: (plain) => seal(plain, current, keyOf(current)),
    open: (cipher) => open(cipher, keyOf),
    blindIndex: (kind, value) =>
      createHmac('sha256', indexSecret).update(`${kind}\0`).update(value).digest(),
  };
}

function seal(plain: string, keyId: number, key: Buffer): Buffer {
  const header = Buffer.from([FORMAT, keyId]);
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(header);
  const body = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()]);
  return Buffer.concat([header, nonce, cipher.getAuthTag(), body]);
}

function open(sealed: Uint8Array, keyOf: (id: number) => Buffer): string {
  const bytes = Buffer.from(sealed);
  if (bytes[0] !== FORMAT) throw new Error(`Unknown format ${bytes[0]} of a sealed value`);
  const tagAt = HEADER_BYTES + NONCE_BYTES;
  const bodyAt = tagAt + TAG_BYTES;
  const nonce = bytes.subarray(HEADER_BYTES, tagAt);
  const decipher = createDecipheriv('aes-256-gcm', keyOf(bytes[1] ?? 0), nonce, {
    authTagLength: TAG_BYTES,
  })
    .setAAD(bytes.subarray(0, HEADER_BYTES))
    .setAuthTag(bytes.subarray(tagAt, bodyAt));
  return Buffer.concat([decipher.update(bytes.subarray(bodyAt)), decipher.final()]).toString(
    'utf8',
  );
}

/** A finished file takes its name in one step, so that two processes that start together share one ring. */
function createKeyFile(path: string): void {
  const content: KeyFile = {
    version: 1,
    current: 1,
    keys: { '1': randomBytes(KEY_BYTES).toString('base64') },
    indexKey: randomBytes(KEY_BYTES).toString('base64'),
  };
  writeSecretOnce(path, `${JSON.stringify(content, null, 2)}\n`);
}

/** The secret in a file of 32 random bytes or more; makes the file if it does not exist. */
export function readSecretFile(path: string): string {
  if (!existsSync(path)) writeSecretOnce(path, `${randomBytes(KEY_BYTES).toString('base64')}\n`);
  assertPrivate(path);
  const secret = readFileSync(path, 'utf8').trim();
  if (secret.length < KEY_BYTES) {
    throw new OperatorError(`${path} holds ${secret.length} characters; a secret has 32 or more`);
  }
  return secret;
}

function writeSecretOnce(path: string, content: string): void {
  mkdirSync(dirname(path), { recursive: true });
  const draft = `${path}.${process.pid}.${randomBytes(4).toString('hex')}`;
  writeFileSync(draft, content, { mode: 0o600, flag: 'wx', flush: true });
  try {
    linkSync(draft, path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    rmSync(draft, { force: true });
  }
}

/** Windows has no such bits; there the folder's access list is what protects the file. */
function assertPrivate(path: string): void {
  if (process.platform === 'win32') return;
  const mode = statSync(path).mode & 0o777;
  if ((mode & 0o077) !== 0) {
    throw new OperatorError(
      `${path} may be read by others (mode ${mode.toString(8)}): run chmod 600 on it, and change its keys if it was shared`,
    );
  }
}

function readKeyFile(path: string): KeyFile {
  const parsed = keyFile.safeParse(parseJson(readFileSync(path, 'utf8')));
  if (!parsed.success) throw new OperatorError(`${path} is not a key file of this program`);
  return parsed.data;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
