/** What the API says of a form as it stands, asked when the keys have been still for a moment. Nothing is stored by it. */
import { useEffect, useState } from 'react';
import { send } from '../../../api/call.ts';
import type { AnswerOf, Contract, InputOf } from '../../../api/contract.ts';
import type { Problem } from '../../../api/problem.ts';
import { newKey } from '../../../api/use-command.ts';

export type StillAnswer<Answer> = {
  /** The last one the API could give; null before the first. */
  readonly answer: Answer | null;
  /** Why there is none for the form as it stands; null while there is. */
  readonly problem: Problem | null;
  /** No answer came: it may be the network, and says nothing of the form. */
  readonly isLost: boolean;
  /** True until the answer to what is typed now is there. */
  readonly isAsking: boolean;
};

const STILL_MS = 300;

export function useStillAnswer<C extends Contract>(
  contract: C,
  input: InputOf<C>,
): StillAnswer<AnswerOf<C>> {
  // As text, so that a new object with the same content asks nothing.
  const question = JSON.stringify(input);
  const [said, setSaid] = useState<
    Omit<StillAnswer<AnswerOf<C>>, 'isAsking'> & { readonly to: string }
  >({ to: '', answer: null, problem: null, isLost: false });
  useEffect(() => {
    let isCurrent = true;
    const ask = async () => {
      const outcome = await send(contract, JSON.parse(question) as InputOf<C>, { key: newKey() });
      if (!isCurrent) return;
      setSaid(({ answer }) => ({
        to: question,
        answer: outcome.kind === 'done' ? outcome.body : answer,
        problem: outcome.kind === 'refused' ? outcome.problem : null,
        isLost: outcome.kind === 'unknown',
      }));
    };
    const timer = setTimeout(() => void ask(), STILL_MS);
    return () => {
      isCurrent = false;
      clearTimeout(timer);
    };
  }, [contract, question]);
  const { to, ...rest } = said;
  return { ...rest, isAsking: to !== question };
}
