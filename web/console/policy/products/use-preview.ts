/** The API's own schedule for the content as it is typed, asked for when the keys have been still for a moment. */
import { useEffect, useState } from 'react';
import { send } from '../../../api/call.ts';
import { previewProductCosts } from '../../../api/contracts/products.ts';
import type { AnswerOf, InputOf } from '../../../api/contract.ts';
import type { Problem } from '../../../api/problem.ts';
import { newKey } from '../../../api/use-command.ts';

export type Preview = AnswerOf<typeof previewProductCosts>;
export type PreviewInput = InputOf<typeof previewProductCosts>['body'];

export type PreviewState = {
  /** The last one the API could compute; null before the first. */
  readonly preview: Preview | null;
  /** Why the content as it stands cannot be computed; null while it can. */
  readonly problem: Problem | null;
  /** No answer came: it may be the network, and says nothing of the content. */
  readonly isLost: boolean;
  /** True until the answer to what is typed now is there. */
  readonly isAsking: boolean;
};

const STILL_MS = 300;

export function useProductPreview(input: PreviewInput): PreviewState {
  // As text, so that a new object with the same content asks nothing.
  const question = JSON.stringify(input);
  const [answer, setAnswer] = useState<Omit<PreviewState, 'isAsking'> & { readonly to: string }>({
    to: '',
    preview: null,
    problem: null,
    isLost: false,
  });
  useEffect(() => {
    let isCurrent = true;
    const ask = async () => {
      const body = JSON.parse(question) as PreviewInput;
      const outcome = await send(previewProductCosts, { body }, { key: newKey() });
      if (!isCurrent) return;
      setAnswer(({ preview }) => ({
        to: question,
        preview: outcome.kind === 'done' ? outcome.body : preview,
        problem: outcome.kind === 'refused' ? outcome.problem : null,
        isLost: outcome.kind === 'unknown',
      }));
    };
    const timer = setTimeout(() => void ask(), STILL_MS);
    return () => {
      isCurrent = false;
      clearTimeout(timer);
    };
  }, [question]);
  const { to, ...state } = answer;
  return { ...state, isAsking: to !== question };
}
