/** Words of notices on the wire: what is in force, what a version may say, and how it would read. */
import { z } from 'zod';
import { versionStates } from '../../domain/approval/version-states.ts';
import { placeholdersOf } from '../../locales/catalogue.ts';
import { noticePlaceholders, type NoticeTemplate } from '../../locales/notice-params.ts';
import { id, text } from './common.ts';

const templates = Object.keys(noticePlaceholders) as [NoticeTemplate, ...NoticeTemplate[]];

const noticeText = z.strictObject({ subject: text(200), body: text(4_000) });
const words = z.strictObject({ 'zh-CN': noticeText, en: noticeText });

/** A fact the notice is not written from would leave a hole in it; such words are refused. */
export const noticeTemplateContent = z
  .strictObject({ name: z.enum(templates), texts: words })
  .superRefine(({ name, texts }, context) => {
    const known: readonly string[] = noticePlaceholders[name];
    for (const language of ['zh-CN', 'en'] as const) {
      for (const part of ['subject', 'body'] as const) {
        const own = { subject: '', body: '', [part]: texts[language][part] };
        const unknown = placeholdersOf(own).filter((fact) => !known.includes(fact));
        if (unknown.length === 0) continue;
        const message = `names facts this notice does not have: ${unknown.join(', ')}`;
        context.addIssue({ code: 'custom', path: ['texts', language, part], message });
      }
    }
  });

const version = z.object({
  policyVersionId: id,
  number: z.number().int(),
  status: z.enum(versionStates),
});

export const noticeTemplate = z
  .object({
    name: z.string(),
    facts: z.array(z.string()).meta({ description: 'What its words may name in braces' }),
    builtIn: words,
    texts: words.meta({ description: 'In force: what notices are written with now' }),
    inForce: version.nullable().meta({ description: 'Null while the built-in words are used' }),
    open: version.nullable().meta({ description: 'A version that is written or waits' }),
  })
  .meta({ id: 'NoticeTemplate' });

export const noticeTemplates = z.object({ items: z.array(noticeTemplate) });

export const noticePreviewInput = z.strictObject({
  content: z.record(z.string(), z.unknown()),
});
export const noticePreview = z
  .object({ texts: words })
  .meta({ id: 'NoticePreview', description: 'The words with sample values in them' });
