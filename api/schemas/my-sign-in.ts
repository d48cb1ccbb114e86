/** Signing in and up by phone, on the wire. */
import { z } from 'zod';
import { id, instant, isoDate, language, text } from './common.ts';

export const phone = z.string().trim().min(5).max(30);
const code = z.string().regex(/^\d{6}$/, 'must be six digits');

export const newPhoneCode = z.strictObject({ phone, language: language.default('zh-CN') });

export const phoneCodeMade = z.object({
  expiresAt: instant,
  /** Seconds until another one may be asked for. */
  nextAfterSeconds: z.number().int(),
  /** The code itself, where nothing leaves the house: a training installation. */
  trainingCode: z.string().nullable(),
});

export const phoneSignIn = z.strictObject({ phone, code });

export const phoneAnswer = z.object({
  /** `sign_up`: nobody signs in with this phone yet, and the ticket lets them. */
  outcome: z.enum(['signed_in', 'sign_up']),
  ticket: z.string().nullable(),
  branches: z.array(z.object({ branchId: id, name: z.string() })),
});

export const signUp = z.strictObject({
  phone,
  ticket: z.string().min(20).max(100),
  name: text(60),
  /** A company's portal is opened at its branch. */
  identity: z.strictObject({
    type: z.enum(['national_id', 'passport']),
    country: z.string().regex(/^[A-Z]{2}$/, 'must be a country code such as CN'),
    number: z.string().trim().min(3).max(40),
  }),
  /** Where the identity number does not say it. */
  birthDate: isoDate.optional(),
  language,
  branchId: id,
  /** Of the wording of the consent to process personal data. */
  wordingVersion: text(40),
});
