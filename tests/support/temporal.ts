/** A namespace of Temporal for each test file, with a client for it. */
import { Client, Connection } from '@temporalio/client';
import pg from 'pg';
import { afterAll, inject } from 'vitest';
import './engines.ts';

export interface TestTemporal {
  readonly client: Client;
  readonly address: string;
  readonly namespace: string;
}

/**
 * Takes a namespace nobody else uses, so that ids such as `end-of-day/2026-01-31` never meet those of another file.
 * Call it at the top of a test file; the connection is closed after the file's last test.
 */
export async function testTemporal(): Promise<TestTemporal> {
  const { temporalAddress: address } = inject('engines');
  const namespace = `test-${await takeNamespaceNumber()}`;
  const connection = await Connection.connect({ address });
  afterAll(() => connection.close());
  return { client: new Client({ connection, namespace }), address, namespace };
}

async function takeNamespaceNumber(): Promise<number> {
  const { adminUrl, namespaceCount } = inject('engines');
  const admin = new pg.Client({ connectionString: adminUrl });
  await admin.connect();
  try {
    const { rows } = await admin.query<{ number: number }>(
      "select nextval('namespace_number')::int as number",
    );
    const number = rows[0]?.number ?? 0;
    if (number > namespaceCount) throw new Error('raise NAMESPACE_COUNT in the global set-up');
    return number;
  } finally {
    await admin.end();
  }
}
