/**
 * What a draft of a tier matrix would have done with the cases of the past, a slice of them at a time. The version in
 * force is pinned with the job, and a draft that is edited meanwhile ends it: half of each would say nothing.
 */
import type { Transaction } from 'kysely';
import type { ApproverContext, Organization } from '../../domain/approval/approvers.ts';
import { unitsAbove } from '../../domain/approval/approvers.ts';
import type { CustomerType, MatrixContent } from '../../domain/approval/matrix.ts';
import type { PastCase } from '../../domain/approval/simulate-matrix.ts';
import { simulateCase } from '../../domain/approval/simulate-matrix.ts';
import {
  addCases,
  noTotals,
  summarize,
  type SimulationTotals,
} from '../../domain/approval/simulation-totals.ts';
import { DomainError } from '../../domain/errors.ts';
import { invariant } from '../../domain/invariant.ts';
import { fromWireMoney, type Currency, type WireMoney } from '../../domain/money.ts';
import { workingMinutesBetween, type BranchCalendar } from '../../domain/work-calendar.ts';
import { readOfficerNames } from '../../db/queries/approvers.ts';
import { readBranchCalendar } from '../../db/queries/calendar.ts';
import type { Job, JobData } from '../../db/queries/jobs.ts';
import { readWholeOrganization } from '../../db/queries/organization.ts';
import { findVersion } from '../../db/queries/policy-versions.ts';
import {
  countSimulationCases,
  listSimulationCases,
  type CasePlace,
  type RecordedCase,
  type SimulationWindow,
} from '../../db/queries/simulation-cases.ts';
import type { DB } from '../../db/tables.ts';
import type { Slice } from './runners.ts';

const CASES_PER_SLICE = 100;

type Params = SimulationWindow & {
  readonly policyVersionId: string;
  readonly version: number;
  readonly activeVersionId: string;
  readonly caseLimit: number;
};

type State = {
  readonly place: CasePlace | null;
  readonly total: number;
  readonly totals: SimulationTotals;
};

/** @throws DomainError `stale_version` when the draft was edited while it was simulated */
export async function runSimulationSlice(trx: Transaction<DB>, job: Job): Promise<Slice> {
  const params = job.params as unknown as Params;
  const state = (job.state as unknown as State | null) ?? (await begin(trx, params));
  const left = state.total - state.totals.caseCount;
  const limit = Math.min(CASES_PER_SLICE, left);
  const found =
    limit === 0 ? [] : await listSimulationCases(trx, params, { after: state.place, limit });
  const totals = await simulate(trx, params, state.totals, found);
  const last = found.at(-1);
  const isOver = last === undefined || totals.caseCount >= state.total;
  const place = last === undefined ? state.place : placeOf(last);
  const next = isOver ? null : ({ ...state, place, totals } as unknown as JobData);
  const progress = { state: next, doneCount: totals.caseCount, totalCount: state.total };
  if (!isOver) return { done: false, progress };
  return { done: true, progress, result: await resultOf(trx, params, totals) };
}

async function begin(trx: Transaction<DB>, params: Params): Promise<State> {
  const total = Math.min(await countSimulationCases(trx, params), params.caseLimit);
  return { place: null, total, totals: noTotals };
}

function placeOf({ submittedAt, applicationId }: RecordedCase): CasePlace {
  return { submittedAt, applicationId };
}

async function simulate(
  trx: Transaction<DB>,
  params: Params,
  totals: SimulationTotals,
  found: readonly RecordedCase[],
): Promise<SimulationTotals> {
  const matrices = await readMatrices(trx, params);
  const organization = await readWholeOrganization(trx);
  const calendars = await readCalendars(trx, found);
  const simulated = found.map((recorded) =>
    simulateCase(
      toPastCase(recorded, organization, calendars),
      matrices,
      contextOf(recorded, organization),
    ),
  );
  return addCases(totals, simulated);
}

async function readMatrices(
  trx: Transaction<DB>,
  { policyVersionId, version, activeVersionId }: Params,
): Promise<{ readonly before: MatrixContent; readonly after: MatrixContent }> {
  const draft = await findVersion(trx, policyVersionId);
  const active = await findVersion(trx, activeVersionId);
  invariant(draft !== undefined && active !== undefined, 'versions are never deleted');
  if (draft.status === 'draft' && draft.version !== version) {
    throw new DomainError('stale_version', { expected: version, actual: draft.version });
  }
  return { before: active.content as MatrixContent, after: draft.content as MatrixContent };
}

/** The branch and the units above it, as the stages look for people. */
function contextOf(
  { branchId, accountManagerId }: RecordedCase,
  organization: Organization,
): ApproverContext {
  const units = unitsAbove(organization, branchId);
  const branches = units.flatMap((unitId) =>
    organization.branches.filter((branch) => branch.branchId === unitId),
  );
  return { organization: { ...organization, branches }, branchId, accountManagerId };
}

async function readCalendars(
  trx: Transaction<DB>,
  found: readonly RecordedCase[],
): Promise<ReadonlyMap<string, BranchCalendar>> {
  const branchIds = new Set(found.flatMap(({ stages }) => stages.map(({ branchId }) => branchId)));
  const calendars = new Map<string, BranchCalendar>();
  // A house has few branches; a slice meets fewer.
  for (const branchId of branchIds)
    calendars.set(branchId, await readBranchCalendar(trx, branchId));
  return calendars;
}

function toPastCase(
  recorded: RecordedCase,
  organization: Organization,
  calendars: ReadonlyMap<string, BranchCalendar>,
): PastCase {
  const { applicationId, number, facts, branchId, makerIds, stages } = recorded;
  const asked = { minor: recorded.amountMinor, currency: recorded.currency as Currency };
  const amount = facts === null ? asked : fromWireMoney(facts['amount'] as WireMoney);
  const requested = facts === null ? asked : fromWireMoney(facts['requested'] as WireMoney);
  const exceptions = facts?.['exceptions'];
  return {
    applicationId,
    number,
    makerIds: makerIds.filter((makerId) => makerId !== null),
    facts: {
      amount,
      requested,
      // What was handed in was within its product; today's ceiling says nothing about it.
      ceiling: requested,
      grade: (facts?.['grade'] as string | undefined) ?? recorded.grade,
      product: recorded.product,
      customerType: recorded.customerType as CustomerType,
      unitIds: unitsAbove(organization, branchId),
      isSecured: recorded.isSecured,
      exceptions: Array.isArray(exceptions) ? exceptions.map(String) : [],
    },
    stages: stages.map(({ key, verdict, branchId: seatedIn, openedAt, closedAt }) => {
      const calendar = calendars.get(seatedIn);
      const isMeasured = closedAt !== null && calendar !== undefined;
      const workingMinutes = isMeasured
        ? workingMinutesBetween(openedAt, closedAt, calendar)
        : null;
      return { key, verdict, workingMinutes };
    }),
  };
}

async function resultOf(
  trx: Transaction<DB>,
  { activeVersionId, version }: Params,
  totals: SimulationTotals,
): Promise<JobData> {
  const { personLoad, ...summary } = summarize(totals);
  const names = await readOfficerNames(
    trx,
    personLoad.map(({ officerId }) => officerId),
  );
  const people = personLoad.map((load) => ({ ...load, name: names.get(load.officerId) ?? '' }));
  return { activeVersionId, version, ...summary, personLoad: people } as unknown as JobData;
}
