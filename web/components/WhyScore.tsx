import { Table, Text } from '@mantine/core';
import type { ScoreFactor } from '../../domain/origination/scorecard.ts';
import { partShares } from './decision.ts';
import { useFactText } from './fact-text.ts';
import { ScrollBox } from './ScrollBox.tsx';
import classes from './WhyPanel.module.css';
import { useWords } from './words.ts';

/** Points of each attribute as a bar with its number, the largest loss against the best answer first. */
export function ScoreParts({ factors }: { readonly factors: readonly ScoreFactor[] }) {
  const { t, wordOf } = useWords();
  const { factValue } = useFactText();
  if (factors.length === 0)
    return (
      <Text size="sm" c="dimmed">
        {t('why.noScore')}
      </Text>
    );
  const shares = partShares(factors);
  const sorted = [...factors].sort((a, b) => b.shortfallHundredths - a.shortfallHundredths);
  return (
    <ScrollBox name={t('why.scoreParts')}>
      <Table miw={420} verticalSpacing={4} fz="sm">
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col" w="30%">
              {t('why.attribute')}
            </Table.Th>
            <Table.Th scope="col" w="22%">
              {t('why.value')}
            </Table.Th>
            <Table.Th scope="col">{t('why.points')}</Table.Th>
            <Table.Th scope="col" ta="right" w={92}>
              {t('why.shortfall')}
            </Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {sorted.map(({ attribute, value, pointsHundredths, shortfallHundredths }) => (
            <Table.Tr key={attribute}>
              <Table.Th scope="row" fw={400}>
                {wordOf('scoreAttributes', attribute)}
              </Table.Th>
              <Table.Td>{factValue(attribute, value)}</Table.Td>
              <Table.Td>
                <span className={classes.part ?? ''}>
                  <span className={classes.points ?? ''}>{pointsText(pointsHundredths)}</span>
                  <svg
                    className={classes.bar ?? ''}
                    aria-hidden
                    viewBox="0 0 100 8"
                    preserveAspectRatio="none"
                  >
                    <rect
                      width={(shares.get(attribute) ?? 0) * 100}
                      height="8"
                      data-negative={pointsHundredths < 0 || undefined}
                    />
                  </svg>
                </span>
              </Table.Td>
              <Table.Td ta="right" className="tabular">
                {shortfallHundredths === 0 ? '—' : pointsText(-shortfallHundredths)}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </ScrollBox>
  );
}

/** Hundredths of a point with one decimal. */
function pointsText(hundredths: number): string {
  const tenths = Math.round(Math.abs(hundredths) / 10);
  return `${hundredths < 0 ? '−' : ''}${Math.floor(tenths / 10)}.${tenths % 10}`;
}
