/** The addresses of sign-in by phone. They are no routes of the table, because nobody has signed in yet. */
import type { z } from 'zod';
import type * as wire from '../../api/schemas/my-sign-in.ts';
import { callSignIn } from './call.ts';

export type CodeMade = z.output<typeof wire.phoneCodeMade>;
export type PhoneAnswer = z.output<typeof wire.phoneAnswer>;
export type SignUpBody = z.input<typeof wire.signUp>;

/** @throws ProblemError */
export async function askCode(phone: string, language: 'zh-CN' | 'en'): Promise<CodeMade> {
  return (await callSignIn('POST', '/v1/auth/phone/codes', { phone, language })) as CodeMade;
}

/** @throws ProblemError */
export async function answerCode(phone: string, code: string): Promise<PhoneAnswer> {
  return (await callSignIn('POST', '/v1/auth/phone/sessions', { phone, code })) as PhoneAnswer;
}

/** @throws ProblemError */
export async function signUp(body: SignUpBody): Promise<void> {
  await callSignIn('POST', '/v1/auth/phone/sign-ups', body);
}
