import type * as templates from '../../../api/schemas/notice-templates.ts';
import type * as wire from '../../../api/schemas/notices.ts';
import { read, write } from '../contract.ts';

export const listNotices = read<{
  query: typeof wire.noticeQuery;
  answer: typeof wire.notices;
}>('/v1/notices');

export const listNoticeTemplates = read<{ answer: typeof templates.noticeTemplates }>(
  '/v1/notice-templates',
);

export const previewNotice = write<{
  body: typeof templates.noticePreviewInput;
  answer: typeof templates.noticePreview;
}>('POST', '/v1/notice-previews');
