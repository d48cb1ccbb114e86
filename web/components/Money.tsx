import type { WireMoney } from '../../domain/money.ts';
import { compactMoney, moneyText } from './money-text.ts';
import classes from './numbers.module.css';
import { useWords } from './words.ts';

export type MoneyProps = {
  /** Null where there is no amount, or none that this person may see. */
  readonly value: WireMoney | null;
  /** Shows a plus: for changes. */
  readonly sign?: boolean;
  /** 大写, as the API gave it. */
  readonly capital?: string;
  /** 万/亿 or K/M with the exact amount in the title: on dashboards only. */
  readonly compact?: boolean;
  /** Right-aligned in a block of its own, for cells. */
  readonly block?: boolean;
};

/** An amount; the minus is a sign of its own, never colour alone. */
export function Money({
  value,
  sign = false,
  capital,
  compact = false,
  block = false,
}: MoneyProps) {
  const { language } = useWords();
  const className = `${classes.number} ${block ? classes.right : ''}`;
  if (value === null) return <span className={className}>—</span>;
  const exact = moneyText(value, sign);
  if (compact) {
    return (
      <span className={className} title={exact}>
        {compactMoney(value, language)}
      </span>
    );
  }
  return (
    <span className={className}>
      {exact}
      {capital === undefined ? null : (
        <span className={classes.capital} lang="zh-CN">
          {capital}
        </span>
      )}
    </span>
  );
}
