/** The SMS gateway against a server that checks each signature by itself, and against the provider's own example. */
import { createHash, createHmac } from 'node:crypto';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, expect, test } from 'vitest';
import { createAliyunSmsGateway, signRequest } from '../../activities/ports/sms-gateway-aliyun.ts';

const secret = 'the secret of the key';
const servers: Server[] = [];
afterAll(() => servers.forEach((server) => server.close()));

type Seen = { readonly query: URLSearchParams; readonly isSigned: boolean };

/** Signs what came once more, from the request alone. */
function isSigned(request: IncomingMessage): boolean {
  const url = new URL(request.url ?? '', 'http://localhost');
  const authorization = request.headers['authorization'] ?? '';
  const names = /SignedHeaders=([^,]+)/.exec(authorization)?.[1]?.split(';') ?? [];
  const query = [...url.searchParams]
    .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`)
    .toSorted()
    .join('&');
  const headers = names.map((name) => `${name}:${String(request.headers[name])}\n`).join('');
  const bodyHash = createHash('sha256').update('').digest('hex');
  const canonical = `${request.method}\n${url.pathname}\n${query}\n${headers}\n${names.join(';')}\n${bodyHash}`;
  const hashed = createHash('sha256').update(canonical).digest('hex');
  const signature = createHmac('sha256', secret)
    .update(`ACS3-HMAC-SHA256\n${hashed}`)
    .digest('hex');
  return (
    authorization.endsWith(`Signature=${signature}`) &&
    ['host', 'x-acs-action', 'x-acs-date', 'x-acs-signature-nonce'].every((name) =>
      names.includes(name),
    )
  );
}

async function startGateway(answer: { readonly status?: number; readonly body: string }) {
  const seen: Seen[] = [];
  const server = createServer((request, response) => {
    const { searchParams } = new URL(request.url ?? '', 'http://localhost');
    seen.push({ query: searchParams, isSigned: isSigned(request) });
    response.writeHead(answer.status ?? 200, { 'content-type': 'application/json' });
    response.end(answer.body);
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const gateway = createAliyunSmsGateway({
    baseUrl: `http://127.0.0.1:${port}`,
    accessKeyId: 'key-1',
    accessKeySecret: secret,
    signName: '贷办',
    codeTemplate: 'SMS_1',
    timeoutMs: 2_000,
  });
  return { gateway, seen };
}

const message = { messageId: 'm-1', phone: '+8613812345678', code: '042042' };

test('signRequest() gives the signature of the provider’s published example', () => {
  const { headers, query } = signRequest(
    {
      method: 'POST',
      host: 'ecs.cn-shanghai.aliyuncs.com',
      action: 'RunInstances',
      version: '2014-05-26',
      query: {
        RegionId: 'cn-shanghai',
        ImageId: 'win2019_1809_x64_dtc_zh-cn_40G_alibase_20230811.vhd',
      },
    },
    {
      keyId: 'YourAccessKeyId',
      secret: 'YourAccessKeySecret',
      nonce: '3156853299f313e23d1673dc12e1703d',
      date: '2023-10-26T10:22:32Z',
    },
  );
  expect(query).toBe(
    'ImageId=win2019_1809_x64_dtc_zh-cn_40G_alibase_20230811.vhd&RegionId=cn-shanghai',
  );
  expect(headers['Authorization']).toMatch(
    /Signature=06563a9e1b43f5dfe96b81484da74bceab24a1d853912eee15083a6f0f3283c0$/,
  );
});

test('sendCode() sends the code in the template, signed, to a number as it is dialled', async () => {
  const { gateway, seen } = await startGateway({ body: '{"Code":"OK","BizId":"b-1"}' });
  expect(await gateway.sendCode(message)).toEqual({ outcome: 'sent', reference: 'b-1' });
  expect(seen).toHaveLength(1);
  expect(seen[0]!.isSigned).toBe(true);
  expect(Object.fromEntries(seen[0]!.query)).toEqual({
    OutId: 'm-1',
    PhoneNumbers: '13812345678',
    SignName: '贷办',
    TemplateCode: 'SMS_1',
    TemplateParam: '{"code":"042042"}',
  });
  await gateway.sendCode({ ...message, phone: '+12025550123' });
  expect(seen[1]!.query.get('PhoneNumbers')).toBe('0012025550123');
});

test.each([
  ['what is wrong with the request is refused', '{"Code":"isv.MOBILE_NUMBER_ILLEGAL"}', 'refused'],
  ['too many messages are refused', '{"Code":"isv.BUSINESS_LIMIT_CONTROL"}', 'refused'],
  ['a fault of the provider may have sent it', '{"Code":"isp.SYSTEM_ERROR"}', 'unknown'],
  ['an answer that cannot be read says nothing', '<html>', 'unknown'],
])('sendCode() %s', async (_name, body, outcome) => {
  const { gateway } = await startGateway({ body });
  expect((await gateway.sendCode(message)).outcome).toBe(outcome);
});

test('sendCode() without an answer is unknown', async () => {
  const gateway = createAliyunSmsGateway({
    baseUrl: 'http://127.0.0.1:1',
    accessKeyId: 'k',
    accessKeySecret: secret,
    signName: 's',
    codeTemplate: 't',
    timeoutMs: 500,
  });
  expect((await gateway.sendCode(message)).outcome).toBe('unknown');
  await gateway.close();
});
