/** Words of notices: what is in force, and how a version would read. They are written as any policy is. */
import type { Kysely } from 'kysely';
import type { z } from 'zod';
import {
  listActiveVersions,
  listVersions,
  type ListedVersion,
} from '../../db/queries/policy-versions.ts';
import { readNoticeTexts } from '../../db/queries/notice-templates.ts';
import type { DB } from '../../db/tables.ts';
import { builtInWords, fillNotice, type NoticeWords } from '../../locales/catalogue.ts';
import { noticePlaceholders, type NoticeTemplate } from '../../locales/notice-params.ts';
import { sampleFacts } from '../../locales/notice-samples.ts';
import { readContent } from '../commands/policy-findings.ts';
import { defineRead, defineWrite, type Route } from '../route.ts';
import * as wire from '../schemas/notice-templates.ts';

const tag = 'notices';
const kind = 'notice_template';

export const routes: readonly Route[] = [
  defineRead({
    path: '/v1/notice-templates',
    access: 'policy-version.read',
    tag,
    summary: 'List the words of every notice, as they are in force and as they were built in',
    response: wire.noticeTemplates,
    handler: async ({ db }) => ({ body: { items: await listTemplates(db) } }),
  }),
  defineWrite({
    method: 'POST',
    path: '/v1/notice-previews',
    access: 'policy-version.read',
    tag,
    summary: 'Show the words of a notice with sample values in them',
    body: wire.noticePreviewInput,
    response: wire.noticePreview,
    command: async (_trx, { body: { content } }) => {
      const { name, texts } = readContent(kind, String(content['name']), content) as Content;
      const filled = (language: 'zh-CN' | 'en') =>
        fillNotice(texts[language], sampleFacts(name, language));
      return { body: { texts: { 'zh-CN': filled('zh-CN'), en: filled('en') } } };
    },
  }),
];

type Content = { readonly name: NoticeTemplate; readonly texts: NoticeWords };

async function listTemplates(db: Kysely<DB>): Promise<z.output<typeof wire.noticeTemplate>[]> {
  const texts = await readNoticeTexts(db);
  const active = await listActiveVersions(db, kind);
  const open = await listOpen(db);
  return (Object.keys(noticePlaceholders) as NoticeTemplate[]).map((name) => {
    const builtIn = builtInWords(name);
    return {
      name,
      facts: [...noticePlaceholders[name]],
      builtIn,
      texts: texts.get(name) ?? builtIn,
      inForce: toWire(active.find((version) => version.name === name)),
      open: toWire(open.find((version) => version.name === name)),
    };
  });
}

/** The newest of each template that is neither in force nor past. */
async function listOpen(db: Kysely<DB>): Promise<readonly ListedVersion[]> {
  const states = ['draft', 'pending_second_person', 'scheduled'] as const;
  const found = await Promise.all(
    states.map((status) => listVersions(db, { kind, status, limit: 500, offset: 0 })),
  );
  return found
    .flatMap(({ versions }) => versions)
    .toSorted((one, other) => other.number - one.number);
}

function toWire(version: ListedVersion | undefined) {
  if (version === undefined) return null;
  const { policyVersionId, number, status } = version;
  return { policyVersionId, number, status };
}
