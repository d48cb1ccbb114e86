/** Both rails answer the same questions: the simulated one by its rules, the real one against a bank on this machine. */
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { XMLParser } from 'fast-xml-parser';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { createIso20022Rail } from '../../activities/ports/payment-rail-iso20022.ts';
import { createSimulatedRail } from '../../activities/ports/payment-rail-simulated.ts';
import type { TransferOrder } from '../../activities/ports/payment-rail.ts';

function order(minor: bigint, transferKey = 'disbursement/1'): TransferOrder {
  return {
    transferKey,
    amount: { minor, currency: 'CNY' },
    creditorName: '王小明 & <Co>',
    creditorAccount: '6222020000000000011',
    remittance: 'LA2026-000417',
    executionDate: '2026-01-15',
  };
}

test('the simulated rail confirms once per key, whatever comes back a second time', async () => {
  const rail = createSimulatedRail();
  const first = await rail.send(order(10_000n));
  expect(first.outcome).toBe('confirmed');
  expect(await rail.send(order(10_000n))).toEqual(first);
  expect(await rail.query('disbursement/1')).toEqual(first);
  expect(await rail.query('disbursement/2')).toEqual({ outcome: 'not_found' });
});

test('the simulated rail fails on request: refused, lost and slow', async () => {
  const rail = createSimulatedRail();
  expect(await rail.send(order(91n, 'a'))).toMatchObject({ outcome: 'refused', code: 'AC04' });
  expect((await rail.send(order(92n, 'b'))).outcome).toBe('unknown');
  expect((await rail.query('b')).outcome).toBe('confirmed');
  expect((await rail.send(order(93n, 'c'))).outcome).toBe('pending');
  expect((await rail.query('c')).outcome).toBe('pending');
  expect((await rail.query('c')).outcome).toBe('confirmed');
});

type Received = {
  readonly method: string;
  readonly url: string;
  readonly authorization: string;
  readonly body: string;
};

type Bank = { answer: (received: Received) => { status: number; body: string } | 'hang up' };

const received: Received[] = [];
const bank: Bank = { answer: () => ({ status: 503, body: '' }) };
const server = await startBank();
const rail = createIso20022Rail({
  baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
  token: 'secret',
  debtorName: 'Daiban',
  debtorAccount: '1001',
  debtorAgentBic: 'BKCHCNBJ',
  timeoutMs: 500,
});

afterAll(() => {
  server.close();
  server.closeAllConnections();
});

beforeEach(() => {
  received.length = 0;
});

async function startBank(): Promise<Server> {
  const started = createServer((request, response) => {
    void readBody(request).then((body) => {
      const seen = {
        method: request.method ?? '',
        url: request.url ?? '',
        authorization: request.headers.authorization ?? '',
        body,
      };
      received.push(seen);
      const answer = bank.answer(seen);
      if (answer === 'hang up') return void request.socket.destroy();
      response.writeHead(answer.status, { 'content-type': 'application/xml' }).end(answer.body);
    });
  });
  await new Promise<void>((resolve) => started.listen(0, '127.0.0.1', resolve));
  return started;
}

async function readBody(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of request) text += String(chunk);
  return text;
}

function messageIdIn(body: string): string {
  return /<MsgId>(\w+)<\/MsgId>/.exec(body)?.[1] ?? '';
}

function report(messageId: string, status: string, more = ''): string {
  return `<?xml version="1.0"?><Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.002.001.10">
    <CstmrPmtStsRpt><GrpHdr><MsgId>R1</MsgId></GrpHdr>
    <OrgnlGrpInfAndSts><OrgnlMsgId>${messageId}</OrgnlMsgId></OrgnlGrpInfAndSts>
    <OrgnlPmtInfAndSts><OrgnlPmtInfId>${messageId}</OrgnlPmtInfId><TxInfAndSts>
    <OrgnlEndToEndId>${messageId}</OrgnlEndToEndId><TxSts>${status}</TxSts>${more}
    </TxInfAndSts></OrgnlPmtInfAndSts></CstmrPmtStsRpt></Document>`;
}

test('the ISO 20022 rail writes an order that a bank can read', async () => {
  bank.answer = ({ body }) => ({
    status: 200,
    body: report(messageIdIn(body), 'ACSC', '<AcctSvcrRef>B-77</AcctSvcrRef>'),
  });
  expect(await rail.send(order(1_234_567n))).toEqual({ outcome: 'confirmed', reference: 'B-77' });
  expect(received[0]).toMatchObject({
    method: 'POST',
    url: '/payments',
    authorization: 'Bearer secret',
  });
  const parser = new XMLParser({ ignoreAttributes: false, parseTagValue: false });
  const document = parser.parse(received[0]!.body).Document;
  expect(document['@_xmlns']).toBe('urn:iso:std:iso:20022:tech:xsd:pain.001.001.09');
  const initiation = document.CstmrCdtTrfInitn;
  const transfer = initiation.PmtInf.CdtTrfTxInf;
  expect(initiation.GrpHdr).toMatchObject({ NbOfTxs: '1', CtrlSum: '12345.67' });
  expect(initiation.GrpHdr.MsgId).toMatch(/^\w{1,35}$/);
  expect(transfer.Amt.InstdAmt).toEqual({ '#text': '12345.67', '@_Ccy': 'CNY' });
  expect(transfer.Cdtr.Nm).toBe('王小明 & <Co>');
  expect(transfer.CdtrAcct.Id.Othr.Id).toBe('6222020000000000011');
});

const statuses = [
  ['ACSC', 'confirmed'],
  ['ACCC', 'confirmed'],
  ['ACCP', 'pending'],
  ['ACSP', 'pending'],
  ['PDNG', 'pending'],
  ['RJCT', 'refused'],
  ['XXXX', 'unknown'],
] as const;

test.each(statuses)('the ISO 20022 rail reads %s as %s', async (status, outcome) => {
  bank.answer = ({ body }) => ({ status: 200, body: report(messageIdIn(body), status) });
  expect((await rail.send(order(100n))).outcome).toBe(outcome);
});

test('the ISO 20022 rail gives the reason of a refusal', async () => {
  const reason = '<StsRsnInf><Rsn><Cd>AC01</Cd></Rsn></StsRsnInf>';
  bank.answer = ({ body }) => ({ status: 200, body: report(messageIdIn(body), 'RJCT', reason) });
  expect(await rail.send(order(100n))).toMatchObject({ outcome: 'refused', code: 'AC01' });
});

test('the ISO 20022 rail asks by the same message id it sent, and knows what was never there', async () => {
  bank.answer = () => 'hang up';
  expect((await rail.send(order(100n, 'lost'))).outcome).toBe('unknown');
  const messageId = messageIdIn(received[0]!.body);
  bank.answer = () => ({ status: 200, body: report(messageId, 'ACSC') });
  expect((await rail.query('lost')).outcome).toBe('confirmed');
  expect(received[1]!.url).toBe(`/payments/${messageId}/status`);
  bank.answer = () => ({ status: 404, body: '' });
  expect(await rail.query('lost')).toEqual({ outcome: 'not_found' });
});

const puzzles = [
  ['a server error', { status: 500, body: '' }],
  ['no XML', { status: 200, body: 'OK' }],
  ['a report about another message', { status: 200, body: report('OTHER', 'ACSC') }],
  [
    'an entity bomb',
    { status: 200, body: '<!DOCTYPE x [<!ENTITY a "aaaa">]><Document>&a;</Document>' },
  ],
] as const;

test.each(puzzles)('the ISO 20022 rail takes %s as an unknown outcome', async (_what, answer) => {
  bank.answer = () => answer;
  expect((await rail.send(order(100n))).outcome).toBe('unknown');
});
