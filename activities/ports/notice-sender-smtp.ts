/**
 * E-mail by SMTP (RFC 5321). Before the server has asked for the text nothing can have been sent; after that only its
 * answer counts, and without one the outcome is unknown. Connections are not pooled: a pool puts a message whose
 * connection broke back in line by itself, and that would send it twice.
 */
import { createTransport } from 'nodemailer';
import type { NoticeSender, OutgoingNotice, SendOutcome } from './notice-sender.ts';

export type SmtpOptions = {
  /** `smtp://user:password@host:587` or `smtps://…`. */
  readonly smtpUrl: string;
  readonly mailFrom: string;
  /** How long to wait for the server to connect, and for each of its answers. */
  readonly timeoutMs: number;
};

export function createSmtpSender(options: SmtpOptions): NoticeSender {
  return {
    isRepeatable: false,
    send: (notice) => send(options, notice),
    close: async () => {},
  };
}

async function send(
  { smtpUrl, mailFrom, timeoutMs }: SmtpOptions,
  { noticeId, emailAddress, subject, body }: OutgoingNotice,
): Promise<SendOutcome> {
  if (emailAddress === null)
    return { outcome: 'refused', reason: 'the reader has no e-mail address' };
  const dialogue = watchDialogue();
  const transport = createTransport({
    url: smtpUrl,
    connectionTimeout: timeoutMs,
    greetingTimeout: timeoutMs,
    socketTimeout: timeoutMs,
    disableFileAccess: true,
    disableUrlAccess: true,
    logger: dialogue.logger,
    transactionLog: true,
  });
  const domain = mailFrom.replace(/^.*@/, '').replace(/>.*$/, '');
  try {
    const { messageId } = await transport.sendMail({
      from: mailFrom,
      to: emailAddress,
      subject,
      text: body,
      textEncoding: 'base64',
      // One id for one notice: a mail system that sees it twice can tell.
      messageId: `<${noticeId}@${domain}>`,
      headers: { 'Auto-Submitted': 'auto-generated' },
    });
    return { outcome: 'sent', reference: messageId };
  } catch (error) {
    return outcomeOf(error, dialogue.textWasAskedFor());
  } finally {
    transport.close();
  }
}

const ignore = () => undefined;

/** Listens to the commands and answers, never to the text, for the moment at which the server asks for the text. */
function watchDialogue() {
  let isDataSent = false;
  let isTextAskedFor = false;
  const listen = (entry: unknown, line: unknown) => {
    const { tnx } = entry as { tnx?: string };
    if (tnx === 'client' && line === 'DATA') isDataSent = true;
    if (tnx === 'server' && isDataSent && /^[23]/.test(String(line))) isTextAskedFor = true;
  };
  const logger = {
    level: ignore,
    trace: ignore,
    debug: listen,
    info: ignore,
    warn: ignore,
    error: ignore,
    fatal: ignore,
  };
  return { logger, textWasAskedFor: () => isTextAskedFor };
}

function outcomeOf(error: unknown, textWasAskedFor: boolean): SendOutcome {
  const { message, code, responseCode } = error as Error & { code?: string; responseCode?: number };
  const reason = message.slice(0, 300);
  if (responseCode !== undefined && responseCode >= 500) {
    // A refused sign-in is our own setting and says nothing about this letter.
    return { outcome: code === 'EAUTH' ? 'postponed' : 'refused', reason };
  }
  if (responseCode !== undefined && responseCode >= 400) return { outcome: 'postponed', reason };
  return { outcome: textWasAskedFor ? 'unknown' : 'postponed', reason };
}
