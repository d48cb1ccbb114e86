/** The words of notices that the house has put in force in place of the built-in ones. */
import type { Kysely } from 'kysely';
import type { NoticeTexts, NoticeWords } from '../../locales/catalogue.ts';
import type { DB } from '../tables.ts';

/** What `kind = 'notice_template'` holds; the API checks it before it is written. */
type TemplateContent = { readonly name: string; readonly texts: NoticeWords };

/** By template, as they are in force now; a handful of rows at most. */
export async function readNoticeTexts(db: Kysely<DB>): Promise<NoticeTexts> {
  const rows = await db
    .selectFrom('policy_version')
    .select(['name', 'content'])
    .where('kind', '=', 'notice_template')
    .where('status', '=', 'active')
    .execute();
  return new Map(rows.map(({ name, content }) => [name, (content as TemplateContent).texts]));
}
