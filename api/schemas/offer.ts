/** Offers on the wire, and how they are accepted. */
import { z } from 'zod';
import { applicationStates } from '../../domain/origination/application-states.ts';
import { floatingTerms } from './reference-rates.ts';
import { id, instant, ppm, text, version, wireMoney } from './common.ts';

export const offer = z
  .object({
    offerId: id,
    applicationId: id,
    round: z.number().int(),
    status: z.enum(['issued', 'accepted', 'expired', 'superseded']),
    amount: wireMoney,
    annualRatePpm: ppm,
    floating: floatingTerms.nullable(),
    terms: z.record(z.string(), z.unknown()),
    schedule: z.record(z.string(), z.unknown()),
    /** 单利 and 复利: both are shown, and which is which. */
    allInSimplePpm: ppm,
    allInCompoundPpm: ppm,
    contentHash: z.string(),
    tranches: z.object({ maxCount: z.number().int(), lastWithinTermPpm: ppm }).nullable().meta({
      description:
        'In how many parts it may be drawn, and within which share of the term; null: paid out at once',
    }),
    issuedAt: instant,
    expiresAt: instant,
    acceptedAt: instant.nullable(),
  })
  .meta({ id: 'Offer' });

export const acceptanceInput = z.strictObject({
  /** Of the offer that was read. */
  contentHash: z.string().regex(/^[0-9a-f]{64}$/, 'must be the offer’s content hash'),
  /** How the borrower said yes; an officer has to say it, a borrower need not. */
  consent: z
    .strictObject({
      channel: z.enum(['in_person', 'phone', 'signed_paper', 'video']),
      note: text(500),
    })
    .nullable()
    .default(null),
});

export const accepted = z
  .object({ applicationId: id, status: z.enum(applicationStates), version })
  .meta({ id: 'Acceptance' });
