/**
 * A payment rail that speaks ISO 20022 over HTTPS: an order is a customer credit transfer initiation (pain.001.001.09)
 * posted to `/payments`, its fate a payment status report (pain.002.001.10) in the answer, or read later from
 * `/payments/<message id>/status`. The message id is made from the transfer key, so it can be asked for after a crash.
 * Source: ISO 20022 Payments Initiation message definitions, the message set of 2019.
 */
import { createHash } from 'node:crypto';
import { XMLBuilder, XMLParser } from 'fast-xml-parser';
import { z } from 'zod';
import { formatAmount } from '../../domain/money.ts';
import type { PaymentRail, QueryAnswer, TransferAnswer, TransferOrder } from './payment-rail.ts';

export type Iso20022Settings = {
  /** HTTPS, without a slash at its end. */
  readonly baseUrl: string;
  /** Sent as a bearer token. */
  readonly token: string;
  readonly debtorName: string;
  readonly debtorAccount: string;
  /** BIC of the bank that keeps the debtor's account. */
  readonly debtorAgentBic: string;
  readonly timeoutMs: number;
};

export function createIso20022Rail(settings: Iso20022Settings): PaymentRail {
  return {
    // A bank may or may not recognize a repeated message id; nothing is sent twice on that hope.
    isDeduplicating: false,
    send: (order) => sendOrder(settings, order),
    query: (transferKey) => queryOrder(settings, transferKey),
    close: async () => undefined,
  };
}

async function sendOrder(
  settings: Iso20022Settings,
  order: TransferOrder,
): Promise<TransferAnswer> {
  const messageId = messageIdOf(order.transferKey);
  const body = writeInitiation(settings, order, messageId);
  const answer = await call(settings, '/payments', { method: 'POST', body });
  if (answer.kind === 'lost') return { outcome: 'unknown', reason: answer.reason };
  // A refusal before anything was taken over: the bank names it by status, not by a report.
  if (answer.status === 400 || answer.status === 422)
    return { outcome: 'refused', code: `http_${answer.status}`, reference: null };
  if (answer.status < 200 || answer.status > 299)
    return { outcome: 'unknown', reason: `HTTP status ${answer.status}` };
  return readReport(answer.text, messageId);
}

async function queryOrder(settings: Iso20022Settings, transferKey: string): Promise<QueryAnswer> {
  const messageId = messageIdOf(transferKey);
  const answer = await call(settings, `/payments/${messageId}/status`, { method: 'GET' });
  if (answer.kind === 'lost') return { outcome: 'unknown', reason: answer.reason };
  if (answer.status === 404) return { outcome: 'not_found' };
  if (answer.status !== 200) return { outcome: 'unknown', reason: `HTTP status ${answer.status}` };
  return readReport(answer.text, messageId);
}

/** At most 35 characters (Max35Text), the same for the same key. */
function messageIdOf(transferKey: string): string {
  return createHash('sha256').update(transferKey).digest('hex').slice(0, 32).toUpperCase();
}

type HttpAnswer =
  | { readonly kind: 'answered'; readonly status: number; readonly text: string }
  | { readonly kind: 'lost'; readonly reason: string };

async function call(
  { baseUrl, token, timeoutMs }: Iso20022Settings,
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

const namespace = 'urn:iso:std:iso:20022:tech:xsd:pain.001.001.09';

const builder = new XMLBuilder({
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  suppressEmptyNode: true,
});

function writeInitiation(
  settings: Iso20022Settings,
  order: TransferOrder,
  messageId: string,
): string {
  const total = { NbOfTxs: 1, CtrlSum: formatAmount(order.amount) };
  const document = {
    '?xml': { '@version': '1.0', '@encoding': 'UTF-8' },
    Document: {
      '@xmlns': namespace,
      CstmrCdtTrfInitn: {
        GrpHdr: {
          MsgId: messageId,
          CreDtTm: new Date().toISOString(),
          ...total,
          InitgPty: { Nm: settings.debtorName },
        },
        PmtInf: {
          PmtInfId: messageId,
          PmtMtd: 'TRF',
          ...total,
          ReqdExctnDt: { Dt: order.executionDate },
          Dbtr: { Nm: settings.debtorName },
          DbtrAcct: { Id: { Othr: { Id: settings.debtorAccount } } },
          DbtrAgt: { FinInstnId: { BICFI: settings.debtorAgentBic } },
          CdtTrfTxInf: transactionOf(order, messageId),
        },
      },
    },
  };
  return builder.build(document);
}

function transactionOf(order: TransferOrder, messageId: string) {
  return {
    PmtId: { EndToEndId: messageId },
    Amt: {
      InstdAmt: { '@Ccy': order.amount.currency, '#text': formatAmount(order.amount) },
    },
    Cdtr: { Nm: order.creditorName },
    CdtrAcct: { Id: { Othr: { Id: order.creditorAccount } } },
    RmtInf: { Ustrd: order.remittance },
  };
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
