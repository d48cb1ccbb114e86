/** People to whom something may be given, each with what speaks for and against them, on the wire. */
import { z } from 'zod';
import { roles } from '../../domain/roles.ts';
import { id, isoDate, text, wireMoney } from './common.ts';

export const candidatePurposes = ['transfer', 'advice', 'signer', 'copy', 'delegation'] as const;

export const candidateQuery = z.strictObject({
  purpose: z.enum(candidatePurposes),
  /** The stage something is done in; a stand-in needs none. */
  stageId: id.optional(),
  /** Part of a name, its pinyin or a user name. */
  q: text(60).optional(),
});

export const candidate = z
  .object({
    officerId: id,
    name: z.string(),
    userName: z.string(),
    branchName: z.string(),
    roles: z.array(z.enum(roles)),
    /** Null: what the role may decide. */
    limit: wireMoney.nullable(),
    openTaskCount: z.number().int(),
    absence: z
      .object({ standInId: id, standInName: z.string(), startsDate: isoDate, endsDate: isoDate })
      .nullable(),
    /** The refusal a try would meet; null for whoever may be chosen. */
    ineligible: z.string().nullable(),
  })
  .meta({ id: 'Candidate' });

export const candidates = z.object({ items: z.array(candidate) }).meta({ id: 'Candidates' });
