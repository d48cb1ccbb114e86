/** A band of amounts in words: ≥ 50,000.00, 50,000.00 – 200,000.00. */
import type { AmountBand } from '../../../../domain/approval/matrix.ts';
import { groupAmount, isZero } from '../../../components/money-text.ts';
import { useTranslation } from '../../../i18n/use-words.ts';

export function useBandText(): (band: AmountBand) => string {
  const { t } = useTranslation('policy');
  return ({ from, to }) => {
    const shown = { from: short(from), to: to === null ? '' : short(to) };
    if (to === null) return isZero(from) ? t('band.any') : t('band.from', shown);
    return isZero(from) ? t('band.below', shown) : t('band.between', shown);
  };
}

/** Whole amounts without their zeros: a limit is read, not booked. */
function short(amount: string): string {
  return groupAmount(amount).replace(/\.0+$/, '');
}
