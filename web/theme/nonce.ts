/** The nonce of this answer: styles made while the page runs carry it, or the policy would refuse them. */
import { setNonce } from 'get-nonce';

/** Written by the build into a `<meta>`, filled in by the server; undefined while developing. */
export function pageNonce(): string | undefined {
  const meta = document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]');
  return meta?.nonce === '' ? undefined : meta?.nonce;
}

/** The scroll lock of dialogs takes it from here. */
export function shareNonce(): void {
  const nonce = pageNonce();
  if (nonce !== undefined) setNonce(nonce);
}
