/** One thing that is not as it should be: what was checked, on which subject, what should be and what is. */
export type Difference = {
  readonly check: string;
  readonly subject: string;
  readonly expected: string;
  readonly actual: string;
};

export function difference(
  check: string,
  subject: string,
  { expected, actual }: { readonly expected: unknown; readonly actual: unknown },
): Difference[] {
  const texts = { expected: String(expected), actual: String(actual) };
  return texts.expected === texts.actual ? [] : [{ check, subject, ...texts }];
}
