/**
 * A command inside a form. Its key is made when the form opens and stays until the command is done, so that a repeat
 * can never be a second command; a lost answer is shown as unknown and asked for with the same key.
 */
import { useCallback, useEffect, useRef, useState } from 'react';
import { send, type Outcome } from './call.ts';
import type { AnswerOf, Contract, InputOf } from './contract.ts';
import type { Problem } from './problem.ts';

export type CommandState<Body> =
  | { readonly kind: 'idle' }
  | { readonly kind: 'sending' }
  /** The first request still holds its key; the same one is sent again by itself. */
  | { readonly kind: 'waiting' }
  | Outcome<Body>;

export type Command<C extends Contract> = {
  readonly state: CommandState<AnswerOf<C>>;
  /** True while a second submit must not be possible: under way, or its result unknown. */
  readonly isHeld: boolean;
  /** The refusal, if that is what the API said last. */
  readonly problem: Problem | null;
  readonly send: (input: InputOf<C>, version?: number) => Promise<Outcome<AnswerOf<C>>>;
  /** After a lost answer: asks again with the same key and the same words. */
  readonly check: () => Promise<void>;
  /** Forgets the last outcome and makes a new key: another command, not a repeat. */
  readonly renew: () => void;
};

const REPEAT_MS = 2_000;
/** Together with the server's own five seconds this is about a minute. */
const MAX_REPEATS = 8;

export function useCommand<C extends Contract>(
  contract: C,
  onDone?: (outcome: Outcome<AnswerOf<C>> & { readonly kind: 'done' | 'accepted' }) => void,
): Command<C> {
  const key = useRef(newKey());
  const last = useRef<{ input: InputOf<C>; version: number | undefined } | null>(null);
  const done = useRef(onDone);
  const isMounted = useRef(true);
  const [state, setState] = useState<CommandState<AnswerOf<C>>>({ kind: 'idle' });
  useEffect(() => {
    done.current = onDone;
  });
  useEffect(() => {
    isMounted.current = true;
    return () => {
      isMounted.current = false;
    };
  }, []);

  const run = useCallback(async (): Promise<Outcome<AnswerOf<C>>> => {
    const { input, version } = last.current!;
    setState({ kind: 'sending' });
    const repeat = () => send(contract, input, { key: key.current, version });
    const outcome = await untilFree(repeat, () => setState({ kind: 'waiting' }));
    if (isMounted.current) setState(outcome);
    if (outcome.kind === 'done' || outcome.kind === 'accepted') {
      key.current = newKey();
      done.current?.(outcome);
    }
    return outcome;
  }, [contract]);

  return {
    state,
    isHeld: state.kind === 'sending' || state.kind === 'waiting' || state.kind === 'unknown',
    problem: state.kind === 'refused' ? state.problem : null,
    send: (input, version) => {
      last.current = { input, version };
      return run();
    },
    check: async () => {
      if (last.current !== null) await run();
    },
    renew: () => {
      key.current = newKey();
      setState({ kind: 'idle' });
    },
  };
}

async function untilFree<Body>(
  repeat: () => Promise<Outcome<Body>>,
  onWaiting: () => void,
): Promise<Outcome<Body>> {
  let outcome = await repeat();
  for (let count = 0; count < MAX_REPEATS && isInProgress(outcome); count += 1) {
    onWaiting();
    await new Promise((resolve) => setTimeout(resolve, REPEAT_MS));
    outcome = await repeat();
  }
  return isInProgress(outcome) ? { kind: 'unknown', problem: outcome.problem } : outcome;
}

function isInProgress<Body>(
  outcome: Outcome<Body>,
): outcome is { readonly kind: 'refused'; readonly problem: Problem } {
  return outcome.kind === 'refused' && outcome.problem.code === 'in_progress';
}

/** `randomUUID` exists on secure origins only; a console on a bare address of the own network is not one. */
export function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
