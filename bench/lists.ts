/**
 * Pages over HTTP beside the statements of the same handler sent by `pg` alone: what session, rights, checks and JSON
 * cost. The rows are made in the database, as a house of some years would have them.
 */
import { randomUUID } from 'node:crypto';
import { Kysely, PostgresDialect, sql } from 'kysely';
import type pg from 'pg';
import { scopeOf } from '../api/actor.ts';
import { createPool } from '../db/client.ts';
import { readClock } from '../db/queries/clock.ts';
import type { DB } from '../db/tables.ts';
import { createLogger } from '../ops/log.ts';
import { findActor, findRoute, signIn } from './desk.ts';
import type { House } from './house.ts';
import { against, quantile, spread, timed } from './numbers.ts';

const PAGES = 200;

type Question = {
  readonly says: string;
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly userName: string;
  readonly goal: number | null;
};

export async function benchLists(house: House, scale: number): Promise<string[]> {
  const url = await house.startApi();
  const half = Math.round(100_000 * scale);
  await seedYears(house, 1, half);
  const list = await compare(house, url, {
    says: `GET /v1/applications?size=50 among ${half.toLocaleString('en')}`,
    path: '/v1/applications',
    query: { size: '50' },
    userName: 'auditor1',
    goal: null,
  });
  await seedYears(house, half + 1, 2 * half);
  const queues: string[] = [];
  for (const query of queueQueries) {
    const { userName, ...asked } = query;
    const parameters = new URLSearchParams({ ...asked, size: '50' });
    queues.push(
      await compare(house, url, {
        says: `GET /v1/stages?${parameters.toString()} among ${(2 * half).toLocaleString('en')}`,
        path: '/v1/stages',
        query: { ...asked, size: '50' },
        userName,
        goal: 3,
      }),
    );
  }
  return [list, ...queues];
}

/** One's own, the team's and the house's, as they come and narrowed by what people narrow them by. */
const queueQueries: readonly ({ readonly userName: string } & Readonly<Record<string, string>>)[] =
  [
    { userName: 'ja.credit1', mine: 'todo' },
    { userName: 'ja.credit1', mine: 'todo', grade: 'D', fromAmount: '20000.00', sort: 'due' },
    { userName: 'ja.credit1', mine: 'team', sla: 'overdue' },
    { userName: 'auditor1', mine: 'all' },
    { userName: 'auditor1', mine: 'all', product: 'consumer', grade: 'D', sort: 'due' },
  ];

async function compare(house: House, url: string, question: Question): Promise<string> {
  const statements = await captureStatements(house, question);
  const token = await signIn(url, question.userName);
  const address = `${url}${question.path}?${new URLSearchParams(question.query).toString()}`;
  const ask = async () => {
    const answer = await fetch(address, { headers: { authorization: `Bearer ${token}` } });
    const { items } = (await answer.json()) as { items: readonly unknown[] };
    if (items.length === 0) throw new Error(`${address}: nothing on the page`);
  };
  const pool = createPool({ connectionString: house.config.databaseUrl, maxConnections: 1 });
  const bare = () => send(pool, statements);
  const ms = { http: [] as number[], bare: [] as number[] };
  try {
    for (let page = 0; page < PAGES / 10; page += 1) await Promise.all([ask(), bare()]);
    for (let page = 0; page < PAGES; page += 1) {
      ms.http.push((await timed(ask)).ms);
      ms.bare.push((await timed(bare)).ms);
    }
  } finally {
    await pool.end();
  }
  return describe(question, ms);
}

function describe({ says, goal }: Question, ms: { http: number[]; bare: number[] }): string {
  const ratio = (share: number) => quantile(ms.http, share) / quantile(ms.bare, share);
  const p95 = ratio(0.95);
  const judged = goal === null ? '' : ` (${against(`p95 under ${goal} times`, p95 < goal)})`;
  return `${says}: p50 / p95 ${spread(ms.http)}, ${ratio(0.5).toFixed(2)} / ${p95.toFixed(2)} times the same SQL by pg alone, ${spread(ms.bare)}${judged}`;
}

type Statement = { readonly text: string; readonly values: unknown[] };

/** Runs the handler once on a handle that keeps what it sends. */
async function captureStatements(
  { config, keys }: House,
  { path, query, userName }: Question,
): Promise<Statement[]> {
  const statements: Statement[] = [];
  const pool = createPool({ connectionString: config.databaseUrl, maxConnections: 1 });
  const db = new Kysely<DB>({
    dialect: new PostgresDialect({ pool }),
    log: ({ query: { sql: text, parameters } }) => {
      statements.push({ text, values: [...parameters] });
    },
  });
  try {
    const route = findRoute('GET', path);
    if (route.kind !== 'read') throw new Error(`${path} reads nothing`);
    const actor = await findActor(db, userName);
    const clock = await readClock(db);
    statements.length = 0;
    await route.handler({
      db,
      actor,
      clock,
      scope: scopeOf(actor, route.access),
      params: {},
      query: route.query?.parse(query) ?? {},
      requestId: randomUUID(),
      services: {
        keys,
        log: createLogger({ name: 'bench', level: 'error' }),
        isTraining: true,
        takesDirectDebits: true,
      },
    });
    return statements;
  } finally {
    await db.destroy();
  }
}

async function send(pool: pg.Pool, statements: readonly Statement[]): Promise<void> {
  for (const { text, values } of statements) await pool.query(text, values);
}

/**
 * Applications of both branches: most are booked or declined, one in a hundred is in review with every credit officer
 * of its branch seated, and each decided one has a stage with a vote.
 */
async function seedYears({ db }: House, first: number, last: number): Promise<void> {
  const range = sql`generate_series(${first}::int, ${last}::int) as i`;
  const branches = sql`(select branch_id, row_number() over (order by code) - 1 as place
    from branch where code in ('SH-JA', 'SH-PD')) as branch`;
  const makers = sql`(select distinct on (officer.branch_id) officer.branch_id, officer.officer_id
    from officer join role_grant using (officer_id) where role = 'loan_officer') as maker`;
  await sql`
    insert into customer (customer_id, number, kind, name, identity_cipher, identity_index, identity_mask,
      phone_cipher, phone_index, phone_mask, language, branch_id, account_manager_id)
    select md5('customer' || i)::uuid, 'BENCH-' || i, 'person', '客户' || i, '', decode(md5('identity' || i), 'hex'),
      '***', '', decode(md5('phone' || i), 'hex'), '***', 'zh-CN', branch.branch_id, maker.officer_id
    from ${range} join ${branches} on branch.place = i / 10 % 2 join ${makers} on maker.branch_id = branch.branch_id
    where i % 10 = 0 or i = ${first}`.execute(db);
  await sql`
    insert into application (application_id, number, customer_id, branch_id, status, product_version_id,
      matrix_version_id, scorecard_version_id, amount_minor, currency, content, grade, tier, created_by,
      submitted_by, account_manager_id, created_at, created_date, changed_date, submitted_at, submitted_date)
    select md5('application' || i)::uuid, 'LA-BENCH-' || i, customer.customer_id, customer.branch_id,
      case when i % 100 = 7 then 'in_review' when i % 5 = 0 then 'declined' else 'booked' end,
      ${versionOf('product', 'consumer')}, ${versionOf('matrix', 'retail-cn')}, ${versionOf('scorecard', 'expert')},
      1000000 + i % 4000 * 1000, 'CNY', jsonb_build_object('productCode', 'consumer', 'installmentCount', 12),
      chr(65 + i % 4), 'T1', customer.account_manager_id, customer.account_manager_id, customer.account_manager_id,
      now() - i * interval '5 minutes', current_date, current_date, now() - i * interval '5 minutes', current_date
    from ${range} join customer
      on customer.customer_id = md5('customer' || greatest(i / 10 * 10, ${first}::int))::uuid`.execute(
    db,
  );
  await seedApprovals(db, range);
  await sql`analyze`.execute(db);
}

function versionOf(kind: string, name: string) {
  return sql`(select policy_version_id from policy_version
    where kind = ${kind} and name = ${name} and status = 'active')`;
}

async function seedApprovals(db: Kysely<DB>, range: ReturnType<typeof sql>): Promise<void> {
  const path = sql`${versionOf('matrix', 'retail-cn')}`;
  const tier = sql`(select tier->'path' as path from policy_version, jsonb_array_elements(content->'tiers') as tier
    where policy_version_id = ${path} limit 1) as tier`;
  await sql`
    insert into approval (approval_id, subject_type, subject_id, round, workflow_id, matrix_version_id, tier, path,
      facts, status, opened_at)
    select md5('approval' || i)::uuid, 'application', md5('application' || i)::uuid, 1, 'bench/' || i, ${path}, 'T1',
      tier.path, '{"submissionNumber": 1}', case when i % 100 = 7 then 'open' when i % 5 = 0 then 'declined' else 'approved' end,
      now() - i * interval '5 minutes'
    from ${range} cross join ${tier}`.execute(db);
  await sql`
    insert into stage (stage_id, approval_id, number, attempt, submission_number, template, branch_id, status,
      verdict, opened_at, due_at)
    select md5('stage' || i)::uuid, md5('approval' || i)::uuid, 1, 1, 1, tier.path->0, application.branch_id,
      case when i % 100 = 7 then 'open' else 'closed' end,
      case when i % 100 = 7 then null when i % 5 = 0 then 'decline' else 'approve' end, application.created_at,
      case when i % 100 = 7 then application.created_at + interval '8 hours' end
    from ${range} cross join ${tier} join application on application_id = md5('application' || i)::uuid`.execute(
    db,
  );
  await sql`
    insert into seat (seat_id, stage_id, officer_id, role, source, position, status, is_todo, due_at)
    select gen_random_uuid(), stage.stage_id, officer.officer_id, 'credit_officer', 'role', 1,
      case when stage.status = 'open' then 'open' else 'voted' end, stage.status = 'open',
      stage.opened_at + interval '8 hours'
    from ${range} join stage on stage.stage_id = md5('stage' || i)::uuid
    join lateral (
      select officer.officer_id from officer join role_grant using (officer_id)
      where role = 'credit_officer' and officer.branch_id = stage.branch_id
      order by md5(officer.officer_id::text || i) limit case when stage.status = 'open' then 4 else 1 end
    ) as officer on true`.execute(db);
  await sql`
    insert into vote (vote_id, stage_id, seat_id, officer_id, answer, reason_code, comment, details, voted_at)
    select gen_random_uuid(), stage.stage_id, seat.seat_id, seat.officer_id, stage.verdict,
      case when stage.verdict = 'decline' then 'outside_policy' end, 'bench', '{}', stage.opened_at
    from ${range} join stage on stage.stage_id = md5('stage' || i)::uuid join seat on seat.stage_id = stage.stage_id
    where stage.status = 'closed'`.execute(db);
}
