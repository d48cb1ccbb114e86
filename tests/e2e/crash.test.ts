/**
 * A small demonstration is run twice: once left alone, once with the worker and then the database killed in the middle.
 * Both must end with the same books to the cent, every reminder once, and nothing for the reconciliation to find.
 */
import { expect, test } from 'vitest';
import { canKillParts, testPlatform, type TestPlatform } from '../support/platform.ts';
import { readTomorrow, runSmallDemo, type Moment } from '../support/small-demo.ts';

/** The worker dies while votes come in and again while the clock moves, PostgreSQL while payments come in. */
const parts = { voting: 'worker', moving: 'worker', paying: 'PostgreSQL' } as const;

test.skipIf(!canKillParts)(
  'the platform ends with the same books when worker and PostgreSQL are killed on the way',
  { timeout: 900_000 },
  async () => {
    const calm = await testPlatform();
    const startDate = await readTomorrow(calm.url);
    const expected = await runSmallDemo(calm.url, { startDate, at: async () => {} });
    expect(expected.loans.length).toBeGreaterThanOrEqual(5);
    expect(expected.loans.flatMap(({ steps }) => steps).length).toBeGreaterThan(20);
    expect(expected.loans.flatMap(({ rows }) => rows.filter(isPaid)).length).toBeGreaterThan(5);
    await assertReconciled(calm);
    await calm.stop();

    const shaken = await testPlatform();
    const killed: Moment[] = [];
    const at = async (moment: Moment) => {
      await shaken.kill(parts[moment]);
      killed.push(moment);
    };
    const actual = await runSmallDemo(shaken.url, { startDate, at });
    expect(killed.toSorted()).toEqual(['moving', 'paying', 'voting']);
    await shaken.untilBack('worker', 2);
    await shaken.untilBack('PostgreSQL');
    expect(actual).toEqual(expected);
    await assertReconciled(shaken);
    await shaken.stop();
  },
);

function isPaid(row: string): boolean {
  return !row.endsWith('open');
}

async function assertReconciled(platform: TestPlatform): Promise<void> {
  const { code, output } = await platform.reconcile();
  expect(output).toMatch(/^[1-9]\d* loans, [1-9]\d* processes: no difference$/m);
  expect(code).toBe(0);
}
