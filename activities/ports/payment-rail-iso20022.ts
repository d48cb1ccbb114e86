/**
 * A payment rail that speaks ISO 20022 over HTTPS: an order is a customer credit transfer initiation (pain.001.001.09)
 * posted to `/payments`, its fate a payment status report (pain.002.001.10) in the answer, or read later from
 * `/payments/<message id>/status`. The message id is made from the transfer key, so it can be asked for after a crash.
 * Source: ISO 20022 Payments Initiation message definitions, the message set of 2019.
 */
import { formatAmount } from '../../domain/money.ts';
import {
  answerFrom,
  callBank,
  messageIdOf,
  queryBank,
  writeXml,
  type BankLine,
} from './iso20022.ts';
import type { PaymentRail, TransferAnswer, TransferOrder } from './payment-rail.ts';

export type Iso20022Settings = BankLine & {
  readonly debtorName: string;
  readonly debtorAccount: string;
  /** BIC of the bank that keeps the debtor's account. */
  readonly debtorAgentBic: string;
};

export function createIso20022Rail(settings: Iso20022Settings): PaymentRail {
  return {
    // A bank may or may not recognize a repeated message id; nothing is sent twice on that hope.
    isDeduplicating: false,
    send: (order) => sendOrder(settings, order),
    query: (transferKey) => queryBank(settings, '/payments', messageIdOf(transferKey)),
    close: async () => undefined,
  };
}

async function sendOrder(
  settings: Iso20022Settings,
  order: TransferOrder,
): Promise<TransferAnswer> {
  const messageId = messageIdOf(order.transferKey);
  const body = writeInitiation(settings, order, messageId);
  return answerFrom(await callBank(settings, '/payments', { method: 'POST', body }), messageId);
}

const namespace = 'urn:iso:std:iso:20022:tech:xsd:pain.001.001.09';

function writeInitiation(
  settings: Iso20022Settings,
  order: TransferOrder,
  messageId: string,
): string {
  const total = { NbOfTxs: 1, CtrlSum: formatAmount(order.amount) };
  const document = {
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
  return writeXml(document);
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
