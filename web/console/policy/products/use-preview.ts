/** The API's own schedule for the content as it is typed. */
import { previewProductCosts } from '../../../api/contracts/products.ts';
import type { AnswerOf, InputOf } from '../../../api/contract.ts';
import { useStillAnswer, type StillAnswer } from '../versions/use-still-answer.ts';

export type Preview = AnswerOf<typeof previewProductCosts>;
export type PreviewInput = InputOf<typeof previewProductCosts>['body'];
export type PreviewState = StillAnswer<Preview>;

export function useProductPreview(body: PreviewInput): PreviewState {
  return useStillAnswer(previewProductCosts, { body });
}
