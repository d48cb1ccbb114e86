/**
 * Codes by Alibaba Cloud's short message service: action `SendSms` of Dysmsapi, version 2017-05-25, each request signed
 * with ACS3-HMAC-SHA256 (V3 request structure and signature of its OpenAPI). The text is a template the provider has
 * approved; only the code goes in. One request is one message and nothing is sent twice: without an answer the
 * outcome is unknown.
 */
import { createHash, createHmac, randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { SendOutcome } from './notice-sender.ts';
import type { OutgoingCode, SmsGateway } from './sms-gateway.ts';

export type AliyunSmsSettings = {
  /** Without a slash at its end. */
  readonly baseUrl: string;
  readonly accessKeyId: string;
  readonly accessKeySecret: string;
  /** The name the provider registered for the house; it opens each message. */
  readonly signName: string;
  /** Of a template with one variable, `code`. */
  readonly codeTemplate: string;
  readonly timeoutMs: number;
};

const ACTION = 'SendSms';
const VERSION = '2017-05-25';

export function createAliyunSmsGateway(settings: AliyunSmsSettings): SmsGateway {
  return { sendCode: (message) => sendCode(settings, message), close: async () => {} };
}

async function sendCode(
  settings: AliyunSmsSettings,
  { messageId, phone, code }: OutgoingCode,
): Promise<SendOutcome> {
  const query = {
    OutId: messageId,
    PhoneNumbers: dialled(phone),
    SignName: settings.signName,
    TemplateCode: settings.codeTemplate,
    TemplateParam: JSON.stringify({ code }),
  };
  const { host } = new URL(settings.baseUrl);
  const signed = signRequest(
    { method: 'POST', host, action: ACTION, version: VERSION, query },
    {
      keyId: settings.accessKeyId,
      secret: settings.accessKeySecret,
      nonce: randomUUID(),
      date: `${new Date().toISOString().slice(0, 19)}Z`,
    },
  );
  try {
    const response = await fetch(`${settings.baseUrl}/?${signed.query}`, {
      method: 'POST',
      headers: signed.headers,
      redirect: 'error',
      signal: AbortSignal.timeout(settings.timeoutMs),
    });
    return readAnswer(response.status, await response.text());
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { outcome: 'unknown', reason };
  }
}

/** Mainland numbers without their country code, others with two zeros and it. */
function dialled(phone: string): string {
  return phone.startsWith('+86') ? phone.slice(3) : `00${phone.slice(1)}`;
}

const answer = z.object({
  Code: z.string(),
  Message: z.string().optional(),
  BizId: z.string().optional(),
});

function readAnswer(status: number, text: string): SendOutcome {
  const parsed = answer.safeParse(parseJson(text));
  if (!parsed.success) return { outcome: 'unknown', reason: `HTTP status ${status}` };
  const { Code: code, BizId: reference = null } = parsed.data;
  if (code === 'OK') return { outcome: 'sent', reference };
  // `isv` errors are about the request, `isp` errors about the provider, who may have sent it all the same.
  return code.startsWith('isp.')
    ? { outcome: 'unknown', reason: code }
    : { outcome: 'refused', reason: code };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

export type CallToSign = {
  readonly method: 'GET' | 'POST';
  readonly host: string;
  readonly action: string;
  readonly version: string;
  /** Every parameter; the body is empty. */
  readonly query: Readonly<Record<string, string>>;
};

export type Signing = {
  readonly keyId: string;
  readonly secret: string;
  readonly nonce: string;
  /** `YYYY-MM-DDThh:mm:ssZ`. */
  readonly date: string;
};

/**
 * The headers of a signed call, and its query in the canonical form that was signed.
 * @see the provider's description of the V3 signature, whose example is a test here
 */
export function signRequest(
  { method, host, action, version, query }: CallToSign,
  { keyId, secret, nonce, date }: Signing,
): { readonly query: string; readonly headers: Record<string, string> } {
  const canonicalQuery = Object.entries(query)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => `${percent(name)}=${percent(value)}`)
    .join('&');
  const signedHeaders: Record<string, string> = {
    host,
    'x-acs-action': action,
    'x-acs-content-sha256': sha256(''),
    'x-acs-date': date,
    'x-acs-signature-nonce': nonce,
    'x-acs-version': version,
  };
  const names = Object.keys(signedHeaders).join(';');
  const headerLines = Object.entries(signedHeaders).map(([name, value]) => `${name}:${value}\n`);
  const canonical = [method, '/', canonicalQuery, headerLines.join(''), names, sha256('')];
  const textToSign = `ACS3-HMAC-SHA256\n${sha256(canonical.join('\n'))}`;
  const signature = createHmac('sha256', secret).update(textToSign).digest('hex');
  const authorization = `ACS3-HMAC-SHA256 Credential=${keyId},SignedHeaders=${names},Signature=${signature}`;
  const { host: _host, ...rest } = signedHeaders;
  return { query: canonicalQuery, headers: { ...rest, Authorization: authorization } };
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** RFC 3986: only letters, digits, `-`, `_`, `.` and `~` stay as they are. */
function percent(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
