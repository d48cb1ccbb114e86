/**
 * What every ISO 20022 service of a bank has in common: messages posted over HTTPS with a bearer token, and their fate
 * as a payment status report (pain.002.001.10), in the answer or read later under the message id.
 * Source: ISO 20022 Payments Initiation message definitions, the message set of 2019.
 */
import { createHash } from 'node:crypto';
import { XMLBuilder, XMLParser } from 'fast-xml-parser';
import { z } from 'zod';
import type { QueryAnswer, TransferAnswer } from './payment-rail.ts';

export type BankLine = {
  /** HTTPS, without a slash at its end. */
  readonly baseUrl: string;
  /** Sent as a bearer token. */
  readonly token: string;
  readonly timeoutMs: number;
};

/** At most 35 characters (Max35Text), the same for the same key. */
export function messageIdOf(transferKey: string): string {
  return createHash('sha256').update(transferKey).digest('hex').slice(0, 32).toUpperCase();
}

export type HttpAnswer =
  | { readonly kind: 'answered'; readonly status: number; readonly text: string }
  | { readonly kind: 'lost'; readonly reason: string };

export async function callBank(
  { baseUrl, token, timeoutMs }: BankLine,
  path: string,
  request: { readonly method: 'GET' | 'POST'; readonly body?: string },
): Promise<HttpAnswer> {
  try {
    const response = await fetch(baseUrl + path, {
      ...request,
      headers: {
        authorization: `Bearer ${token}`,
        accept: 'application/xml',
        ...(request.body === undefined ? {} : { 'content-type': 'application/xml' }),
      },
      redirect: 'error',
      signal: AbortSignal.timeout(timeoutMs),
    });
    return { kind: 'answered', status: response.status, text: await response.text() };
  } catch (error) {
    return { kind: 'lost', reason: error instanceof Error ? error.message : String(error) };
  }
}

/** What became of a message that was just posted. */
export function answerFrom(answer: HttpAnswer, messageId: string): TransferAnswer {
  if (answer.kind === 'lost') return { outcome: 'unknown', reason: answer.reason };
  // A refusal before anything was taken over: the bank names it by status, not by a report.
  if (answer.status === 400 || answer.status === 422)
    return { outcome: 'refused', code: `http_${answer.status}`, reference: null };
  if (answer.status < 200 || answer.status > 299)
    return { outcome: 'unknown', reason: `HTTP status ${answer.status}` };
  return readReport(answer.text, messageId);
}

/** What became of a message posted to `path` before. */
export async function queryBank(
  line: BankLine,
  path: string,
  messageId: string,
): Promise<QueryAnswer> {
  const answer = await callBank(line, `${path}/${messageId}/status`, { method: 'GET' });
  if (answer.kind === 'lost') return { outcome: 'unknown', reason: answer.reason };
  if (answer.status === 404) return { outcome: 'not_found' };
  if (answer.status !== 200) return { outcome: 'unknown', reason: `HTTP status ${answer.status}` };
  return readReport(answer.text, messageId);
}

const builder = new XMLBuilder({
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  suppressEmptyNode: true,
});

/** A document with its declaration. */
export function writeXml(document: object): string {
  return builder.build({ '?xml': { '@version': '1.0', '@encoding': 'UTF-8' }, ...document });
}

const parser = new XMLParser({
  ignoreAttributes: true,
  removeNSPrefix: true,
  parseTagValue: false,
  // Nothing a bank sends needs entities of its own, and expanding them is an attack.
  processEntities: false,
  isArray: (name) => name === 'OrgnlPmtInfAndSts' || name === 'TxInfAndSts',
});

const transactionStatus = z.object({
  OrgnlEndToEndId: z.string(),
  TxSts: z.string(),
  AcctSvcrRef: z.string().optional(),
  StsRsnInf: z.object({ Rsn: z.object({ Cd: z.string() }) }).optional(),
});
const statusReport = z.object({
  Document: z.object({
    CstmrPmtStsRpt: z.object({
      OrgnlGrpInfAndSts: z.object({ OrgnlMsgId: z.string(), GrpSts: z.string().optional() }),
      OrgnlPmtInfAndSts: z
        .array(z.object({ TxInfAndSts: z.array(transactionStatus).optional() }))
        .optional(),
    }),
  }),
});

/** A report that cannot be read, or is about another message, says nothing about ours. */
function readReport(text: string, messageId: string): TransferAnswer {
  const parsed = statusReport.safeParse(parseXml(text));
  if (!parsed.success) return { outcome: 'unknown', reason: 'the status report cannot be read' };
  const report = parsed.data.Document.CstmrPmtStsRpt;
  if (report.OrgnlGrpInfAndSts.OrgnlMsgId !== messageId)
    return { outcome: 'unknown', reason: 'the status report is about another message' };
  const transaction = report.OrgnlPmtInfAndSts?.flatMap(
    ({ TxInfAndSts }) => TxInfAndSts ?? [],
  ).find(({ OrgnlEndToEndId }) => OrgnlEndToEndId === messageId);
  const status = transaction?.TxSts ?? report.OrgnlGrpInfAndSts.GrpSts ?? '';
  const reference = transaction?.AcctSvcrRef ?? null;
  return answerOf(status, reference, transaction?.StsRsnInf?.Rsn.Cd ?? status);
}

function parseXml(text: string): unknown {
  try {
    return parser.parse(text);
  } catch {
    return undefined;
  }
}

/** ISO 20022 external payment status codes: settled on the creditor's account, refused, or still under way. */
function answerOf(status: string, reference: string | null, reason: string): TransferAnswer {
  switch (status) {
    case 'ACSC':
    case 'ACCC':
      return { outcome: 'confirmed', reference: reference ?? status };
    case 'RJCT':
    case 'CANC':
      return { outcome: 'refused', code: reason, reference };
    case 'RCVD':
    case 'PDNG':
    case 'ACTC':
    case 'ACCP':
    case 'ACSP':
      return { outcome: 'pending', reference };
    default:
      return { outcome: 'unknown', reason: `unknown status ${status}` };
  }
}
