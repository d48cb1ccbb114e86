/** Which path a case takes or would take, which people it would meet, and why. */
import type { Kysely } from 'kysely';
import type { MatrixContent } from '../../domain/approval/matrix.ts';
import { DomainError } from '../../domain/errors.ts';
import { parseAmount, toWireMoney } from '../../domain/money.ts';
import { findApplicantIfAny } from '../../db/queries/applicants.ts';
import { findVersion } from '../../db/queries/policy-versions.ts';
import { isWithinScope, type Scope } from '../../db/queries/scope.ts';
import type { DB } from '../../db/tables.ts';
import {
  previewPath,
  previewVersionPath,
  readPath,
  readPathFor,
  type Path,
  type PathStage,
} from '../commands/path-previews.ts';
import { findReadable } from '../case-reading.ts';
import { defineRead, defineWrite, type Route } from '../route.ts';
import { applicationParams } from '../schemas/application.ts';
import { versionParams } from '../schemas/policy-versions.ts';
import * as wire from '../schemas/stage.ts';

const tag = 'approvals';

export const routes: readonly Route[] = [
  defineRead({
    path: '/v1/applications/:applicationId/path',
    access: 'approval.read',
    tag,
    summary: 'Read the path of an application: stages behind, at hand and ahead, with their people',
    params: applicationParams,
    query: wire.pathQuery,
    response: wire.path,
    refusals: ['not_found', 'no_matrix_row', 'amount_malformed'],
    handler: async (context) => {
      const { db, query } = context;
      const application = await findReadable(context, context.params.applicationId);
      if (query.amount === undefined) return { body: present(await readPath(db, application)) };
      const amount = parseAmount(query.amount, application.amount.currency);
      return { body: present(await readPathFor(db, application, amount)) };
    },
  }),
  defineWrite({
    method: 'POST',
    path: '/v1/path-previews',
    access: 'approval.read',
    tag,
    summary: 'Say which path an amount and grade would take for a customer, and who would decide',
    body: wire.pathPreviewInput,
    response: wire.path,
    refusals: ['not_found', 'currency_mismatch', 'no_matrix_row', 'grade_undefined'],
    command: async (trx, { body, scope }) => {
      const applicant = await findVisibleApplicant(trx, scope, body.customerId);
      return { body: present(await previewPath(trx, applicant, body)) };
    },
  }),
  defineRead({
    path: '/v1/policy-versions/:policyVersionId/path',
    access: 'policy-version.read',
    tag: 'policy-versions',
    summary:
      'Say which path a case of these facts would take under this matrix, and who would decide',
    params: versionParams,
    query: wire.imaginedCase,
    response: wire.path,
    refusals: ['not_found', 'amount_malformed', 'no_matrix_row', 'ambiguous_matrix_row'],
    handler: async ({ db, params, query }) => {
      const version = await findVersion(db, params.policyVersionId);
      if (version?.kind !== 'matrix') {
        throw new DomainError('not_found', { resource: 'policy_version' });
      }
      const asked = { ...query, grade: query.grade ?? null };
      const matrix = version.content as MatrixContent;
      return { body: present(await previewVersionPath(db, matrix, asked)) };
    },
  }),
];

async function findVisibleApplicant(db: Kysely<DB>, scope: Scope, customerId: string) {
  const applicant = await findApplicantIfAny(db, customerId);
  if (applicant === undefined || !isWithinScope(scope, applicant)) {
    throw new DomainError('not_found', { resource: 'customer' });
  }
  return applicant;
}

function present({ amount, stages, excluded, ...path }: Path) {
  return {
    ...path,
    amount: toWireMoney(amount),
    stages: stages.map(presentStage),
    excluded: [...excluded],
  };
}

function presentStage({ template, seats, ...stage }: PathStage) {
  const { key, mode, quorumCount, sla } = template;
  return { ...stage, key, mode, quorumCount, workingHours: sla.workingHours, seats: [...seats] };
}
