/** What is refused when a case is handed in, because later nobody could put it right. */
import type { Transaction } from 'kysely';
import { readGrade, selectPath } from '../../domain/approval/authority.ts';
import { matrixFactsOf } from '../../domain/approval/matrix-facts.ts';
import { riskGrades } from '../../domain/approval/matrix.ts';
import type { IsoDate } from '../../domain/calendar.ts';
import type { ApplicationData } from '../../domain/origination/application.ts';
import {
  assertCooledOff,
  assertWithinExposure,
  exposureChecks,
  findDuplicates,
} from '../../domain/origination/exposure.ts';
import type { ProductContent } from '../../domain/origination/product.ts';
import { scoreApplication, scoreInputs } from '../../domain/origination/scorecard.ts';
import type { Application } from '../../db/queries/applications.ts';
import {
  lockCustomerProduct,
  readEarlierApplications,
} from '../../db/queries/application-checks.ts';
import { readUnitIds } from '../../db/queries/branches.ts';
import { readBasisAmount, readProductExposures } from '../../db/queries/exposure.ts';
import type { Pinned } from '../../db/queries/policy-contents.ts';
import type { DB } from '../../db/tables.ts';

/**
 * Neither score nor exceptions are known yet, so every grade must lead somewhere with and without them: to a path, or
 * to a decline by rule.
 * @throws DomainError `no_matrix_row`, `ambiguous_matrix_row`, `grade_undefined`, `score_value_unbinned`
 */
export async function assertPathForEveryGrade(
  trx: Transaction<DB>,
  application: Application,
  data: ApplicationData,
  { product, matrix, scorecard }: Pinned,
  businessDate: IsoDate,
): Promise<void> {
  const amount = await readBasisAmount(trx, matrix.amountBasis, application);
  const unitIds = await readUnitIds(trx, application.branchId);
  const handedIn = { ...application, content: data };
  for (const grade of riskGrades) {
    for (const exceptions of [[], ['any']]) {
      const known = { amount, unitIds, grade, exceptions };
      selectPath(matrix, matrixFactsOf(handedIn, product, known));
    }
  }
  for (const { grade } of scorecard.grades) readGrade(grade);
  scoreApplication(scorecard, data.customerType, scoreInputs(data, businessDate));
}

/** Before the verdict and the money are there the limit is looked at again. @throws DomainError `exposure_exceeded` */
export async function assertWithinLimits(
  trx: Transaction<DB>,
  application: Application,
  product: ProductContent,
): Promise<void> {
  const exposures = await readProductExposures(trx, product.code, application);
  assertWithinExposure(exposureChecks(exposures, product.exposureLimits));
}

/** @throws DomainError `duplicate_application`, `cooling_off` */
export async function assertMayApply(
  trx: Transaction<DB>,
  application: Application,
  product: ProductContent,
  businessDate: IsoDate,
): Promise<void> {
  // Two drafts of one customer handed in at the same instant: the second waits, and finds the first.
  await lockCustomerProduct(trx, application.customerId, product.code);
  const { applicationId, customerId } = application;
  const { code, coolingOffDays } = product;
  const earlier = await readEarlierApplications(trx, customerId, code, applicationId);
  const { openNumbers } = earlier;
  findDuplicates({ openApplicationNumbers: openNumbers, sharedContactCount: 0, nameTwinCount: 0 });
  assertCooledOff(
    earlier.declinedDates.map((declinedDate) => ({ declinedDate, coolingOffDays })),
    businessDate,
  );
}
