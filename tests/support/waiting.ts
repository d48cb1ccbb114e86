/** Waits for an effect that comes by itself; the last failure says what was missing. */
import { vi } from 'vitest';

export async function eventually(assertion: () => void | Promise<void>): Promise<void> {
  await vi.waitFor(assertion, { timeout: 40_000, interval: 25 });
}
