/**
 * The one thing the sign-in library does for phones: it opens a session and sets its cookie. Numbers and codes are our
 * own tables, because the library would keep them in the clear. The endpoint is for our own calls; no address leads to it.
 */
import { createAuthEndpoint } from 'better-auth/api';
import { setSessionCookie } from 'better-auth/cookies';
import { z } from 'zod';
import { invariant } from '../domain/invariant.ts';

/** A borrower's session ends with the browser, and after so long at the latest. */
const SESSION_MS = 2 * 3_600_000;

export function portalSessions() {
  return {
    id: 'portal-session' as const,
    endpoints: {
      openPortalSession: createAuthEndpoint(
        '/portal-session',
        {
          method: 'POST',
          body: z.object({ userId: z.string() }),
          metadata: { SERVER_ONLY: true as const },
        },
        async (ctx) => {
          const { internalAdapter } = ctx.context;
          const user = await internalAdapter.findUserById(ctx.body.userId);
          invariant(user !== null, 'a customer who signs in has a user');
          const expiresAt = new Date(Date.now() + SESSION_MS);
          const session = await internalAdapter.createSession(user.id, true, { expiresAt }, true);
          await setSessionCookie(ctx, { session, user }, true);
          return ctx.json({ opened: true });
        },
      ),
    },
  };
}
