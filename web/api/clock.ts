/**
 * The house's time. Every answer says the business instant and the business date; pages count on from there, because
 * the clock of the reader's machine may be wrong and a training clock runs ahead of all of them.
 */
import { useSyncExternalStore } from 'react';

type HouseTime = {
  /** `2026-03-15`; null until the first answer. */
  readonly businessDate: string | null;
  /** Business time minus the clock of this machine, in milliseconds. */
  readonly offsetMs: number;
};

let time: HouseTime = { businessDate: null, offsetMs: 0 };
const listeners = new Set<() => void>();

/** A shift of less than this is the answer's way through the network, not another time. */
const JITTER_MS = 2_000;

export function noteHouseTime(headers: Headers): void {
  const businessDate = headers.get('business-date');
  const now = Date.parse(headers.get('business-time') ?? '');
  if (businessDate === null || Number.isNaN(now)) return;
  const offsetMs = now - Date.now();
  const isSame =
    businessDate === time.businessDate && Math.abs(offsetMs - time.offsetMs) < JITTER_MS;
  if (isSame) return;
  time = { businessDate, offsetMs };
  for (const listener of listeners) listener();
}

/** The business instant in milliseconds since 1970. */
export function houseNow(): number {
  return Date.now() + time.offsetMs;
}

export function useHouseTime(): HouseTime {
  return useSyncExternalStore(subscribe, () => time);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
