/**
 * A programmer's claim that must hold. A failure is a bug, never a user's mistake: those are `DomainError`s.
 * @param why the reason it must hold, in words
 */
export function invariant(condition: boolean, why: string): asserts condition {
  if (!condition) throw new Error(`Invariant broken: ${why}`);
}

/** For the `default` of an exhaustive `switch`: a value the compiler says cannot be there. */
export function assertNever(value: never): never {
  throw new Error(`Unexpected value: ${JSON.stringify(value)}`);
}
