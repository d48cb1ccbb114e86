/**
 * A house with work in it moves to the newest schema: everything that was there before is there afterwards, and what
 * changed its meaning says so. The rows are those of a release that knew requests but did not yet decide by them.
 */
import { randomUUID } from 'node:crypto';
import { sql, type Kysely } from 'kysely';
import { expect, test } from 'vitest';
import { migrate } from '../../db/migrate.ts';
import { testDatabase } from '../support/database.ts';

const { db, url } = await testDatabase('template0');
const oldRelease = '0019-approval-requests';
const at = '2026-03-02T02:00:00.000Z';
const date = '2026-03-02';

/** Rows of an older schema are none of today's tables: they are written by the names they had then. */
async function insert(table: string, row: Record<string, unknown>): Promise<void> {
  const columns = Object.keys(row);
  await sql`insert into ${sql.table(table)} (${sql.join(columns.map((name) => sql.ref(name)))})
    values (${sql.join(Object.values(row))})`.execute(db);
}

async function countRows(handle: Kysely<any>): Promise<Record<string, number>> {
  const { rows: tables } = await sql<{ name: string }>`select table_name as name
    from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE'
    and table_name not like 'kysely%' order by 1`.execute(handle);
  const counts: Record<string, number> = {};
  for (const { name } of tables) {
    const { rows } = await sql<{ count: number }>`
      select count(*)::int as count from ${sql.table(name)}`.execute(handle);
    counts[name] = rows[0]!.count;
  }
  return counts;
}

const id = {
  branch: randomUUID(),
  asker: randomUUID(),
  other: randomUUID(),
  customer: randomUUID(),
  policy: randomUUID(),
  pending: randomUUID(),
  application: randomUUID(),
  loan: randomUUID(),
  quoted: randomUUID(),
  applied: randomUUID(),
  openRequest: randomUUID(),
  approvedRequest: randomUUID(),
  approval: randomUUID(),
  stage: randomUUID(),
  seat: randomUUID(),
};

async function seedPeople(): Promise<void> {
  await insert('installation', { mode: 'production', time_zone: 'Asia/Shanghai' });
  const branch = { branch_id: id.branch, code: 'SH', name: '上海', office_hours: '[]' };
  await insert('branch', { ...branch, time_zone: 'Asia/Shanghai' });
  for (const officer_id of [id.asker, id.other]) {
    const names = { user_id: officer_id, user_name: officer_id, display_name: '职员' };
    await insert('officer', { officer_id, ...names, branch_id: id.branch });
  }
  const hidden = Buffer.from('sealed');
  await insert('customer', {
    customer_id: id.customer,
    number: 'C-000001',
    kind: 'person',
    name: '王小明',
    identity_cipher: hidden,
    identity_index: hidden,
    identity_mask: '****0017',
    phone_cipher: hidden,
    phone_index: hidden,
    phone_mask: '****0001',
    language: 'zh-CN',
    branch_id: id.branch,
    account_manager_id: id.asker,
  });
}

async function seedLoan(): Promise<void> {
  const policy = { kind: 'product', name: 'consumer', content: '{}', content_hash: 'hash' };
  await insert('policy_version', {
    ...policy,
    policy_version_id: id.policy,
    number: 1,
    status: 'active',
  });
  await insert('policy_version', {
    ...policy,
    policy_version_id: id.pending,
    number: 2,
    status: 'pending_second_person',
    author_id: id.asker,
  });
  const owner = { customer_id: id.customer, branch_id: id.branch, product_version_id: id.policy };
  await insert('application', {
    ...owner,
    application_id: id.application,
    number: 'LA2026-000001',
    matrix_version_id: id.policy,
    scorecard_version_id: id.policy,
    status: 'booked',
    amount_minor: 10_000_000,
    currency: 'CNY',
    content: '{}',
    created_by: id.asker,
    account_manager_id: id.asker,
    created_date: date,
    changed_date: date,
  });
  await insert('loan', {
    ...owner,
    loan_id: id.loan,
    number: 'LN2026-000001',
    application_id: id.application,
    currency: 'CNY',
    principal_minor: 10_000_000,
    status: 'active',
    opened_date: date,
  });
}

async function seedChanges(): Promise<void> {
  const change = {
    loan_id: id.loan,
    kind: 'waiver',
    effective_date: date,
    payload: '{"events":[]}',
  };
  const asked = { quote: '{}', quoted_seq: 1, requested_by: id.asker, requested_date: date };
  await insert('loan_change', { ...change, ...asked, loan_change_id: id.quoted, status: 'quoted' });
  await insert('loan_change', {
    ...change,
    ...asked,
    loan_change_id: id.applied,
    status: 'applied',
    confirmed_by: id.other,
    confirmed_date: date,
  });
}

async function seedRequests(): Promise<void> {
  const request = { content: '{"limit":"1.00"}', currency: 'CNY', branch_id: id.branch };
  const asked = { ...request, requested_by_id: id.asker, requested_at: at, title: 'a limit' };
  const subject = { subject_type: 'limit_change' };
  const open = { request_id: id.openRequest, subject_id: id.other, status: 'open' };
  await insert('approval_request', { ...asked, ...subject, ...open });
  const approved = { request_id: id.approvedRequest, subject_id: id.asker, status: 'approved' };
  await insert('approval_request', { ...asked, ...subject, ...approved, decided_at: at });
  await insert('approval', {
    approval_id: id.approval,
    subject_type: 'limit_change',
    subject_id: id.openRequest,
    round: 1,
    workflow_id: `approval/${id.approval}`,
    matrix_version_id: id.policy,
    tier: 'R1',
    path: '[]',
    facts: '{}',
    opened_at: at,
  });
  await insert('stage', {
    stage_id: id.stage,
    approval_id: id.approval,
    number: 1,
    attempt: 1,
    submission_number: 1,
    template: '{}',
    branch_id: id.branch,
    opened_at: at,
  });
  const seat = { seat_id: id.seat, stage_id: id.stage, officer_id: id.other, source: 'role' };
  await insert('seat', { ...seat, position: 1, is_todo: false });
  await insert('case_copy', {
    application_id: id.application,
    officer_id: id.other,
    copied_by_id: id.asker,
    copied_at: at,
  });
}

test('migrate() keeps every row of an older release, and says what became of open work', async () => {
  await migrate(url, oldRelease);
  await seedPeople();
  await seedLoan();
  await seedChanges();
  await seedRequests();
  const before = await countRows(db);
  await migrate(url);
  const after = await countRows(db);
  expect(Object.entries(before).filter(([table, count]) => (after[table] ?? 0) < count)).toEqual(
    [],
  );

  const changes = await db.selectFrom('loan_change').select(['loan_change_id', 'status']).execute();
  expect(Object.fromEntries(changes.map((row) => [row.loan_change_id, row.status]))).toEqual({
    [id.quoted]: 'expired',
    [id.applied]: 'applied',
  });
  const requests = await db
    .selectFrom('approval_request')
    .select(['request_id', 'status', 'number', 'effective_date'])
    .orderBy('status')
    .execute();
  expect(requests).toMatchObject([
    { request_id: id.approvedRequest, status: 'effective', effective_date: date },
    { request_id: id.openRequest, status: 'open', effective_date: date },
  ]);
  expect(new Set(requests.map(({ number }) => number)).size).toBe(2);
  const seat = await db.selectFrom('seat').selectAll().executeTakeFirstOrThrow();
  expect(seat.is_todo).toBe(true);
  // The house said when the stage opened; the machine that writes this row is elsewhere in time.
  expect(seat.arrived_at).toBe(at);
  const begun = await db.selectFrom('application').select('created_at').executeTakeFirstOrThrow();
  expect(begun.created_at.slice(0, 8)).toBe(date.slice(0, 8));
  const pending = await db
    .selectFrom('policy_version')
    .select('status')
    .where('policy_version_id', '=', id.pending)
    .executeTakeFirstOrThrow();
  expect(pending.status).toBe('pending_second_person');
  const copy = await db.selectFrom('case_copy').select('subject_id').executeTakeFirstOrThrow();
  expect(copy.subject_id).toBe(id.application);
});
