/** No container engine takes part: the files are read and compared with the code they run. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { readConfig } from '../../ops/config.ts';
import { projectRoot } from '../../ops/data-folder.ts';

interface Service {
  image: string;
  command?: string[];
  environment?: Record<string, string>;
  volumes?: string[];
  ports?: string[];
  secrets?: string[];
  depends_on?: Record<string, { condition: string }>;
  healthcheck?: { test: string[] };
}

interface Compose {
  services: Record<string, Service>;
  volumes: Record<string, unknown>;
  secrets: Record<string, { environment: string }>;
}

const text = readFileSync(join(projectRoot, 'docker-compose.yml'), 'utf8');
const compose = parse(text, { merge: true }) as Compose;
const dockerfile = readFileSync(join(projectRoot, 'Dockerfile'), 'utf8');
const service = (name: string): Service => {
  const found = compose.services[name];
  if (found === undefined) throw new Error(`docker-compose.yml has no service ${name}`);
  return found;
};
const servicesThatRun = ['postgres', 'temporal', 'api', 'worker'];

test('docker-compose.yml has the engines, the schema steps and our processes', () => {
  expect(Object.keys(compose.services).sort()).toEqual([
    'api',
    'migrate',
    'postgres',
    'temporal',
    'temporal-namespace',
    'temporal-schema',
    'temporal-ui',
    'worker',
  ]);
});

test.each(servicesThatRun)('%s has a health check of plain words', (name) => {
  const check = service(name).healthcheck?.test ?? [];
  expect(check.length).toBeGreaterThan(1);
  expect(check.every((word) => typeof word === 'string')).toBe(true);
});

test('each wait names a service that can meet it', () => {
  for (const { depends_on: waits } of Object.values(compose.services)) {
    for (const [name, { condition }] of Object.entries(waits ?? {})) {
      if (condition === 'service_healthy') expect(service(name).healthcheck).toBeDefined();
      else expect(condition).toBe('service_completed_successfully');
    }
  }
});

test('docker-compose.yml holds no password and gives none by default', () => {
  const passwords = [...text.matchAll(/\$\{(\w*PASSWORD\w*)([^}]*)\}/g)];
  expect(passwords.length).toBeGreaterThan(3);
  for (const [, name, rest] of passwords) expect(`${name}${rest}`).toMatch(/^\w+:\?/);
  expect(text).not.toMatch(/PASSWORD: (?!\$\{)|_PWD: (?!\$\{)|:\/\/[^/\s]+:[^@\s]+@/);
});

test('volumes are declared, and mounted files exist', () => {
  for (const mount of Object.values(compose.services).flatMap(({ volumes }) => volumes ?? [])) {
    const source = mount.split(':')[0] ?? '';
    if (source.startsWith('./')) expect(existsSync(join(projectRoot, source))).toBe(true);
    else expect(Object.keys(compose.volumes)).toContain(source);
  }
});

test('only the API and the web interface are published, to this machine', () => {
  const published = Object.entries(compose.services).flatMap(([name, { ports }]) =>
    (ports ?? []).map((port) => `${name} ${port}`),
  );
  expect(published).toEqual(['temporal-ui 127.0.0.1:8233:8080', 'api 127.0.0.1:8420:8420']);
});

/** Every name of a setting stands in one of these two as `  NAME: `. */
function readSettings(): string {
  return ['ops/config.ts', 'ops/partner-config.ts']
    .map((file) => readFileSync(join(projectRoot, file), 'utf8'))
    .join('\n');
}

test('our services run programs that the build makes, and read settings that exist', () => {
  const known = readSettings();
  for (const name of ['migrate', 'api', 'worker']) {
    const { command = [], environment = {} } = service(name);
    const program = (command.at(-1) ?? '').replace(/^dist\//, '').replace(/\.js$/, '.ts');
    expect(existsSync(join(projectRoot, program))).toBe(true);
    for (const variable of Object.keys(environment)) expect(known).toContain(`  ${variable}: `);
  }
});

test('readConfig() accepts what a container is given', () => {
  const { DATABASE_URL: databaseUrl, TEMPORAL_ADDRESS: address } = service('api').environment ?? {};
  const config = readConfig({
    DATABASE_URL: databaseUrl,
    TEMPORAL_ADDRESS: address,
    SMTP_URL: '',
    DAIBAN_TRAINING: 'false',
    HOST: '0.0.0.0',
  });
  expect(config).toMatchObject({ isTraining: false, smtpUrl: null, port: 8420 });
});

test('the worker is given every setting of the partners, and none of them means no partner', () => {
  const known = new Set(readSettings().match(/(PAYMENT_RAIL|DIRECT_DEBIT|SMS)_[A-Z_]+(?=: )/g));
  const { DATABASE_URL: databaseUrl, ...environment } = service('worker').environment ?? {};
  const given = Object.keys(environment).filter((name) => known.has(name));
  expect(known.size).toBe(16);
  expect(new Set(given)).toEqual(known);
  const unset = Object.fromEntries(given.map((name) => [name, '']));
  const config = readConfig({ DATABASE_URL: databaseUrl, DAIBAN_TRAINING: 'false', ...unset });
  expect(config).toMatchObject({ paymentRail: null, directDebit: null, smsGateway: null });
});

test('Dockerfile runs as an ordinary user, on glibc, with the secrets on a volume', () => {
  const bases = [...dockerfile.matchAll(/^FROM (\S+)/gm)].map(([, base]) => base);
  expect(bases).toHaveLength(3);
  for (const base of bases) expect(base).toMatch(/^node:\d+-bookworm-slim$/);
  expect(dockerfile).toMatch(/^USER node$/m);
  expect(dockerfile).toMatch(/^VOLUME \/var\/lib\/daiban$/m);
  expect(dockerfile).toMatch(/^ENV NODE_ENV=production/m);
});
