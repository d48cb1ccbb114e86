/** The amount that an authority has to reach, by the basis the matrix names. */
import type { Kysely } from 'kysely';
import { fromWireMoney, isAbove, type Money, type WireMoney } from '../../domain/money.ts';
import { readBasisAmount } from '../../db/queries/exposure.ts';
import type { StageOfMatter } from '../../db/queries/matters.ts';
import { readMatrix } from '../../db/queries/policy-contents.ts';
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
  const { amountBasis } = await readMatrix(db, approval.matrixVersionId);
  const today = await readBasisAmount(db, amountBasis, matter.application);
  return isAbove(today, compared) ? today : compared;
}
