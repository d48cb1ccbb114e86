import type { listProductVersions } from '../../../api/contracts/products.ts';
import type { AnswerOf } from '../../../api/contract.ts';
import { percentText } from '../../../components/percent-text.ts';
import { useProductWords } from './words.ts';

export type ListedProduct = AnswerOf<typeof listProductVersions>['items'][number];

/** 18%, or LPR 1年 +5% where the rate follows a published one. */
export function useRateText(): (
  product: Pick<ListedProduct, 'annualRatePpm' | 'floatingRate'>,
) => string {
  const { optionOf } = useProductWords();
  return ({ annualRatePpm, floatingRate }) => {
    if (floatingRate === null) return percentText(annualRatePpm);
    const { reference, spreadPpm } = floatingRate;
    const sign = spreadPpm < 0 ? '' : '+';
    return `${optionOf(reference)} ${sign}${percentText(spreadPpm)}`;
  };
}
