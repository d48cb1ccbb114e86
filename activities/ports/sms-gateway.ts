/** Whoever carries a code to a phone, at once or not at all: a code that comes late is worth nothing. */
import type { SendOutcome } from './notice-sender.ts';

export type OutgoingCode = {
  readonly messageId: string;
  /** In E.164. */
  readonly phone: string;
  readonly code: string;
};

export interface SmsGateway {
  sendCode(message: OutgoingCode): Promise<SendOutcome>;
  close(): Promise<void>;
}
