/** Policies as versions: written by one person, confirmed by another, in force from a date. */
import { compareMatrices, type Json } from '../../domain/approval/compare-matrices.ts';
import {
  compareCells,
  type CellDifference,
  type CellPath,
} from '../../domain/approval/compare-cells.ts';
import { findingPointer, type Finding } from '../../domain/approval/findings.ts';
import type { MatrixContent } from '../../domain/approval/matrix.ts';
import { mayBeSubmitted } from '../../domain/approval/validate-matrix.ts';
import { DomainError } from '../../domain/errors.ts';
import type { Kysely } from 'kysely';
import { listBranches, type BranchRow } from '../../db/queries/branches.ts';
import {
  countOpenCases,
  findActiveVersion,
  findVersion,
  listVersions,
  type PolicyVersion,
} from '../../db/queries/policy-versions.ts';
import type { DB } from '../../db/tables.ts';
import { findingText } from '../../locales/finding-texts.ts';
import { findFindings } from '../commands/policy-findings.ts';
import {
  confirmVersion,
  createDraft,
  editDraft,
  rollBack,
  sendBackVersion,
  submitVersion,
} from '../commands/policy-versions.ts';
import { offsetOf, toPage } from '../paging.ts';
import { defineRead, defineWrite, type Answer, type Route } from '../route.ts';
import * as wire from '../schemas/policy-versions.ts';
import { voteAnswer } from '../schemas/stage.ts';
import { viewVersion } from '../version-view.ts';

const tag = 'policy-versions';
const path = '/v1/policy-versions';
const one = `${path}/:policyVersionId`;

export const routes: readonly Route[] = [
  defineRead({
    path,
    access: 'policy-version.read',
    tag,
    summary: 'List versions of policies, the newest of each name first',
    query: wire.versionQuery,
    response: wire.policyVersions,
    handler: async ({ db, query, clock }) => {
      const { versions, total } = await listVersions(db, {
        kind: query.kind,
        name: query.name,
        status: query.status,
        limit: query.size,
        offset: offsetOf(query),
      });
      const counts = await countOpenCases(
        db,
        versions.map(({ policyVersionId }) => policyVersionId),
      );
      const found = { rows: versions, total, asOf: clock.now };
      const page = toPage(query, found, (version) => ({
        ...version,
        openCaseCount: counts.get(version.policyVersionId) ?? 0,
      }));
      return { body: page };
    },
  }),
  defineRead({
    path: one,
    access: 'policy-version.read',
    tag,
    summary: 'Read a version with its content, and what one may do with it',
    params: wire.versionParams,
    response: wire.shownVersion,
    refusals: ['not_found'],
    handler: async ({ db, actor, params }) => {
      const version = await readVersion(db, params.policyVersionId);
      return { body: await viewVersion(db, actor, version), version: version.version };
    },
  }),
  defineRead({
    path: `${one}/findings`,
    access: 'policy-version.read',
    tag,
    summary: "Validate a version against today's people and products",
    params: wire.versionParams,
    response: wire.validation,
    refusals: ['not_found'],
    handler: async ({ db, params }) => {
      const findings = await findFindings(db, await readVersion(db, params.policyVersionId));
      const branches = await listBranches(db);
      const wireForm = findings.map((found) => toWire(found, branches));
      return { body: { mayBeSubmitted: mayBeSubmitted(findings), findings: wireForm } };
    },
  }),
  defineRead({
    path: `${one}/comparison`,
    access: 'policy-version.read',
    tag,
    summary: 'Compare a version with the one in force',
    params: wire.versionParams,
    response: wire.comparison,
    refusals: ['not_found'],
    handler: async ({ db, params }) => {
      const version = await readVersion(db, params.policyVersionId);
      const active = await findActiveVersion(db, version.kind, version.name);
      return { body: compare(active, version, await listBranches(db)) };
    },
  }),
  defineWrite({
    method: 'POST',
    path,
    access: 'policy-version.author',
    tag,
    summary: 'Write a draft, or copy an earlier version into one to roll back to it',
    body: wire.newDraft,
    status: 201,
    response: wire.policyVersion,
    refusals: ['not_found'],
    command: async (trx, context) => {
      const draft = await createDraft(trx, context, context.body);
      return { ...answer(draft), status: 201, location: `${path}/${draft.policyVersionId}` };
    },
  }),
  defineWrite({
    method: 'PUT',
    path: one,
    access: 'policy-version.author',
    tag,
    summary: 'Replace the content of a draft',
    params: wire.versionParams,
    body: wire.editedDraft,
    needsVersion: true,
    response: wire.policyVersion,
    refusals: ['not_found', 'stale_version', 'illegal_transition'],
    command: async (trx, context) => answer(await editDraft(trx, context, inputOf(context))),
  }),
  defineWrite({
    method: 'POST',
    path: `${one}/submit`,
    access: 'policy-version.author',
    tag,
    summary: 'Hand a draft without blocking findings to a second person',
    params: wire.versionParams,
    body: wire.submission,
    needsVersion: true,
    response: wire.policyVersion,
    refusals: [
      'not_found',
      'stale_version',
      'illegal_transition',
      'effective_date_too_early',
      'version_has_findings',
    ],
    command: async (trx, context) => answer(await submitVersion(trx, context, inputOf(context))),
  }),
  defineWrite({
    method: 'POST',
    path: `${one}/confirm`,
    access: 'policy-version.activate',
    tag,
    summary: 'Confirm a version that somebody else has written: an approve in its request',
    params: wire.versionParams,
    needsVersion: true,
    response: voteAnswer,
    status: 201,
    refusals: [
      'not_found',
      'stale_version',
      'illegal_transition',
      'stage_not_open',
      'four_eyes',
      'no_seat',
      'already_voted',
      'effective_date_too_early',
      'version_has_findings',
    ],
    command: async (trx, context) => ({
      status: 201,
      body: await confirmVersion(trx, context, inputOf(context)),
    }),
  }),
  defineWrite({
    method: 'POST',
    path: `${one}/rollbacks`,
    access: 'policy-version.author',
    tag,
    summary:
      'Write a new version with the content of an earlier one, and hand it to a second person',
    params: wire.versionParams,
    body: wire.rollback,
    status: 201,
    response: wire.policyVersion,
    refusals: [
      'not_found',
      'illegal_transition',
      'effective_date_too_early',
      'version_has_findings',
    ],
    command: async (trx, context) => {
      const { policyVersionId } = context.params;
      const version = await rollBack(trx, context, { policyVersionId, ...context.body });
      const location = `${path}/${version.policyVersionId}`;
      return { ...answer(version), status: 201, location };
    },
  }),
  defineWrite({
    method: 'POST',
    path: `${one}/send-back`,
    access: 'policy-version.activate',
    tag,
    summary: 'Make a version that waits a draft again',
    params: wire.versionParams,
    body: wire.returnedVersion,
    needsVersion: true,
    response: wire.policyVersion,
    refusals: ['not_found', 'stale_version', 'illegal_transition', 'stage_not_open', 'no_seat'],
    command: async (trx, context) => answer(await sendBackVersion(trx, context, inputOf(context))),
  }),
];

type Input = {
  readonly params: { readonly policyVersionId: string };
  readonly ifMatch: number | null;
};

function inputOf<Body>({ params, ifMatch, body }: Input & { readonly body: Body }) {
  // A route that asks for If-Match is never reached without it.
  return { ...body, policyVersionId: params.policyVersionId, version: ifMatch ?? 0 };
}

function answer(version: PolicyVersion): Answer<WireVersion> {
  return { body: { ...version, content: version.content as Content }, version: version.version };
}

type Content = Record<string, unknown>;
type WireVersion = Omit<PolicyVersion, 'content'> & { readonly content: Content };

async function readVersion(db: Kysely<DB>, policyVersionId: string): Promise<PolicyVersion> {
  const version = await findVersion(db, policyVersionId);
  if (version === undefined) throw new DomainError('not_found', { resource: 'policy_version' });
  return version;
}

function toWire(found: Finding, branches: readonly BranchRow[]) {
  const nameOf = (branchId: string) =>
    branches.find((branch) => branch.branchId === branchId)?.name ?? branchId;
  return {
    ...found,
    rowIds: [...found.rowIds],
    facts: { ...found.facts },
    pointer: findingPointer(found),
    message: {
      'zh-CN': findingText('zh-CN', found, nameOf),
      en: findingText('en', found, nameOf),
    },
  };
}

/** Against nothing, everything is new. */
function compare(
  active: PolicyVersion | undefined,
  version: PolicyVersion,
  branches: readonly BranchRow[],
) {
  if (active === undefined) {
    const difference = { kind: 'added' as const, pointer: '', before: null };
    const differences = [{ ...difference, after: version.content }];
    return { activeVersionId: null, differences, cells: [] };
  }
  // The comparison reads any JSON; names of rows, tiers and stages only make it finer.
  const differences = compareMatrices(
    active.content as MatrixContent,
    version.content as MatrixContent,
  );
  return {
    activeVersionId: active.policyVersionId,
    differences: differences.map(toWireDifference),
    cells:
      version.kind !== 'matrix'
        ? []
        : compareCells(active.content as MatrixContent, version.content as MatrixContent, {
            branches,
          }).map(toWireCell),
  };
}

function toWireCell({ facts, before, after }: CellDifference) {
  const open = (path: CellPath | null) => path && { ...path, stages: [...path.stages] };
  return { facts: { ...facts }, before: open(before), after: open(after) };
}

function toWireDifference(difference: {
  kind: 'added' | 'removed' | 'changed';
  pointer: string;
  before: Json;
  after: Json;
}) {
  return { ...difference };
}
