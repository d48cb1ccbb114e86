/** Cases of the past that went by a matrix, newest first, with what decided their paths and how they went. */
import { sql, type Kysely } from 'kysely';
import type { Instant } from '../../domain/calendar.ts';
import type { DB } from '../tables.ts';

export type SimulationWindow = {
  readonly matrixName: string;
  /** Handed in at or after; null for any time. */
  readonly since: Instant | null;
  /** Handed in no later: what comes in while a simulation runs is not looked at. */
  readonly until: Instant;
};

export type RecordedCase = {
  readonly applicationId: string;
  readonly number: string;
  /** To the microsecond, for the place of the next slice. */
  readonly submittedAt: string;
  readonly branchId: string;
  readonly accountManagerId: string;
  readonly makerIds: readonly (string | null)[];
  readonly amountMinor: bigint;
  readonly currency: string;
  readonly grade: string | null;
  readonly product: string;
  readonly customerType: string;
  readonly isSecured: boolean;
  /** Facts of the approval; null for a case that a rule declined before. */
  readonly facts: { readonly [fact: string]: unknown } | null;
  readonly stages: readonly {
    readonly key: string;
    readonly verdict: 'approve' | 'decline' | 'return' | null;
    readonly branchId: string;
    readonly openedAt: Instant;
    readonly closedAt: Instant | null;
  }[];
};

export type CasePlace = { readonly submittedAt: string; readonly applicationId: string };

export async function countSimulationCases(
  db: Kysely<DB>,
  window: SimulationWindow,
): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from ${casesOf(window)}`.execute(db);
  return rows[0]!.count;
}

/** @param after the last case of the slice before */
export async function listSimulationCases(
  db: Kysely<DB>,
  window: SimulationWindow,
  slice: {
    readonly after: CasePlace | null;
    readonly limit: number;
  },
): Promise<RecordedCase[]> {
  const { after, limit } = slice;
  const rest =
    after === null
      ? sql`true`
      : sql`(application.submitted_at, application.application_id) < (${after.submittedAt}::timestamptz, ${after.applicationId}::uuid)`;
  const { rows } = await sql<RecordedCase>`
    select application.application_id as "applicationId", application.number,
      to_char(application.submitted_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as "submittedAt",
      application.branch_id as "branchId",
      application.account_manager_id as "accountManagerId",
      array[application.created_by, application.submitted_by, application.account_manager_id::text] as "makerIds",
      application.amount_minor as "amountMinor", application.currency, application.grade,
      application.content->>'productCode' as product,
      coalesce(application.content->>'customerType', 'person') as "customerType",
      coalesce(jsonb_typeof(application.content->'security') = 'object', false) as "isSecured",
      approval.facts,
      coalesce((select jsonb_agg(jsonb_build_object('key', stage.template->>'key', 'verdict', stage.verdict,
          'branchId', stage.branch_id,
          'openedAt', to_char(stage.opened_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
          'closedAt', to_char(stage.closed_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))
          order by stage.opened_at, stage.number)
        from stage where stage.approval_id = approval.approval_id and stage.status <> 'unused'), '[]'::jsonb) as stages
    from ${casesOf(window)}
    where ${rest}
    order by application.submitted_at desc, application.application_id desc limit ${limit}
  `.execute(db);
  return rows;
}

function casesOf({ matrixName, since, until }: SimulationWindow) {
  return sql`application
    join policy_version as pinned on pinned.policy_version_id = application.matrix_version_id
      and pinned.kind = 'matrix' and pinned.name = ${matrixName}
      and application.submitted_at <= ${until}::timestamptz
      and (${since}::timestamptz is null or application.submitted_at >= ${since}::timestamptz)
    left join approval on approval.subject_type = 'application'
      and approval.subject_id = application.application_id and approval.round = application.round`;
}
