import { choice, listSearch, optionalText, recordSearch, words } from '../../app/search.ts';

export const noticeChannels = [
  'sms',
  'email',
  'push',
  'voice',
  'letter',
  'visit',
  'console',
] as const;
export const noticeStates = ['queued', 'sent', 'failed', 'unknown', 'withheld'] as const;

export const templateSearch = { q: words() };

export const templateRecordSearch = recordSearch({});

export const noticeSearch = listSearch({
  template: optionalText(60),
  channel: choice(noticeChannels),
  status: choice(noticeStates),
});
