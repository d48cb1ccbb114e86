/** Room on the disk: asked before a start, watched while the platform runs. */
import { statfsSync } from 'node:fs';
import { OperatorError } from './failure.ts';

const LEAST_FREE_BYTES = 200 * 1024 * 1024;
const WATCH_EVERY_MS = 15_000;

/**
 * A database that runs out of room in the middle of a day is worse than one that does not start.
 * @throws OperatorError when too little is free
 */
export function assertSpace(folder: string, leastBytes = LEAST_FREE_BYTES): void {
  if (freeBytes(folder) >= leastBytes) return;
  throw new OperatorError(
    `The disk is full: ${mebibytes(freeBytes(folder))} are free in ${folder}, at least ` +
      `${mebibytes(leastBytes)} are needed. Free some space, or set DAIBAN_DATA_DIR to a folder on another disk.`,
  );
}

/** Says it once when the room gets short and once when there is enough again. Does not keep the process alive. */
export function watchSpace(folder: string, tell: (line: string) => void): void {
  let isShort = false;
  const look = () => {
    const free = freeBytes(folder);
    if (free < LEAST_FREE_BYTES === isShort) return;
    isShort = !isShort;
    tell(
      isShort
        ? `The disk is nearly full: ${mebibytes(free)} are free in ${folder}. Writes will be refused, nothing committed is lost.`
        : `The disk has room again: ${mebibytes(free)} are free in ${folder}.`,
    );
  };
  setInterval(look, WATCH_EVERY_MS).unref();
}

function freeBytes(folder: string): number {
  const { bavail, bsize } = statfsSync(folder);
  return bavail * bsize;
}

function mebibytes(bytes: number): string {
  return `${Math.floor(bytes / 1024 / 1024)} MiB`;
}
