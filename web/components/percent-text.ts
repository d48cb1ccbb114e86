/** Parts per million as percent with two decimals at most: 154000 is 15.4%. */
export function percentText(ppm: number): string {
  const hundredths = Math.round(ppm / 100);
  const sign = hundredths < 0 ? '−' : '';
  const digits = Math.abs(hundredths).toString().padStart(3, '0');
  const fraction = digits.slice(-2).replace(/0+$/, '');
  return `${sign}${digits.slice(0, -2)}${fraction === '' ? '' : `.${fraction}`}%`;
}
