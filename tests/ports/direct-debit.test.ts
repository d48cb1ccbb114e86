/** Direct debit in ISO 20022 against a bank that reads the message, and the simulated one with its failures. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { XMLParser } from 'fast-xml-parser';
import { afterAll, expect, test } from 'vitest';
import { createIso20022DirectDebit } from '../../activities/ports/direct-debit-iso20022.ts';
import { createSimulatedDirectDebit } from '../../activities/ports/direct-debit-simulated.ts';
import type { DebitOrder } from '../../activities/ports/direct-debit.ts';

const servers: Server[] = [];
afterAll(() => servers.forEach((server) => server.close()));

function order(minor: bigint): DebitOrder {
  return {
    debitKey: `payment-order/${minor}`,
    amount: { minor, currency: 'CNY' },
    debtorName: '王小明 & <Co>',
    debtorAccount: '6222020000000000011',
    reference: 'RF18539007547034',
    mandate: { id: 'LN2036-000088', signedDate: '2036-01-15' },
    executionDate: '2036-02-13',
  };
}

type Asked = { readonly method: string; readonly url: string; readonly body: string };

async function startBank(answer: (asked: Asked) => { status: number; body: string }) {
  const asked: Asked[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (part) => (body += String(part)));
    request.on('end', () => {
      const one = { method: request.method ?? '', url: request.url ?? '', body };
      asked.push(one);
      const said = answer(one);
      response.writeHead(said.status, { 'content-type': 'application/xml' }).end(said.body);
    });
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const debits = createIso20022DirectDebit({
    baseUrl: `http://127.0.0.1:${port}`,
    token: 'secret',
    timeoutMs: 2_000,
    creditorName: 'Daiban',
    creditorAccount: '1000200030004000',
    creditorAgentBic: 'BKCHCNBJ',
    creditorSchemeId: 'CN00ZZZ1',
  });
  return { debits, asked };
}

function report(messageId: string, status: string): string {
  return `<Document><CstmrPmtStsRpt><OrgnlGrpInfAndSts><OrgnlMsgId>${messageId}</OrgnlMsgId>
    </OrgnlGrpInfAndSts><OrgnlPmtInfAndSts><TxInfAndSts><OrgnlEndToEndId>${messageId}</OrgnlEndToEndId>
    <TxSts>${status}</TxSts><StsRsnInf><Rsn><Cd>AM04</Cd></Rsn></StsRsnInf>
    <AcctSvcrRef>B-9</AcctSvcrRef></TxInfAndSts></OrgnlPmtInfAndSts></CstmrPmtStsRpt></Document>`;
}

const messageIdIn = (body: string) => /<MsgId>(\w+)<\/MsgId>/.exec(body)?.[1] ?? '';

test('send() writes a collection that a bank can read', async () => {
  const { debits, asked } = await startBank(({ body }) => ({
    status: 200,
    body: report(messageIdIn(body), 'ACSC'),
  }));
  expect(await debits.send(order(866_190n))).toEqual({ outcome: 'confirmed', reference: 'B-9' });
  expect(asked[0]).toMatchObject({ method: 'POST', url: '/collections' });
  const parser = new XMLParser({ ignoreAttributes: false, parseTagValue: false });
  const { Document: document } = parser.parse(asked[0]!.body);
  expect(document['@_xmlns']).toBe('urn:iso:std:iso:20022:tech:xsd:pain.008.001.08');
  const { GrpHdr: head, PmtInf: payment } = document.CstmrDrctDbtInitn;
  expect(head).toMatchObject({ NbOfTxs: '1', CtrlSum: '8661.90' });
  expect(payment).toMatchObject({ PmtMtd: 'DD', ReqdColltnDt: '2036-02-13' });
  const debit = payment.DrctDbtTxInf;
  expect(debit.InstdAmt).toEqual({ '#text': '8661.90', '@_Ccy': 'CNY' });
  expect(debit.DrctDbtTx.MndtRltdInf).toEqual({ MndtId: 'LN2036-000088', DtOfSgntr: '2036-01-15' });
  expect(debit.Dbtr.Nm).toBe('王小明 & <Co>');
  expect(debit.RmtInf.Strd.CdtrRefInf.Ref).toBe('RF18539007547034');
  await debits.close();
});

test('query() asks for the same message, and a refusal names its reason', async () => {
  const { debits, asked } = await startBank(({ url }) => ({
    status: 200,
    body: report(url.split('/')[2] ?? '', 'RJCT'),
  }));
  const answer = await debits.query('payment-order/866190');
  expect(answer).toEqual({ outcome: 'refused', code: 'AM04', reference: 'B-9' });
  expect(asked[0]!.url).toMatch(/^\/collections\/\w{32}\/status$/);
});

test('an answer that says nothing about this debit leaves it unknown', async () => {
  const { debits } = await startBank(() => ({ status: 502, body: 'gateway' }));
  expect((await debits.send(order(1n))).outcome).toBe('unknown');
  const lost = await startBank(() => ({ status: 404, body: '' }));
  expect((await lost.debits.query('payment-order/1')).outcome).toBe('not_found');
});

test('the simulated one debits once for a key, and fails as the amount asks', async () => {
  const debits = createSimulatedDirectDebit();
  expect((await debits.query('payment-order/100')).outcome).toBe('not_found');
  expect((await debits.send(order(100n))).outcome).toBe('pending');
  expect((await debits.send(order(100n))).outcome).toBe('pending');
  const first = await debits.query('payment-order/100');
  expect(first).toEqual(await debits.query('payment-order/100'));
  expect(first.outcome).toBe('confirmed');
  await debits.send(order(191n));
  expect(await debits.query('payment-order/191')).toMatchObject({
    outcome: 'refused',
    code: 'AM04',
  });
  expect((await debits.send(order(192n))).outcome).toBe('unknown');
  expect((await debits.query('payment-order/192')).outcome).toBe('confirmed');
});
