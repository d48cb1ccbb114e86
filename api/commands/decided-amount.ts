/** The amount that an authority has to reach, by the basis the matrix names. */
import type { Kysely } from 'kysely';
import { invariant } from '../../domain/invariant.ts';
import type { MatrixContent } from '../../domain/approval/matrix.ts';
import { fromWireMoney, isAbove, type Money, type WireMoney } from '../../domain/money.ts';
import { readBasisAmount } from '../../db/queries/exposure.ts';
import type { StageOfMatter } from '../../db/queries/matters.ts';
import { findVersion } from '../../db/queries/policy-versions.ts';
import type { DB } from '../../db/tables.ts';

/**
 * What the matrix compared with its bands; where the decision falls, at least what it would compare today, because
 * customer or group may have borrowed since. Read under the stage's lock it is what the vote stands for.
 */
export async function readDecidedAmount(
  db: Kysely<DB>,
  { matter, approval, stage }: StageOfMatter,
): Promise<Money> {
  if (matter.kind === 'request') return matter.request.amount;
  const compared = fromWireMoney(approval.facts['amount'] as WireMoney);
  if (stage.number < approval.path.length) return compared;
  const matrix = await findVersion(db, approval.matrixVersionId);
  invariant(matrix !== undefined, 'a case in review has a pinned matrix');
  const { amountBasis } = matrix.content as MatrixContent;
  const today = await readBasisAmount(db, amountBasis, matter.application);
  return isAbove(today, compared) ? today : compared;
}
