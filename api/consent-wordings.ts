/** Nobody agrees online to a wording that was not there to be read. */
import { findConsentText } from '../locales/consent-texts.ts';
import { refuseRequest } from './problem.ts';

/** @throws DomainError `request_invalid` for a version without a text */
export function assertKnownWording(kind: string, version: string): void {
  if (findConsentText('zh-CN', kind, version) !== undefined) return;
  const detail = 'There is no such wording of this consent';
  refuseRequest([{ in: 'body', pointer: '/wordingVersion', detail }]);
}
