/** What a refusal of the API is in a page: RFC 9457 with a code, facts beside it, and the fields it is about. */

export type FieldProblem = {
  readonly in: string;
  /** JSON pointer into the part named by `in`: `/identity/number`. */
  readonly pointer: string;
  readonly detail: string;
  readonly code?: string;
};

export type Problem = {
  readonly status: number;
  /** A code of `docs/errors.md`, `internal` for a fault, `offline` or `timeout` when nothing came back. */
  readonly code: string;
  readonly title: string;
  readonly detail: string;
  /** The request's number, for whoever looks for it in the log. */
  readonly instance: string;
  readonly errors?: readonly FieldProblem[];
  readonly [fact: string]: unknown;
};

/** Thrown by `call`; a command hands its problem over as an outcome instead. */
export class ProblemError extends Error {
  readonly problem: Problem;
  constructor(problem: Problem) {
    super(problem.detail);
    this.problem = problem;
  }
}

/** The problem inside anything a query failed with. */
export function problemOf(error: unknown): Problem {
  return error instanceof ProblemError ? error.problem : unheard('internal', String(error));
}

/** When no answer came: the server may or may not have heard. */
export function unheard(code: 'offline' | 'timeout' | 'internal', detail: string): Problem {
  return { status: 0, code, title: code, detail, instance: '' };
}

export function readProblem(status: number, body: unknown): Problem {
  if (typeof body === 'object' && body !== null && 'code' in body) {
    return { ...unheard('internal', ''), status, ...body } as Problem;
  }
  return { ...unheard('internal', `HTTP ${status}`), status };
}
