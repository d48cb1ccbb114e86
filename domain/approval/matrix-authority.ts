/**
 * Whether the people of the deciding stage have the authority for the amounts of each row. A personal limit is asked
 * for in the last stage of a path, and not of a body of three or more: earlier stages recommend, a body carries what
 * none of its members could (rule book section 6).
 */
import { formatAmount, money, parseAmount, type Currency, type Money } from '../money.ts';
import { planSeats, lendingBranches, unitOf } from './approvers.ts';
import type { ApproverContext, Organization } from './approvers.ts';
import { findTier } from './authority.ts';
import { bodySeatCount } from './ballot.ts';
import type { Finding } from './findings.ts';
import { block, warn } from './findings.ts';
import { takesBranch } from './matrix-cells.ts';
import { everyone } from './matrix-people.ts';
import type { MatrixContent, MatrixRow, StageTemplate } from './matrix.ts';

/** One finding a row and unit: blocking where no amount of the row could be approved, otherwise a warning. */
export function findAuthorityProblems(
  matrix: MatrixContent,
  organization: Organization,
): readonly Finding[] {
  const found = matrix.rows.flatMap((row) => {
    const last = row.tier === null ? undefined : findTier(matrix, row.tier)?.path.at(-1);
    if (last === undefined || last.approvers.some(({ source }) => source.kind === 'field'))
      return [];
    return lendingBranches(organization)
      .filter((branchId) => takesBranch(row, branchId, organization))
      .flatMap((branchId) =>
        findInBranch(row, last, { organization, branchId, accountManagerId: null }),
      );
  });
  // A limit at head office is short in every branch, and is one finding.
  return [...new Map(found.map((finding) => [JSON.stringify(finding), finding])).values()];
}

function findInBranch(
  row: MatrixRow,
  stage: StageTemplate,
  context: ApproverContext,
): readonly Finding[] {
  const reach = reachOf(stage, context, row.currency);
  if (reach === null) return [];
  const from = parseAmount(row.amount.from, row.currency);
  const aboveReach = money(reach.minor + 1n, row.currency);
  if (row.amount.to !== null && parseAmount(row.amount.to, row.currency).minor <= aboveReach.minor)
    return [];
  const isShortOfAll = reach.minor < from.minor;
  const place = { rowIds: [row.rowId], tier: row.tier ?? '', stageKey: stage.key };
  const facts = {
    branchId: unitFor(stage, context),
    currency: row.currency,
    from: formatAmount(isShortOfAll ? from : aboveReach),
    to: row.amount.to,
  };
  const tell = isShortOfAll ? block : warn;
  return [tell('authority_short', place, facts)];
}

/**
 * The largest amount that as many people as the stage needs may approve.
 * @returns null where no limit stands in the way, or where nobody is found, which is another finding
 */
function reachOf(stage: StageTemplate, context: ApproverContext, currency: Currency): Money | null {
  const seats = planSeats(everyone(stage), context, []).filter(({ isCounted }) => isCounted);
  if (seats.length === 0 || (stage.mode !== 'any' && seats.length >= bodySeatCount)) return null;
  const needed = neededOf(stage, seats.length);
  const limits = seats.map(({ officerId }) => limitOf(officerId, context.organization));
  const capped = limits
    .filter((limit) => limit !== null)
    .map((limit) => (limit.currency === currency ? limit.minor : 0n))
    .sort((a, b) => (a < b ? 1 : -1));
  const unlimitedCount = limits.length - capped.length;
  const decisive = capped[needed - unlimitedCount - 1];
  return decisive === undefined ? null : money(decisive, currency);
}

function neededOf({ mode, quorumCount }: StageTemplate, seatCount: number): number {
  if (mode === 'any') return 1;
  return mode === 'n_of_m' ? (quorumCount ?? 1) : seatCount;
}

function limitOf(officerId: string, { officers }: Organization): Money | null {
  return officers.find((officer) => officer.officerId === officerId)?.limit ?? null;
}

function unitFor({ approvers }: StageTemplate, context: ApproverContext): string {
  const [rule] = approvers;
  return rule?.source.kind === 'role' ? unitOf(rule.source.level, context) : context.branchId;
}
