/**
 * The session's token out of a request. The library signs it as `<token>.<HMAC-SHA-256 in base64>`; checking that
 * here keeps a made-up token away from the database and costs microseconds, where asking the library costs
 * milliseconds on every request.
 */
import { createHmac, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';

export type TokenSettings = { readonly cookieName: string; readonly secret: string };

/** The token of the cookie or of `Authorization: Bearer`; null when there is none with a right signature. */
export function readSessionToken(
  { cookie, authorization }: IncomingHttpHeaders,
  { cookieName, secret }: TokenSettings,
): string | null {
  const bearer = /^bearer (\S+)$/i.exec(authorization ?? '')?.[1];
  const signed = bearer ?? findCookie(cookie ?? '', cookieName);
  return signed === undefined ? null : verifiedToken(decode(signed), secret);
}

function findCookie(header: string, name: string): string | undefined {
  const prefix = `${name}=`;
  return header
    .split(';')
    .map((part) => part.trim())
    .find((part) => part.startsWith(prefix))
    ?.slice(prefix.length);
}

function verifiedToken(signed: string, secret: string): string | null {
  const dot = signed.lastIndexOf('.');
  if (dot < 1) return null;
  const token = signed.slice(0, dot);
  const given = Buffer.from(signed.slice(dot + 1), 'base64');
  const wanted = createHmac('sha256', secret).update(token).digest();
  return given.length === wanted.length && timingSafeEqual(given, wanted) ? token : null;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
