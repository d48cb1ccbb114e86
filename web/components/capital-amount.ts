/**
 * 中文大写金额 as the annex of the 支付结算办法 (1997) writes amounts on bills: one 零 for a run of noughts, 整 after
 * 元 or 角, and 零 before 分 where the 角 is nought. It is shown while somebody types a principal, so that a
 * missing nought is heard.
 */
const digits = ['零', '壹', '贰', '叁', '肆', '伍', '陆', '柒', '捌', '玖'] as const;
const places = ['', '拾', '佰', '仟'] as const;

/** @param amount in yuan, as on the wire: `500000.00` is 伍拾万元整 */
export function capitalAmount(amount: string): string {
  const isNegative = amount.startsWith('-');
  const [whole = '0', fraction = ''] = amount.replace(/^-/, '').split('.');
  const yuan = wholeInCapitals(whole);
  const cents = centsInCapitals(fraction.padEnd(2, '0'), yuan !== '');
  const body =
    yuan === '' && cents === '整' ? '零元整' : `${yuan === '' ? '' : `${yuan}元`}${cents}`;
  return `${isNegative ? '负' : ''}${body}`;
}

function centsInCapitals(fraction: string, hasYuan: boolean): string {
  const jiao = Number(fraction[0]);
  const fen = Number(fraction[1]);
  if (jiao === 0 && fen === 0) return '整';
  if (fen === 0) return `${digits[jiao]}角整`;
  const before = jiao === 0 ? (hasYuan ? '零' : '') : `${digits[jiao]}角`;
  return `${before}${digits[fen]}分`;
}

/** Empty for zero. */
function wholeInCapitals(whole: string): string {
  const text = whole.replace(/^0+/, '');
  if (text.length <= 4) return groupInCapitals(text.padStart(4, '0'));
  // 万亿 is ten thousand times 亿, so what stands before 亿 is a number of its own.
  const size = text.length > 8 ? 8 : 4;
  const unit = size === 8 ? '亿' : '万';
  const low = text.slice(-size);
  const rest = wholeInCapitals(low);
  const zero = rest !== '' && low.startsWith('0') ? '零' : '';
  return `${wholeInCapitals(text.slice(0, -size))}${unit}${zero}${rest}`;
}

/** Four digits without the noughts before and behind: `0305` is 叁佰零伍. */
function groupInCapitals(part: string): string {
  let result = '';
  let owesZero = false;
  [...part].forEach((digit, index) => {
    if (digit === '0') {
      owesZero = result !== '';
      return;
    }
    result += `${owesZero ? '零' : ''}${digits[Number(digit)]}${places[3 - index]}`;
    owesZero = false;
  });
  return result;
}
