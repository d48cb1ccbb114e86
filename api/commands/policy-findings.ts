/** What stands in the way of a policy version: its form, and what a validation on today's house finds in it. */
import type { Kysely, Transaction } from 'kysely';
import { block, warn, type Finding } from '../../domain/approval/findings.ts';
import type { MatrixContent } from '../../domain/approval/matrix.ts';
import type { SoldProduct } from '../../domain/approval/matrix-coverage.ts';
import { mayBeSubmitted, validateMatrix } from '../../domain/approval/validate-matrix.ts';
import { addDays, type IsoDate } from '../../domain/calendar.ts';
import { DomainError } from '../../domain/errors.ts';
import { productCeiling, type ProductContent } from '../../domain/origination/product.ts';
import { toWireMoney } from '../../domain/money.ts';
import { assertWaterfalls } from '../../domain/servicing/waterfalls.ts';
import { readWholeOrganization } from '../../db/queries/organization.ts';
import {
  findActiveVersion,
  listActiveVersions,
  type PolicyKind,
  type PolicyVersion,
} from '../../db/queries/policy-versions.ts';
import type { DB } from '../../db/tables.ts';
import { refuseRequest } from '../problem.ts';
import { contentSchemas, nameMembers } from '../schemas/policy-content.ts';

/**
 * The content as its kind reads it.
 * @throws DomainError `request_invalid` naming each member that does not fit, `waterfall_incomplete`
 */
export function readContent(kind: PolicyKind, name: string, content: unknown): unknown {
  const parsed = contentSchemas[kind].safeParse(content);
  if (!parsed.success) {
    refuseRequest(
      parsed.error.issues.slice(0, 50).map(({ path, message }) => ({
        in: 'body',
        pointer: ['/content', ...path.map(String)].join('/'),
        detail: message,
      })),
    );
  }
  if (kind === 'product') assertWaterfalls((parsed.data as ProductContent).terms.waterfalls);
  const member = nameMembers[kind];
  if (member === null) return parsed.data;
  const ownName = (parsed.data as Readonly<Record<string, unknown>>)[member];
  if (ownName !== name) {
    const detail = `must be the name of the version, which is "${name}"`;
    refuseRequest([{ in: 'body', pointer: `/content/${member}`, detail }]);
  }
  return parsed.data;
}

/** Findings on today's people and products; only a matrix and a product can have any. */
export async function findFindings(
  db: Kysely<DB>,
  { kind, name, content }: Pick<PolicyVersion, 'kind' | 'name' | 'content'>,
): Promise<readonly Finding[]> {
  if (kind === 'matrix') {
    const matrix = content as MatrixContent;
    return validateOnHouse(db, matrix, await goingBy(db, name, matrix));
  }
  if (kind === 'product') return findInProduct(db, content as ProductContent);
  return [];
}

async function validateOnHouse(
  db: Kysely<DB>,
  matrix: MatrixContent,
  products: readonly SoldProduct[],
): Promise<readonly Finding[]> {
  return validateMatrix(matrix, await readWholeOrganization(db), products);
}

/**
 * What a matrix has to cover. Where no product goes by it yet, the products its rows name: a product may only go by a
 * matrix in force, so the matrix comes first.
 */
async function goingBy(
  db: Kysely<DB>,
  name: string,
  { rows }: MatrixContent,
): Promise<readonly SoldProduct[]> {
  const sold = await soldBy(db, name);
  if (sold.length > 0) return sold;
  const named = new Set(rows.flatMap(({ products }) => products));
  const active = await listActiveVersions(db, 'product');
  return active
    .map(({ content }) => content as ProductContent)
    .filter(({ code }) => named.has(code))
    .map(toSold);
}

/** The products in force that go by this matrix. */
async function soldBy(db: Kysely<DB>, matrixName: string): Promise<SoldProduct[]> {
  const products = await listActiveVersions(db, 'product');
  return products
    .map((version) => version.content as ProductContent)
    .filter(({ matrix }) => matrix === matrixName)
    .map(toSold);
}

function toSold(product: ProductContent): SoldProduct {
  return {
    product: product.code,
    ceiling: toWireMoney(productCeiling(product)),
    customerTypes: product.customerTypes,
  };
}

/**
 * A product whose policies are missing blocks. One that its matrix does not cover yet only warns: a new product and its
 * rows come one after the other, and until then each application outside is refused by itself.
 */
async function findInProduct(db: Kysely<DB>, product: ProductContent): Promise<Finding[]> {
  const matrix = await findActiveVersion(db, 'matrix', product.matrix);
  const scorecard = await findActiveVersion(db, 'scorecard', product.scorecard);
  const found: Finding[] = [];
  if (scorecard === undefined) found.push(block('name_unknown', {}, { name: product.scorecard }));
  if (matrix === undefined) return [...found, block('name_unknown', {}, { name: product.matrix })];
  const others = await soldBy(db, product.matrix);
  const products = [...others.filter((sold) => sold.product !== product.code), toSold(product)];
  const findings = await validateOnHouse(db, matrix.content as MatrixContent, products);
  const own = findings.filter(({ facts }) => facts.product === product.code);
  return [...found, ...own.map(({ code, facts, ...place }) => warn(code, toPlace(place), facts))];
}

function toPlace({ rowIds, tier, stageKey }: Pick<Finding, 'rowIds' | 'tier' | 'stageKey'>) {
  return {
    rowIds,
    ...(tier === null ? {} : { tier }),
    ...(stageKey === null ? {} : { stageKey }),
  };
}

/**
 * Work under way goes by the version it began with, and a day begins with one version only.
 * @throws DomainError `effective_date_too_early`
 */
export function assertDateAhead(effectiveDate: IsoDate, businessDate: IsoDate): void {
  const earliestDate = addDays(businessDate, 1);
  if (effectiveDate < earliestDate)
    throw new DomainError('effective_date_too_early', { effectiveDate, earliestDate });
}

/** @throws DomainError `effective_date_too_early` once the date has come, `version_has_findings` */
export async function assertReady(
  trx: Transaction<DB>,
  version: PolicyVersion,
  businessDate: IsoDate,
): Promise<void> {
  assertDateAhead(version.effectiveDate ?? '', businessDate);
  await assertNoFindings(trx, version);
}

/** @throws DomainError `version_has_findings` */
export async function assertNoFindings(
  trx: Transaction<DB>,
  version: PolicyVersion,
): Promise<void> {
  const findings = await findFindings(trx, version);
  if (!mayBeSubmitted(findings)) {
    const blocking = findings.filter(({ severity }) => severity === 'block');
    throw new DomainError('version_has_findings', { findings: blocking });
  }
}
