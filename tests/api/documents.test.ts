/** Files come back as they came; what they are is decided by their bytes. */
import { createHash, randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { testApi } from '../support/api.ts';
import { newPerson } from '../support/numbers.ts';

const api = await testApi();
const officer = await api.person(['loan_officer']);
const { body: customer } = await officer.post('/v1/customers', newPerson());
const path = `/v1/customers/${customer.customerId}/documents`;

const pdf = Buffer.concat([Buffer.from('%PDF-1.7\n'), randomBytes(5000)]);
const upload = (content: Buffer, changes: Record<string, unknown> = {}) => ({
  kind: 'income_proof',
  fileName: '收入证明.pdf',
  contentBase64: content.toString('base64'),
  issuedDate: '2026-01-05',
  ...changes,
});

test('a file is received, listed and sent back as it came, to be saved and never shown', async () => {
  const { status, body } = await officer.post(path, upload(pdf));
  expect(status).toBe(201);
  expect(body).toMatchObject({
    kind: 'income_proof',
    fileName: '收入证明.pdf',
    mediaType: 'application/pdf',
    sizeBytes: pdf.length,
    sha256: createHash('sha256').update(pdf).digest('hex'),
    receivedBy: officer.officerId,
    issuedDate: '2026-01-05',
    expiryDate: null,
  });
  expect((await officer.get(path)).body.items).toEqual([body]);
  const cookie = await api.signIn(officer.userName);
  const answer = await fetch(`${api.url}/v1/documents/${body.documentId}/content`, {
    headers: { cookie },
  });
  expect(Buffer.from(await answer.arrayBuffer()).equals(pdf)).toBe(true);
  expect(answer.headers.get('content-type')).toBe('application/pdf');
  expect(answer.headers.get('content-disposition')).toMatch(/^attachment; .*filename\*=UTF-8''%E6/);
  expect(answer.headers.get('content-security-policy')).toBe("default-src 'none'; sandbox");
});

test('a name is no type: a page that calls itself a PDF is refused', async () => {
  const page = Buffer.from('<html><script>alert(1)</script></html>');
  const { status, body } = await officer.post(path, upload(page));
  expect([status, body.code]).toEqual([422, 'document_type_refused']);
  expect(body.allowed).toEqual(['application/pdf', 'image/jpeg', 'image/png']);
});

test('a name that would leave its folder is made harmless', async () => {
  const { body } = await officer.post(path, upload(pdf, { fileName: '../../etc/passwd\n' }));
  expect(body.fileName).toBe('.._.._etc_passwd');
});

test('ten megabytes are taken, more are not', async () => {
  const largest = Buffer.concat([Buffer.from('%PDF-'), Buffer.alloc(10 * 1024 * 1024 - 5)]);
  expect((await officer.post(path, upload(largest))).status).toBe(201);
  const larger = Buffer.concat([largest, Buffer.alloc(1)]);
  const refused = await officer.post(path, upload(larger));
  expect([refused.status, refused.body.code]).toEqual([413, 'body_too_large']);
});

test.each([
  ['/contentBase64', { contentBase64: 'this is not base64!' }],
  ['/kind', { kind: 'love_letter' }],
  ['/issuedDate', { issuedDate: '2026-02-30' }],
  ['/applicationId', { applicationId: '00000000-0000-7000-8000-000000000000' }],
])('a wrong value at %s is refused there', async (pointer, changes) => {
  const { status, body } = await officer.post(path, upload(pdf, changes));
  expect(status).toBe(422);
  expect(body.errors.map((error: any) => error.pointer)).toEqual([pointer]);
});

test('a file of a customer of another branch is not there', async () => {
  const { body } = await officer.post(path, upload(pdf));
  const stranger = await api.person(['loan_officer'], 'beijing');
  for (const address of [
    `/v1/documents/${body.documentId}`,
    `/v1/documents/${body.documentId}/content`,
  ]) {
    expect((await stranger.get(address)).status).toBe(404);
  }
});
