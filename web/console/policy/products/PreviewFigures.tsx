/** The figures a borrower decides by, of the draft and of the version in force. */
import { Table } from '@mantine/core';
import type { ReactNode } from 'react';
import { Money } from '../../../components/Money.tsx';
import { percentText } from '../../../components/percent-text.ts';
import { ScrollBox } from '../../../components/ScrollBox.tsx';
import classes from './products.module.css';
import type { Preview } from './use-preview.ts';
import { useProductWords } from './words.ts';

type Costs = Preview['draft'];
type Props = { readonly draft: Costs; readonly inForce: Costs | null };

const figures = [
  ['annualRate', ({ annualRatePpm }: Costs) => percentText(annualRatePpm)],
  ['allInSimple', ({ allInSimplePpm }: Costs) => percentText(allInSimplePpm)],
  ['allInCompound', ({ allInCompoundPpm }: Costs) => percentText(allInCompoundPpm)],
  ['level', ({ level }: Costs) => (level === null ? '—' : <Money value={level} />)],
  ['interest', ({ totals }: Costs) => <Money value={totals.interest} />],
  ['fees', ({ totals }: Costs) => <Money value={totals.fees} />],
  ['arrangementFee', ({ arrangementFee }: Costs) => <Money value={arrangementFee} />],
  ['due', ({ totals }: Costs) => <Money value={totals.due} />],
] as const;

export function PreviewFigures({ draft, inForce }: Props): ReactNode {
  const { t } = useProductWords();
  const sides = inForce === null ? [draft] : [draft, inForce];
  return (
    <ScrollBox name={t('preview.figure')}>
      <Table className={classes['figures'] ?? ''} verticalSpacing={4} fz="sm">
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">{t('preview.figure')}</Table.Th>
            <Table.Th scope="col" className={classes['number'] ?? ''}>
              {t('preview.draft')}
            </Table.Th>
            {inForce === null ? null : (
              <Table.Th scope="col" className={classes['number'] ?? ''}>
                {t('preview.inForce')}
              </Table.Th>
            )}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {figures.map(([name, render]) => (
            <Table.Tr key={name} data-figure={name}>
              <Table.Th scope="row" fw={400}>
                {t(`preview.${name}`)}
              </Table.Th>
              {sides.map((side, index) => (
                <Table.Td key={index} className={classes['number'] ?? ''}>
                  {render(side)}
                </Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </ScrollBox>
  );
}
