/** The yardstick's worker: it serves the bare approval and its one activity, an insert into a table of its own. */
import { NativeConnection, Worker } from '@temporalio/worker';
import pg from 'pg';
import type { BareActivities } from './yardstick/bare-approval.ts';
import { bareQueue } from './yardstick/queue.ts';

const address = process.env['TEMPORAL_ADDRESS'] ?? '';
const namespace = process.env['TEMPORAL_NAMESPACE'] ?? '';
const pool = new pg.Pool({ connectionString: process.env['DATABASE_URL'], max: 10 });
const connection = await NativeConnection.connect({ address });
await pool.query('create table if not exists bare_outcome (workflow_id text primary key)');

const activities: BareActivities = {
  insertOutcome: async (workflowId) => {
    await pool.query('insert into bare_outcome values ($1) on conflict do nothing', [workflowId]);
  },
};
const worker = await Worker.create({
  connection,
  namespace,
  taskQueue: bareQueue,
  activities,
  workflowBundle: { codePath: process.env['BARE_BUNDLE'] ?? '' },
  maxCachedWorkflows: Number(process.env['WORKER_CACHED_WORKFLOWS']),
});
const running = worker.run();
process.send?.('ready');
process.on('disconnect', () => worker.getState() === 'RUNNING' && worker.shutdown());
await running;
await connection.close();
await pool.end();
process.exit(0);
