/**
 * The demonstration numbers its runs and keeps where the last one began. A run that was cut short is taken up again:
 * all its keys are made of its number, so that what was done is found done.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { IsoDate } from '../../domain/calendar.ts';

export type Run = {
  readonly number: number;
  readonly startDate: IsoDate;
  readonly isFinished: boolean;
};

export function openRun(
  folder: string,
  businessDate: IsoDate,
): Run & { readonly isResumed: boolean } {
  const last = readLast(folder);
  if (last !== null && !last.isFinished) return { ...last, isResumed: true };
  const run = { number: (last?.number ?? 0) + 1, startDate: businessDate, isFinished: false };
  write(folder, run);
  return { ...run, isResumed: false };
}

export function finishRun(folder: string, { number, startDate }: Run): void {
  write(folder, { number, startDate, isFinished: true });
}

function readLast(folder: string): Run | null {
  const file = fileIn(folder);
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Run) : null;
}

function write(folder: string, run: Run): void {
  writeFileSync(fileIn(folder), `${JSON.stringify(run)}\n`);
}

function fileIn(folder: string): string {
  return join(folder, 'demo.json');
}
