/** What a keyboard with another width types, as the API reads it. */
export function plainDigits(text: string): string {
  return text.normalize('NFKC').replace(/[\s-]/g, '');
}
