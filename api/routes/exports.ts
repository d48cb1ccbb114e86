/** Exports of data: asked for with a purpose, approved, written by a job, fetched for a few days. */
import type { z } from 'zod';
import type { ExportKind } from '../../domain/data-export.ts';
import { listExports, type ListedExport } from '../../db/queries/export-files.ts';
import { fetchExport, readOwnExport, requestExport } from '../commands/exports.ts';
import { defineRead, defineWrite, type Route } from '../route.ts';
import * as wire from '../schemas/exports.ts';

const tag = 'exports';
const all = '/v1/exports';
const one = `${all}/:exportId`;
const MOST_LISTED = 50;

export const routes: readonly Route[] = [
  defineWrite({
    method: 'POST',
    path: all,
    access: 'export.create',
    tag,
    summary: 'Ask for data as a file, and say what for; a job writes it once it is approved',
    body: wire.newExport,
    response: wire.dataExport,
    status: 202,
    refusals: ['export_too_large', 'no_matrix_row'],
    command: async (trx, context) => {
      const found = await requestExport(trx, context, context.body);
      const location = `${all}/${found.requestId}`;
      return { status: 202, location, body: present(found) };
    },
  }),
  defineRead({
    path: all,
    access: 'export.create',
    tag,
    summary: 'List the last exports one has asked for, newest first',
    response: wire.dataExports,
    handler: async ({ db, actor }) => {
      const mine = { requestedBy: actor.actorId, limit: MOST_LISTED };
      return { body: { items: (await listExports(db, mine)).map(present) } };
    },
  }),
  defineRead({
    path: one,
    access: 'export.create',
    tag,
    summary: 'Say how far an export is: its approval, its job, its file',
    params: wire.exportParams,
    response: wire.dataExport,
    refusals: ['not_found'],
    handler: async ({ db, actor, params }) => ({
      body: present(await readOwnExport(db, actor, params.exportId)),
    }),
  }),
  defineRead({
    path: `${one}/file`,
    access: 'export.create',
    tag,
    summary: 'Fetch the file of an export while it is kept; the audit trail says who did',
    params: wire.exportParams,
    response: wire.dataExport,
    sendsFile: true,
    refusals: ['not_found', 'export_not_ready', 'export_expired'],
    handler: async ({ db, actor, params, requestId }) => {
      const { content, fileName } = await fetchExport(db, actor, { ...params, requestId });
      return { file: { content, fileName, mediaType: 'text/csv' } };
    },
  }),
];

function present({ requestId, content, file, ...found }: ListedExport): WireExport {
  const { kind } = content['filter'] as unknown as { readonly kind: ExportKind };
  const url = `${all}/${requestId}/file`;
  return {
    ...found,
    exportId: requestId,
    kind,
    purpose: content['purpose'] as string,
    file: file && { ...file, url },
  };
}

type WireExport = z.output<typeof wire.dataExport>;
