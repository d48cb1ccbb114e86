/**
 * What of a person is shown by default: enough to tell two people apart, too little to use elsewhere. Minimum
 * display of personal data is a duty of its handler (个人信息保护法, 2021, articles 6 and 51).
 */

/** `王明` is `王*`, `王小明` is `王*明`, `Maria Schmidt` is `M**** S******`. */
export function maskName(name: string): string {
  if (/^\p{Script=Han}+$/u.test(name)) return maskHanName([...name]);
  return name
    .split(' ')
    .map((word) => maskTail([...word], 1))
    .join(' ');
}

/** `310104199003071234` is `3101**********1234`; of a short number less is shown. */
export function maskIdentity(number: string): string {
  return maskMiddle(number, Math.min(4, Math.floor(number.length / 4)));
}

/**
 * A phone in E.164 as `138****5678` for the mainland, `+4420****8750` elsewhere.
 * @param phone with its plus sign
 */
export function maskPhone(phone: string): string {
  // A number too short for one of China is shown with its code, so that four of its digits are hidden too.
  const shown = /^\+86\d{8,}$/u.test(phone) ? phone.slice(3) : phone;
  const hiddenAt = Math.max(shown.length - 8, 3);
  const tail = shown.slice(Math.min(hiddenAt + 4, shown.length));
  return `${shown.slice(0, hiddenAt)}****${tail}`;
}

/** Only the last four digits, as on a card slip. */
export function maskBankAccount(account: string): string {
  return `****${account.slice(-4)}`;
}

/** `wang@example.com` is `w***@example.com`. */
export function maskEmail(email: string): string {
  const at = email.lastIndexOf('@');
  return `${email.slice(0, 1)}***${email.slice(at)}`;
}

function maskHanName(characters: readonly string[]): string {
  if (characters.length <= 2) return maskTail(characters, 1);
  const hidden = '*'.repeat(characters.length - 2);
  return `${characters[0]}${hidden}${characters.at(-1)}`;
}

function maskTail(characters: readonly string[], shownCount: number): string {
  return characters.map((character, index) => (index < shownCount ? character : '*')).join('');
}

function maskMiddle(text: string, shownCount: number): string {
  const hiddenCount = text.length - 2 * shownCount;
  return `${text.slice(0, shownCount)}${'*'.repeat(hiddenCount)}${text.slice(text.length - shownCount)}`;
}
