/** What stands under each tab of the form. */
import { Stack } from '@mantine/core';
import type { ReactNode } from 'react';
import type { ProductForm } from './Field.tsx';
import { basics, interest, penalties, prepayment } from './fields.ts';
import { entrustedList, feeList, life, paperLists, waiverList } from './life-fields.ts';
import { ListFields } from './ListFields.tsx';
import { Sections } from './Sections.tsx';
import { Waterfalls } from './Waterfalls.tsx';

export const formTabs = [
  'basics',
  'interest',
  'penalties',
  'allocation',
  'prepayment',
  'life',
  'papers',
] as const;

type Props = { readonly form: ProductForm; readonly tab: (typeof formTabs)[number] };

const sections = { basics, interest, penalties, prepayment, life } as const;
const lists = { penalties: [feeList], life: [waiverList, entrustedList], papers: paperLists };

export function FormTab({ form, tab }: Props): ReactNode {
  if (tab === 'allocation') return <Waterfalls form={form} />;
  const own = tab in sections ? sections[tab as keyof typeof sections] : [];
  const further = tab in lists ? lists[tab as keyof typeof lists] : [];
  return (
    <Stack gap="md">
      {own.length === 0 ? null : <Sections form={form} sections={own} />}
      {further.map((list) => (
        <ListFields key={list.pointer} form={form} list={list} />
      ))}
    </Stack>
  );
}
