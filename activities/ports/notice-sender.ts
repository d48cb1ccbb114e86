/**
 * Whoever carries a notice to its reader. The answer says what is known: `postponed` surely did not go out and may
 * be tried again, `unknown` may have gone out and is never tried again blindly.
 */
import type { NoticeChannel } from '../../db/queries/notices.ts';

export type OutgoingNotice = {
  readonly noticeId: string;
  readonly channel: NoticeChannel;
  /** Known for e-mail only; other channels find the number by the customer on their own side. */
  readonly emailAddress: string | null;
  readonly subject: string;
  readonly body: string;
};

export type SendOutcome =
  | { readonly outcome: 'sent'; readonly reference: string | null }
  | { readonly outcome: 'refused'; readonly reason: string }
  | { readonly outcome: 'postponed'; readonly reason: string }
  | { readonly outcome: 'unknown'; readonly reason: string };

export interface NoticeSender {
  /** Whether sending the same notice twice is harmless. */
  readonly isRepeatable: boolean;
  send(notice: OutgoingNotice): Promise<SendOutcome>;
  close(): Promise<void>;
}

/** Which sender carries which channel. */
export type NoticeSenders = { readonly [C in NoticeChannel]: NoticeSender };
