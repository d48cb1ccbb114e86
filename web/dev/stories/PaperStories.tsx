import { Button, Table } from '@mantine/core';
import { useState } from 'react';
import { LiveRegion, announce } from '../../app/live-region.tsx';
import { DateText } from '../../components/DateText.tsx';
import { Money } from '../../components/Money.tsx';
import { PrintFrame } from '../../components/PrintFrame.tsx';
import { Watermark } from '../../components/Watermark.tsx';
import { Story, usePick } from '../Story.tsx';

const rows = [
  { number: 1, date: '2026-04-20', due: '24243.32' },
  { number: 2, date: '2026-05-20', due: '24243.32' },
  { number: 3, date: '2026-06-20', due: '24243.30' },
];

export function PaperStories() {
  const pick = usePick();
  const [isMarked, setMarked] = useState(false);
  const user = pick('张主任 zhang.zr', 'Zhang zhang.zr');
  return (
    <>
      <Story name="PrintFrame">
        <PrintFrame
          title={pick('还款计划', 'Schedule')}
          record={{ number: 'LN2026-000088', version: 3 }}
          user={user}
        >
          <Table fz="sm">
            <Table.Thead>
              <Table.Tr>
                <Table.Th scope="col">{pick('期次', 'No.')}</Table.Th>
                <Table.Th scope="col">{pick('应还日', 'Due date')}</Table.Th>
                <Table.Th scope="col" ta="right">
                  {pick('应还合计', 'Due')}
                </Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {rows.map(({ number, date, due }) => (
                <Table.Tr key={number}>
                  <Table.Td>{number}</Table.Td>
                  <Table.Td>
                    <DateText date={date} />
                  </Table.Td>
                  <Table.Td>
                    <Money value={{ amount: due, currency: 'CNY' }} block />
                  </Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </PrintFrame>
      </Story>
      <Story name="Watermark, LiveRegion">
        <div>
          <Button
            size="xs"
            variant="default"
            data-open="watermark"
            onClick={() => {
              setMarked(!isMarked);
              announce(pick('水印已切换', 'Watermark switched'));
            }}
          >
            {pick('水印', 'Watermark')}
          </Button>
        </div>
        {isMarked ? <Watermark user={user} always /> : null}
        <LiveRegion />
      </Story>
    </>
  );
}
