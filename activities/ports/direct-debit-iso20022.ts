/**
 * Direct debit in ISO 20022 over HTTPS: an order is a customer direct debit initiation (pain.008.001.08) posted to
 * `/collections`, its fate a payment status report. The message id is made from the key of the order.
 */
import { formatAmount } from '../../domain/money.ts';
import type { DebitOrder, DirectDebit } from './direct-debit.ts';
import {
  answerFrom,
  callBank,
  messageIdOf,
  queryBank,
  writeXml,
  type BankLine,
} from './iso20022.ts';

export type DirectDebitSettings = BankLine & {
  readonly creditorName: string;
  readonly creditorAccount: string;
  /** BIC of the bank that keeps the creditor's account. */
  readonly creditorAgentBic: string;
  /** How the scheme knows the creditor. */
  readonly creditorSchemeId: string;
};

const PATH = '/collections';

export function createIso20022DirectDebit(settings: DirectDebitSettings): DirectDebit {
  return {
    send: async (order) => {
      const messageId = messageIdOf(order.debitKey);
      const body = writeCollection(settings, order, messageId);
      return answerFrom(await callBank(settings, PATH, { method: 'POST', body }), messageId);
    },
    query: (debitKey) => queryBank(settings, PATH, messageIdOf(debitKey)),
    close: async () => undefined,
  };
}

function writeCollection(
  settings: DirectDebitSettings,
  order: DebitOrder,
  messageId: string,
): string {
  const total = { NbOfTxs: 1, CtrlSum: formatAmount(order.amount) };
  return writeXml({
    Document: {
      '@xmlns': 'urn:iso:std:iso:20022:tech:xsd:pain.008.001.08',
      CstmrDrctDbtInitn: {
        GrpHdr: {
          MsgId: messageId,
          CreDtTm: new Date().toISOString(),
          ...total,
          InitgPty: { Nm: settings.creditorName },
        },
        PmtInf: {
          PmtInfId: messageId,
          PmtMtd: 'DD',
          ...total,
          ReqdColltnDt: order.executionDate,
          Cdtr: { Nm: settings.creditorName },
          CdtrAcct: { Id: { Othr: { Id: settings.creditorAccount } } },
          CdtrAgt: { FinInstnId: { BICFI: settings.creditorAgentBic } },
          CdtrSchmeId: { Id: { PrvtId: { Othr: { Id: settings.creditorSchemeId } } } },
          DrctDbtTxInf: transactionOf(order, messageId),
        },
      },
    },
  });
}

function transactionOf(order: DebitOrder, messageId: string) {
  return {
    PmtId: { EndToEndId: messageId },
    InstdAmt: { '@Ccy': order.amount.currency, '#text': formatAmount(order.amount) },
    DrctDbtTx: {
      MndtRltdInf: { MndtId: order.mandate.id, DtOfSgntr: order.mandate.signedDate },
    },
    // The debtor's bank is found by the account, as the scheme does it.
    DbtrAgt: { FinInstnId: { Othr: { Id: 'NOTPROVIDED' } } },
    Dbtr: { Nm: order.debtorName },
    DbtrAcct: { Id: { Othr: { Id: order.debtorAccount } } },
    RmtInf: { Strd: { CdtrRefInf: { Ref: order.reference } } },
  };
}
