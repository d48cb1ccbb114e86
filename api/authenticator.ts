/** Turns the credentials of a request into the person behind them. */
import type { IncomingHttpHeaders } from 'node:http';

export type Session = {
  readonly userId: string;
  readonly sessionId: string;
  readonly hasSecondFactor: boolean;
};

export interface Authenticator {
  /** The session of a cookie or a bearer token; null when there is none or it has ended. */
  findSession(headers: IncomingHttpHeaders): Promise<Session | null>;
}
