/** A product and a matrix for one scenario, so that scenarios run beside each other. */
import { readFile } from 'node:fs/promises';
import type { Kysely } from 'kysely';
import type {
  ApproverRule,
  MatrixContent,
  MatrixRow,
  StageTemplate,
} from '../../domain/approval/matrix.ts';
import { readClock } from '../../db/queries/clock.ts';
import { insertInitialPolicies } from '../../db/queries/installation.ts';
import type { DB } from '../../db/tables.ts';
import type { Cast, CastName } from './scenario-cast.ts';
import type { Scenario, ScenarioStage } from './scenario-file.ts';

const seed = async (file: string) =>
  JSON.parse(await readFile(new URL(`../../db/seed/${file}`, import.meta.url), 'utf8'));
const consumer = await seed('product-consumer.json');
const seeded: MatrixContent = await seed('matrix-retail-cn.json');

/** @returns the product's code */
export async function makePolicies(
  db: Kysely<DB>,
  cast: Cast,
  scenario: Scenario,
  code: string,
): Promise<string> {
  const matrix = scenario.path === undefined ? seededFor(code) : matrixOf(cast, scenario, code);
  const product = { ...consumer, code, matrix: code };
  await db.transaction().execute(async (trx) => {
    const { businessDate } = await readClock(trx);
    const versions = [
      { kind: 'product', name: code, content: product },
      { kind: 'matrix', name: code, content: matrix },
    ];
    await insertInitialPolicies(trx, versions as never, businessDate);
  });
  return code;
}

/** The seeded matrix names its products; the scenario's own takes the rows of all of them. */
function seededFor(code: string): MatrixContent {
  const rows = seeded.rows.map((row) => ({ ...row, products: [code] }));
  return { ...seeded, name: code, rows };
}

function matrixOf(cast: Cast, scenario: Scenario, code: string): MatrixContent {
  const { path = [], tier = 'T1', atLeast = 2, higher } = scenario;
  const row = (from: string, to: string | null, name: string): MatrixRow => ({
    rowId: `${name}-${from}`,
    currency: 'CNY',
    amount: { from, to },
    riskGrades: ['A', 'B', 'C', 'D', 'E'],
    products: [code],
    customerTypes: ['person'],
    tier: name,
  });
  const lower = {
    tier,
    minDistinctApprovers: atLeast,
    path: path.map((one) => stageOf(cast, one)),
  };
  if (higher === undefined) {
    return {
      name: code,
      amountBasis: 'application',
      tiers: [lower],
      rows: [row('0.00', null, tier)],
    };
  }
  const upper = {
    tier: higher.tier,
    minDistinctApprovers: atLeast,
    path: higher.path.map((one) => stageOf(cast, one)),
  };
  return {
    name: code,
    amountBasis: 'application',
    tiers: [lower, upper],
    rows: [row('0.00', higher.from, tier), row(higher.from, null, higher.tier)],
  };
}

function stageOf(cast: Cast, stage: ScenarioStage): StageTemplate {
  const ids = (names: readonly CastName[]) => names.map((name) => cast[name].officerId);
  const rule = (officerIds: readonly string[], isVeto: boolean): ApproverRule => ({
    source: { kind: 'named', officerIds },
    seatCount: null,
    hasVeto: isVeto,
    isCounted: !isVeto,
  });
  const own: ApproverRule =
    stage.role === undefined
      ? rule(ids(stage.people ?? []), false)
      : {
          source: { kind: 'role', role: stage.role, level: 'branch' },
          seatCount: null,
          hasVeto: false,
          isCounted: true,
        };
  return {
    key: stage.stage,
    mode: stage.mode ?? 'any',
    quorumCount: stage.needs ?? null,
    waitForAll: stage.waitForAll ?? false,
    approvers: stage.veto === undefined ? [own] : [own, rule(ids(stage.veto), true)],
    otherPerson: stage.otherPerson ?? false,
    dedupe: 'none',
    commentOnApprove: stage.commentOnApprove ?? false,
    sla: {
      workingHours: stage.hours ?? 8,
      reminderPercents: [50, 80],
      escalationPercent: 100,
      processAdminPercent: 150,
      escalateTo: { kind: 'branch_head', level: 1 },
    },
  };
}
