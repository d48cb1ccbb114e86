/** A browser sends the session cookie along with whatever page asks: a write must come from our own page. */
import type { Request } from 'express';
import { DomainError } from '../domain/errors.ts';

/** @throws DomainError `origin_refused` for a write that a page of another address sent */
export function assertOwnOrigin(request: Request, publicUrl: string): void {
  const origin = request.get('origin');
  // Scripts send no Origin; browsers always do with a write, so its absence is no page.
  if (origin === undefined) return;
  if (origin === new URL(publicUrl).origin || origin === originOf(request)) return;
  throw new DomainError('origin_refused', { origin });
}

function originOf(request: Request): string {
  return `${request.protocol}://${request.get('host') ?? ''}`;
}
