/** Where a case under review stands once its terms are others. */
import type { Kysely } from 'kysely';
import { selectPath } from '../../domain/approval/authority.ts';
import { retier, type TierMove } from '../../domain/approval/counter-offer.ts';
import { matrixFactsOf } from '../../domain/approval/matrix-facts.ts';
import type { Money } from '../../domain/money.ts';
import type { Application } from '../../db/queries/applications.ts';
import { exceptionsIn, type Approval } from '../../db/queries/approvals.ts';
import { readUnitIds } from '../../db/queries/branches.ts';
import { readBasisAmount } from '../../db/queries/exposure.ts';
import type { Pinned } from '../../db/queries/policy-contents.ts';
import type { DB } from '../../db/tables.ts';

export type NewTier = {
  /** What the matrix compared with its bands. */
  readonly basis: Money;
  /** The one the matrix gives now; null where a rule would decline. */
  readonly tier: string | null;
  /** What comes of it: a higher tier adds its stages, a lower one changes nothing. */
  readonly moved: TierMove;
};

/**
 * @param application with the terms it would have
 * @throws DomainError `no_matrix_row`
 */
export async function readNewTier(
  db: Kysely<DB>,
  application: Application,
  approval: Approval,
  policies: Pick<Pinned, 'matrix' | 'product'>,
): Promise<NewTier> {
  const { matrix, product } = policies;
  const basis = await readBasisAmount(db, matrix.amountBasis, application);
  const facts = matrixFactsOf(application, product, {
    amount: basis,
    unitIds: await readUnitIds(db, application.branchId),
    grade: application.grade,
    exceptions: exceptionsIn(approval.facts),
  });
  const choice = selectPath(matrix, facts);
  const tier = choice.kind === 'path' ? choice.tier : null;
  return { basis, tier, moved: retier(matrix, approval, tier) };
}
