/**
 * What the person who starts Daiban can act on. The entry points print such a failure as one sentence, without a
 * stack trace; everything else is a defect and keeps its trace.
 */
export class OperatorError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'OperatorError';
  }
}

const EXPLANATIONS: Readonly<Record<string, (path: string) => string>> = {
  ENOSPC: (path) =>
    `The disk is full${path}. Free some space and start again; no committed data is lost.`,
  EDQUOT: (path) => `The disk quota is used up${path}. Free some space and start again.`,
  EROFS: (path) =>
    `The file system is read-only${path}. Set DAIBAN_DATA_DIR to a folder that can be written.`,
  EACCES: (path) => `No permission${path}. Set DAIBAN_DATA_DIR to a folder of yours.`,
  EMFILE: () => 'Too many open files. Raise the limit with "ulimit -n" and start again.',
};

/** The sentence for a failure at start: an operator's error as it stands, a system error explained, else the trace. */
export function explainFailure(error: unknown): string {
  if (error instanceof OperatorError) return error.message;
  if (!(error instanceof Error)) return String(error);
  const { code, path } = error as NodeJS.ErrnoException;
  const explain = code === undefined ? undefined : EXPLANATIONS[code];
  return explain?.(path === undefined ? '' : ` (${path})`) ?? error.stack ?? error.message;
}

/** Ends the process of an entry point with the sentence for `error` and exit code 1. */
export function exitWithFailure(error: unknown): never {
  process.stderr.write(`${explainFailure(error)}\n`);
  process.exit(1);
}
