/** Exports of data on the wire. */
import { z } from 'zod';
import { jobStatuses } from '../../db/queries/jobs.ts';
import { requestStatuses } from '../../domain/approval/request-names.ts';
import { exportKinds } from '../../domain/data-export.ts';
import { id, instant, isoDate, text } from './common.ts';

export const newExport = z.strictObject({
  kind: z.enum(exportKinds),
  purpose: text(500).meta({ description: 'What the file is for: the approvers decide by it' }),
  branchId: id.nullable().default(null),
  fromDate: isoDate.nullable().default(null),
  toDate: isoDate.nullable().default(null),
  showsNames: z
    .boolean()
    .default(false)
    .meta({ description: 'Names in full; needs the right to reveal customers' }),
});

export const exportParams = z.strictObject({ exportId: id });

const count = z.number().int();

export const dataExport = z
  .object({
    exportId: id.meta({ description: 'Also the id of its approval request' }),
    number: z.string(),
    kind: z.enum(exportKinds),
    purpose: z.string(),
    requestStatus: z.enum(requestStatuses),
    /** Null until it is approved. */
    job: z
      .object({ status: z.enum(jobStatuses), doneCount: count, totalCount: count.nullable() })
      .nullable(),
    /** Null until it is made. */
    file: z
      .object({ fileName: z.string(), rowCount: count, expiresAt: instant, url: z.string() })
      .nullable(),
  })
  .meta({ id: 'DataExport' });

export const dataExports = z.object({ items: z.array(dataExport) });
