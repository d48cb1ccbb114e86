import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readConfig, readLauncherConfig, settingNames, withoutPassword } from '../../ops/config.ts';
import { projectRoot } from '../../ops/data-folder.ts';
import { OperatorError } from '../../ops/failure.ts';
import { tempFolder } from '../support/temp-folder.ts';

const DATABASE_URL = 'postgres://daiban@localhost:5432/daiban';
const folder = tempFolder();

test('readConfig() of an empty environment names DATABASE_URL', () => {
  expect(() => readConfig({})).toThrow(OperatorError);
  expect(() => readConfig({})).toThrow(/DATABASE_URL is not set/);
});

test.each([
  ['PORT', '80x', 'PORT is "80x": must be a number'],
  ['PORT', '70000', 'PORT is "70000"'],
  ['LOG_LEVEL', 'loud', 'LOG_LEVEL is "loud": must be a log level'],
  ['DAIBAN_TIME_ZONE', 'Asia/Atlantis', 'DAIBAN_TIME_ZONE is "Asia/Atlantis": must be an IANA'],
  ['DAIBAN_TRAINING', 'yes', 'DAIBAN_TRAINING is "yes": must be true or false'],
  [
    'TEMPORAL_ADDRESS',
    'http://temporal',
    'TEMPORAL_ADDRESS is "http://temporal": must be host:port',
  ],
  [
    'TEMPORAL_TLS_CA_FILE',
    '/nowhere/ca.pem',
    'TEMPORAL_TLS_CA_FILE is "/nowhere/ca.pem": must be a file',
  ],
  [
    'SMTP_URL',
    'mail.example',
    'SMTP_URL is "mail.example": must be an address that begins with smtp://',
  ],
  [
    'WORKER_QUEUES',
    'main,fast',
    'WORKER_QUEUES is "main,fast": must list main, notices or payments',
  ],
])('readConfig() of %s=%s names both and says what it must be', (name, value, message) => {
  expect(() => readConfig({ DATABASE_URL, [name]: value })).toThrow(message);
});

test('readConfig() names every wrong variable at once', () => {
  const read = () => readConfig({ DATABASE_URL, PORT: 'a', LOG_LEVEL: 'b' });
  expect(read).toThrow(/PORT is "a"[^]*LOG_LEVEL is "b"/);
});

test('readConfig() never repeats a password', () => {
  expect(() => readConfig({ DATABASE_URL: 'mysql://daiban:hunter2@host/db' })).toThrow(
    'DATABASE_URL is "mysql://daiban:***@host/db"',
  );
  expect(withoutPassword('cannot reach postgres://u:p%40ss@h:1/d')).toBe(
    'cannot reach postgres://u:***@h:1/d',
  );
});

test('readConfig() takes the password from its own file', () => {
  const file = join(folder, 'password');
  writeFileSync(file, 'p@ss/word\n');
  const { databaseUrl } = readConfig({ DATABASE_URL, DATABASE_PASSWORD_FILE: file });
  expect(databaseUrl).toBe('postgres://daiban:p%40ss%2Fword@localhost:5432/daiban');
});

test('readConfig() takes a certificate and its key together or not at all', () => {
  const file = join(folder, 'cert.pem');
  writeFileSync(file, 'certificate');
  const read = () => readConfig({ DATABASE_URL, TEMPORAL_TLS_CERT_FILE: file });
  expect(read).toThrow(/TEMPORAL_TLS_CERT_FILE and TEMPORAL_TLS_KEY_FILE/);
});

test('readConfig() counts a blank variable as unset', () => {
  const config = readConfig({ DATABASE_URL, PORT: '', SMTP_URL: ' ', LOG_LEVEL: '' });
  expect(config).toMatchObject({ port: 8420, smtpUrl: null, logLevel: 'info' });
});

test('readLauncherConfig() takes embedded data for training and an own database for production', () => {
  expect(readLauncherConfig({}).isTraining).toBe(true);
  expect(readLauncherConfig({ DATABASE_URL }).isTraining).toBe(false);
  expect(readLauncherConfig({ DATABASE_URL, DAIBAN_TRAINING: 'true' }).isTraining).toBe(true);
});

test('docs/configuration.md has a row for every setting, and none is left over', () => {
  const text = readFileSync(join(projectRoot, 'docs/configuration.md'), 'utf8');
  const rows = [...text.matchAll(/^\| `([A-Z_]+)` \|/gm)].map(([, name]) => name ?? '');
  expect(rows.toSorted()).toEqual(settingNames.toSorted());
});
