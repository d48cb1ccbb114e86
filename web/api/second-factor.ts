/** The addresses of the second factor. They belong to the sign-in library and are in no route table. */
import { callSignIn } from './call.ts';

export type Enrolment = {
  /** `otpauth://totp/…`, for the QR code. */
  readonly uri: string;
  /** The same secret to type by hand. */
  readonly secret: string;
  readonly backupCodes: readonly string[];
};

export type FactorKind = 'totp' | 'backup-code';

/** True when a code is asked for next; the session is open otherwise. @throws ProblemError */
export async function signInByPassword(username: string, password: string): Promise<boolean> {
  const answer = await callSignIn('POST', '/v1/auth/sign-in/username', { username, password });
  return (answer as { readonly twoFactorRedirect?: boolean } | null)?.twoFactorRedirect === true;
}

/** @throws ProblemError `second_factor_failed` with `mustStartOver` */
export async function proveFactor(kind: FactorKind, code: string): Promise<void> {
  await callSignIn('POST', `/v1/auth/two-factor/verify-${kind}`, { code });
}

/** @throws ProblemError when the password is wrong */
export async function beginEnrolment(password: string): Promise<Enrolment> {
  const answer = await callSignIn('POST', '/v1/auth/two-factor/enable', { password });
  const { totpURI, backupCodes } = answer as {
    readonly totpURI: string;
    readonly backupCodes: readonly string[];
  };
  const secret = new URL(totpURI).searchParams.get('secret') ?? '';
  return { uri: totpURI, secret, backupCodes };
}

/** @throws ProblemError when the password is wrong */
export async function endSecondFactor(password: string): Promise<void> {
  await callSignIn('POST', '/v1/auth/two-factor/disable', { password });
}
