/** How often one person, or one address that has not signed in, may ask. */
import type { Request, Response } from 'express';
import { ipKeyGenerator, rateLimit } from 'express-rate-limit';
import { DomainError } from '../domain/errors.ts';

const WINDOW_MS = 60_000;

/** Counts a request against `response.locals.actorId`, or the address; it throws `too_many_requests` when full. */
export function createRequestCounter(
  limitPerMinute: number,
): (request: Request, response: Response) => Promise<void> {
  const limiter = rateLimit({
    windowMs: WINDOW_MS,
    limit: limitPerMinute,
    standardHeaders: 'draft-8',
    legacyHeaders: false,
    keyGenerator: (request, response) =>
      (response.locals['actorId'] as string | undefined) ?? ipKeyGenerator(request.ip ?? ''),
    handler: (request, _response, next) => {
      const resetTime = (request as unknown as { rateLimit?: { resetTime?: Date } }).rateLimit
        ?.resetTime;
      const waitMs = (resetTime?.getTime() ?? 0) - Date.now();
      const retryAfterSeconds = Math.min(Math.max(Math.ceil(waitMs / 1000), 1), WINDOW_MS / 1000);
      next(new DomainError('too_many_requests', { retryAfterSeconds }));
    },
  });
  return (request, response) =>
    new Promise((resolve, reject) => {
      void limiter(request, response, (error?: unknown) =>
        error === undefined ? resolve() : reject(error as Error),
      );
    });
}
