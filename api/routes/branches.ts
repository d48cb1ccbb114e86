/** The units of the house. */
import { z } from 'zod';
import { DomainError } from '../../domain/errors.ts';
import { newId } from '../../db/ids.ts';
import { insertAudit } from '../../db/queries/audit.ts';
import {
  findBranch,
  insertBranch,
  listBranches,
  type BranchRow,
} from '../../db/queries/branches.ts';
import { refuseRequest } from '../problem.ts';
import { defineRead, defineWrite, type Route } from '../route.ts';
import { id } from '../schemas/common.ts';
import { branch, branchList, newBranch } from '../schemas/officers.ts';

function presentBranch(row: BranchRow): z.output<typeof branch> {
  return { ...row, officeHours: [...row.officeHours] };
}

const list = defineRead({
  path: '/v1/branches',
  access: 'branch.read',
  tag: 'branches',
  summary: 'List all units by code',
  response: branchList,
  handler: async ({ db }) => ({ body: { items: (await listBranches(db)).map(presentBranch) } }),
});

const show = defineRead({
  path: '/v1/branches/:branchId',
  access: 'branch.read',
  tag: 'branches',
  summary: 'Show a unit',
  params: z.strictObject({ branchId: id }),
  response: branch,
  refusals: ['not_found'],
  handler: async ({ db, params: { branchId } }) => {
    const row = await findBranch(db, branchId);
    if (row === undefined) throw new DomainError('not_found', { resource: 'branch' });
    return { body: presentBranch(row) };
  },
});

const create = defineWrite({
  method: 'POST',
  path: '/v1/branches',
  access: 'branch.create',
  tag: 'branches',
  summary: 'Open a unit under another one',
  body: newBranch,
  response: branch,
  status: 201,
  refusals: ['branch_code_taken'],
  command: async (trx, { body, actor, clock, requestId }) => {
    const parent = await findBranch(trx, body.parentBranchId);
    if (parent === undefined) {
      const detail = 'There is no branch with this id';
      refuseRequest([{ in: 'body', pointer: '/parentBranchId', detail }]);
    }
    const row = { ...body, branchId: newId(), timeZone: body.timeZone ?? parent.timeZone };
    const isNew = await insertBranch(trx, row);
    if (!isNew) throw new DomainError('branch_code_taken', { code: body.code });
    await insertAudit(trx, {
      actorId: actor.actorId,
      action: 'branch.created',
      subjectType: 'branch',
      subjectId: row.branchId,
      after: { code: row.code, name: row.name, parentBranchId: row.parentBranchId },
      businessDate: clock.businessDate,
      requestId,
    });
    return { status: 201, body: presentBranch(row), location: `/v1/branches/${row.branchId}` };
  },
});

export const routes: readonly Route[] = [list, show, create];
