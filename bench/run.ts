/**
 * `npm run bench`: one printed line per ratio, each beside its yardstick, measured in one run on engines of its own.
 * `npm run bench -- approvals list` picks sections; `--scale 0.1` makes all sizes smaller, for a look. Nothing here
 * passes or fails: numbers are read by people, beside the conditions they were taken under. What each line measures
 * stands in `docs/benchmarks.md`.
 */
import { availableParallelism, cpus, loadavg, totalmem } from 'node:os';
import { parseArgs } from 'node:util';
import { benchApprovals } from './approvals.ts';
import { benchArithmetic, formatLine } from './arithmetic.ts';
import { startEngines, type Engines } from './house.ts';
import { benchLists } from './lists.ts';
import { benchServicing } from './servicing.ts';
import { benchWaiting } from './waiting.ts';

type Section = {
  readonly says: string;
  readonly run: (engines: () => Promise<Engines>, scale: number) => Promise<string[]>;
};

const sections: Readonly<Record<string, Section>> = {
  arithmetic: {
    says: 'one process, no I/O; the best of 40 rounds on each side, taken in turn',
    run: async () => benchArithmetic().map(formatLine),
  },
  approvals: {
    says:
      'from hand-in to the outcome of 2 stages with 3 votes and SLA deadlines, commands called in process; measured ' +
      'with the worker, the relay, both engines on this machine and the callers that poll for the next stage; not ' +
      'measured: taking the application in, people thinking',
    run: async (engines, scale) => withHouse(engines, 'approvals', scale, benchApprovals),
  },
  servicing: {
    says: 'real loans from application to month three, by HTTP and the training clock',
    run: async (engines, scale) => withHouse(engines, 'servicing', scale, benchServicing),
  },
  list: {
    says: 'one caller; the API over HTTP with a session, beside the statements of the same handler sent by pg alone',
    run: async (engines, scale) => withHouse(engines, 'list', scale, benchLists),
  },
  waiting: {
    says: 'applications that wait for their SLA timers, nobody votes; beside as many bare workflows that wait for theirs',
    run: async (_engines, scale) => benchWaiting(scale),
  },
};

/** The one that takes long is asked for by name. */
const usual = ['arithmetic', 'approvals', 'servicing', 'list'];

await main();

async function main(): Promise<void> {
  const options = { scale: { type: 'string', default: '1' } } as const;
  const { positionals, values } = parseArgs({ options, allowPositionals: true });
  const unknown = positionals.find((name) => sections[name] === undefined);
  const scale = Number(values.scale);
  if (unknown !== undefined || !(scale > 0)) {
    tell(`There are: ${Object.keys(sections).join(', ')}; --scale takes a positive number.`);
    process.exitCode = 1;
    return;
  }
  const names = positionals.length > 0 ? positionals : usual;
  tell(describeMachine(scale));
  await runSections(names, scale);
}

async function runSections(names: readonly string[], scale: number): Promise<void> {
  let starting: Promise<Engines> | null = null;
  const engines = () => (starting ??= startEngines(usual));
  const stop = async () => {
    await (await starting)?.stop();
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      // The engines are taken away from under the measurement: what it loses now is nobody's defect.
      process.on('uncaughtException', () => undefined);
      process.on('unhandledRejection', () => undefined);
      void stop().finally(() => process.exit(130));
    });
  }
  try {
    for (const name of names) {
      const { says, run } = sections[name]!;
      tell(`\n${name} (${says})`);
      for (const line of await run(engines, scale)) tell(`  ${line}`);
    }
    const left = Object.keys(sections).filter((name) => !names.includes(name));
    if (left.length > 0) tell(`\nnot measured, ask by name: ${left.join(', ')}`);
  } finally {
    await stop();
  }
}

async function withHouse(
  engines: () => Promise<Engines>,
  name: string,
  scale: number,
  bench: (house: Awaited<ReturnType<Engines['openHouse']>>, scale: number) => Promise<string[]>,
): Promise<string[]> {
  const house = await (await engines()).openHouse(name);
  try {
    return await bench(house, scale);
  } finally {
    await house.close();
  }
}

function describeMachine(scale: number): string {
  const gib = (totalmem() / 2 ** 30).toFixed(0);
  const load = loadavg()[0]?.toFixed(1);
  return (
    `${availableParallelism()} cores (${cpus()[0]?.model.trim() ?? 'unknown'}), ${gib} GiB, Node ${process.version}, ` +
    `load ${load} before the run; embedded PostgreSQL 18 and Temporal's development server (one history shard, ` +
    `SQLite), both writing to disk; sizes times ${scale}`
  );
}

function tell(line: string): void {
  process.stdout.write(`${line}\n`);
}
