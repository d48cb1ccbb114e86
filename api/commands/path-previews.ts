/** Which path a case takes, or would take, and who would sit in it: the same rules that open the stages, asked in advance. */
import type { Kysely } from 'kysely';
import { selectPath, type PathChoice } from '../../domain/approval/authority.ts';
import { matrixFactsOf } from '../../domain/approval/matrix-facts.ts';
import type {
  CustomerType,
  MatrixContent,
  RiskGrade,
  StageTemplate,
} from '../../domain/approval/matrix.ts';
import { standingApprovals } from '../../domain/approval/next-stage.ts';
import type { SeatSource } from '../../domain/approval/stage.ts';
import { staffStage } from '../../domain/approval/staffing.ts';
import {
  assertSameCurrency,
  fromWireMoney,
  parseAmount,
  type Money,
  type WireMoney,
} from '../../domain/money.ts';
import { productCeiling, type ProductContent } from '../../domain/origination/product.ts';
import { DomainError } from '../../domain/errors.ts';
import type { Role } from '../../domain/roles.ts';
import type { Applicant } from '../../db/queries/applicants.ts';
import { makersOf, type Application } from '../../db/queries/applications.ts';
import { findApprovalOfRound, type Approval } from '../../db/queries/approvals.ts';
import {
  listRelatedOfficerIds,
  readApproverContext,
  readOfficerNames,
  type ApprovalSubject,
} from '../../db/queries/approvers.ts';
import { readUnitIds } from '../../db/queries/branches.ts';
import { readBasisAmount } from '../../db/queries/exposure.ts';
import { findActiveVersion } from '../../db/queries/policy-versions.ts';
import { listStagesOf, type Stage } from '../../db/queries/stages.ts';
import type { DB } from '../../db/tables.ts';
import { readActivePins, readPinsOf } from './pinned-versions.ts';
import { readNewTier } from './tier-moves.ts';

export type PathSeat = {
  readonly officerId: string;
  readonly name: string;
  readonly role: Role | null;
  readonly source: SeatSource;
};

export type PathStage = {
  readonly number: number;
  readonly template: StageTemplate;
  readonly state: 'closed' | 'open' | 'returned' | 'predicted';
  readonly stageId: string | null;
  readonly verdict: 'approve' | 'decline' | 'return' | null;
  readonly seats: readonly PathSeat[];
  readonly isComplete: boolean;
};

export type Path = {
  readonly tier: string | null;
  readonly rowId: string;
  readonly grade: RiskGrade;
  readonly amount: Money;
  readonly minDistinctApprovers: number | null;
  readonly stages: readonly PathStage[];
  readonly excluded: readonly {
    readonly officerId: string;
    readonly name: string;
    readonly reason: 'four_eyes' | 'conflict_of_interest';
  }[];
};

/** A case nobody has handed in. */
export type ImaginedCase = {
  /** The code of a product in force. */
  readonly product: string;
  readonly customerType: CustomerType;
  readonly branchId: string;
  /** Decimal text in the product's currency. */
  readonly amount: string;
  readonly grade: RiskGrade | null;
  readonly isSecured: boolean;
  readonly hasExceptions: boolean;
};

/** Whose case it is, for the people who would decide it. */
type Subject = ApprovalSubject & {
  readonly makerIds: readonly string[];
};

/**
 * What an application of this amount and grade would meet, under the policies in force.
 * @throws DomainError `not_found`, `currency_mismatch`, `no_matrix_row`, `grade_undefined`
 */
export async function previewPath(
  db: Kysely<DB>,
  applicant: Applicant,
  asked: {
    readonly product: string;
    readonly amount: Money;
    readonly grade: string | null;
    readonly isSecured: boolean;
    readonly hasExceptions: boolean;
  },
): Promise<Path> {
  const { product, matrix } = await readActivePins(db, asked.product);
  const ceiling = productCeiling(product);
  assertSameCurrency(ceiling, asked.amount);
  const { customerId, branchId, accountManagerId, kind } = applicant;
  const request = { customerId, amount: asked.amount, applicationId: null };
  const amount = await readBasisAmount(db, matrix.amountBasis, request);
  const facts = { amount, requested: asked.amount, ceiling, grade: asked.grade };
  const choice = selectPath(matrix, {
    ...facts,
    product: product.code,
    customerType: kind,
    unitIds: await readUnitIds(db, branchId),
    isSecured: asked.isSecured,
    exceptions: asked.hasExceptions ? ['any'] : [],
  });
  const subject = { customerId, branchId, accountManagerId, makerIds: [accountManagerId] };
  return describe(db, subject, { choice, amount, stages: [], earlierIds: [] });
}

/**
 * What a case of these facts would meet under one version, draft or not: a new customer of the branch, who owes nothing
 * yet and is related to nobody, brought by nobody in particular.
 * @throws DomainError `not_found`, `currency_mismatch`, `amount_malformed`, `no_matrix_row`, `ambiguous_matrix_row`
 */
export async function previewVersionPath(
  db: Kysely<DB>,
  matrix: MatrixContent,
  asked: ImaginedCase,
): Promise<Path> {
  const sold = await findActiveVersion(db, 'product', asked.product);
  if (sold === undefined) throw new DomainError('not_found', { resource: 'product' });
  const ceiling = productCeiling(sold.content as ProductContent);
  const unitIds = await readUnitIds(db, asked.branchId);
  if (unitIds.length === 0) throw new DomainError('not_found', { resource: 'branch' });
  const amount = parseAmount(asked.amount, ceiling.currency);
  const { product, customerType, grade, isSecured } = asked;
  const exceptions = asked.hasExceptions ? ['any'] : [];
  const facts = { product, customerType, grade, isSecured, exceptions, unitIds };
  const choice = selectPath(matrix, { ...facts, amount, requested: amount, ceiling });
  const nobody = { customerId: null, accountManagerId: null, makerIds: [] };
  const subject = { ...nobody, branchId: asked.branchId };
  return describe(db, subject, { choice, amount, stages: [], earlierIds: [] });
}

/**
 * The path of an application: as it was chosen once it is under review, as a prediction before.
 * @throws DomainError `no_matrix_row`, `not_found` when no policy is in force
 */
export async function readPath(db: Kysely<DB>, application: Application): Promise<Path> {
  const { applicationId, round } = application;
  const subject = { ...application, makerIds: makersOf(application) };
  const approval = await findApprovalOfRound(db, applicationId, round);
  if (approval === undefined) return predictFor(db, application, subject);
  const amount = fromWireMoney(approval.facts['amount'] as unknown as WireMoney);
  return readApproved(db, application, { approval, amount });
}

async function readApproved(
  db: Kysely<DB>,
  application: Application,
  { approval, amount }: { readonly approval: Approval; readonly amount: Money },
): Promise<Path> {
  const subject = { ...application, makerIds: makersOf(application) };
  const stages = await listStagesOf(db, approval.approvalId);
  const standing = standingApprovals(stages, approval.facts.submissionNumber);
  const earlierIds = standing.map(({ officerId }) => officerId);
  const current = stages.filter(
    ({ submissionNumber }) => submissionNumber >= approval.facts.submissionNumber,
  );
  return describe(db, subject, { choice: choiceOf(approval), amount, stages: current, earlierIds });
}

/**
 * The path under other terms: what a counter-offer of this amount would lead to once the applicant has agreed.
 * @throws DomainError `no_matrix_row`, `currency_mismatch`, `not_found` when no policy is in force
 */
export async function readPathFor(
  db: Kysely<DB>,
  application: Application,
  amount: Money,
): Promise<Path> {
  const { applicationId, round } = application;
  const changed = { ...application, amount };
  const approval = await findApprovalOfRound(db, applicationId, round);
  if (approval === undefined) {
    return predictFor(db, changed, { ...application, makerIds: makersOf(application) });
  }
  const policies = await readPinsOf(db, application);
  const { basis, moved } = await readNewTier(db, changed, approval, policies);
  return readApproved(db, application, {
    approval: { ...approval, tier: moved.tier, path: moved.path },
    amount: basis,
  });
}

async function predictFor(
  db: Kysely<DB>,
  application: Application,
  subject: Subject,
): Promise<Path> {
  const { matrix, product } = await readPinsOf(db, application);
  const amount = await readBasisAmount(db, matrix.amountBasis, application);
  const facts = matrixFactsOf(application, product, {
    amount,
    unitIds: await readUnitIds(db, application.branchId),
    grade: application.grade,
    // Nothing has been assessed yet.
    exceptions: [],
  });
  const choice = selectPath(matrix, facts);
  return describe(db, subject, { choice, amount, stages: [], earlierIds: [] });
}

function choiceOf({ path, tier, facts }: Approval): PathChoice {
  const { minDistinctApprovers } = facts;
  const rowId = facts['rowId'] as string;
  return {
    kind: 'path',
    path,
    tier,
    minDistinctApprovers,
    rowId,
    grade: facts['grade'] as RiskGrade,
  };
}

type Known = {
  readonly choice: PathChoice;
  readonly amount: Money;
  /** Stages that have been opened in the present path, in order. */
  readonly stages: readonly Stage[];
  readonly earlierIds: readonly string[];
};

async function describe(
  db: Kysely<DB>,
  subject: Subject,
  { choice, amount, stages, earlierIds }: Known,
): Promise<Path> {
  const { customerId } = subject;
  const relatedIds = customerId === null ? [] : await listRelatedOfficerIds(db, customerId);
  const templates = choice.kind === 'path' ? choice.path : [];
  const planned: PlannedStage[] = [];
  for (const [index, template] of templates.entries()) {
    const opened = stages.findLast(({ number }) => number === index + 1);
    const excludedIds = [
      ...subject.makerIds,
      ...relatedIds,
      ...(template.otherPerson ? earlierIds : []),
    ];
    planned.push(
      opened === undefined
        ? await predict(db, subject, { number: index + 1, template, excludedIds })
        : asOpened(opened),
    );
  }
  return named(db, { choice, amount, planned, subject, relatedIds });
}

type PlannedStage = Omit<PathStage, 'seats'> & {
  readonly seats: readonly Omit<PathSeat, 'name'>[];
};

async function predict(
  db: Kysely<DB>,
  subject: Subject,
  stage: {
    readonly number: number;
    readonly template: StageTemplate;
    readonly excludedIds: readonly string[];
  },
): Promise<PlannedStage> {
  const { number, template, excludedIds } = stage;
  const context = await readApproverContext(db, subject, template);
  const { seats, isComplete } = staffStage(template, context, excludedIds);
  return { number, template, state: 'predicted', stageId: null, verdict: null, seats, isComplete };
}

function asOpened({ number, template, status, stageId, verdict, seats }: Stage): PlannedStage {
  const state = status === 'unused' ? 'closed' : status;
  return { number, template, state, stageId, verdict, seats, isComplete: true };
}

async function named(
  db: Kysely<DB>,
  found: {
    readonly choice: PathChoice;
    readonly amount: Money;
    readonly planned: readonly PlannedStage[];
    readonly subject: Subject;
    readonly relatedIds: readonly string[];
  },
): Promise<Path> {
  const { choice, amount, planned, subject, relatedIds } = found;
  const makerIds = [...new Set(subject.makerIds)];
  const seated = planned.flatMap(({ seats }) => seats.map(({ officerId }) => officerId));
  const names = await readOfficerNames(db, [...new Set([...seated, ...makerIds, ...relatedIds])]);
  const nameOf = (officerId: string) => names.get(officerId) ?? '';
  const excluded = [
    ...makerIds.map((officerId) => ({ officerId, reason: 'four_eyes' as const })),
    ...relatedIds.map((officerId) => ({ officerId, reason: 'conflict_of_interest' as const })),
  ];
  return {
    tier: choice.kind === 'path' ? choice.tier : null,
    rowId: choice.rowId,
    grade: choice.grade,
    amount,
    minDistinctApprovers: choice.kind === 'path' ? choice.minDistinctApprovers : null,
    stages: planned.map((stage) => ({
      ...stage,
      seats: stage.seats.map(({ officerId, role, source }) => ({
        officerId,
        name: nameOf(officerId),
        role,
        source,
      })),
    })),
    excluded: excluded
      .filter(({ officerId }) => names.has(officerId))
      .map((person) => ({ ...person, name: nameOf(person.officerId) })),
  };
}
