/** Where a deadline stands. How long a stage may take is the API's to say; here the minutes left are only counted. */
export type SlaState = 'normal' | 'near' | 'overdue' | 'paused';

export type SlaInput = {
  readonly dueAt: string | null;
  readonly startedAt: string;
  readonly nowMs: number;
  readonly isPaused: boolean;
};

export type SlaReading = {
  readonly state: SlaState;
  /** Whole minutes left, or past due where the state is `overdue`; null without a deadline. */
  readonly minutes: number | null;
};

/** A quarter of the time or less is near. */
const NEAR_SHARE = 0.25;

export function readSla({ dueAt, startedAt, nowMs, isPaused }: SlaInput): SlaReading {
  if (dueAt === null) return { state: isPaused ? 'paused' : 'normal', minutes: null };
  const dueMs = Date.parse(dueAt);
  const leftMs = dueMs - nowMs;
  const minutes = Math.floor(Math.abs(leftMs) / 60_000);
  if (isPaused) return { state: 'paused', minutes };
  if (leftMs < 0) return { state: 'overdue', minutes };
  const wholeMs = dueMs - Date.parse(startedAt);
  return { state: leftMs <= wholeMs * NEAR_SHARE ? 'near' : 'normal', minutes };
}

export type Duration = { readonly days: number; readonly hours: number; readonly minutes: number };

export function splitMinutes(minutes: number): Duration {
  return {
    days: Math.floor(minutes / 1440),
    hours: Math.floor((minutes % 1440) / 60),
    minutes: minutes % 60,
  };
}
