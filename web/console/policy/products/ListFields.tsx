/** A list of the product: each item in a box of its own, added and removed by buttons. */
import { Button, Fieldset, Group, SimpleGrid, Stack, Text } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { valueAt } from '../versions/content.ts';
import { Field, type ProductForm } from './Field.tsx';
import type { List } from './life-fields.ts';
import classes from './products.module.css';
import { useProductWords } from './words.ts';

type Props = { readonly form: ProductForm; readonly list: List };

export function ListFields({ form, list }: Props): ReactNode {
  const { t } = useProductWords();
  const { pointer, start } = list;
  const name = t(`list.${list.word}`);
  const parent = pointer.slice(0, pointer.lastIndexOf('/'));
  if (parent !== '' && valueAt(form.draft, parent) === undefined) return null;
  const given = valueAt(form.draft, pointer);
  const items: readonly unknown[] = Array.isArray(given) ? given : [];
  return (
    <Fieldset legend={name}>
      <Stack gap="sm">
        {items.length === 0 ? (
          <Text size="sm" c="dimmed">
            {t('form.nobody')}
          </Text>
        ) : null}
        {items.map((item, index) => (
          <div
            key={index}
            className={classes['item'] ?? ''}
            role="group"
            aria-label={t('form.item', { name, number: index + 1 })}
          >
            <Stack gap="sm">
              <SimpleGrid cols={{ base: 1, xs: 2, lg: 3 }} spacing="md" verticalSpacing="sm">
                {list.fields
                  .filter(({ when }) => when?.(item) ?? true)
                  .map((field) => (
                    <Field
                      key={field.pointer}
                      form={form}
                      field={field}
                      base={`${pointer}/${index}`}
                    />
                  ))}
              </SimpleGrid>
              {form.isReader ? null : (
                <Group justify="flex-end">
                  <Button
                    size="compact-xs"
                    variant="default"
                    aria-label={t('form.removeItem', { name, number: index + 1 })}
                    onClick={() => form.change(pointer, items.toSpliced(index, 1))}
                  >
                    {t('form.remove')}
                  </Button>
                </Group>
              )}
            </Stack>
          </div>
        ))}
        {form.isReader ? null : (
          <Group>
            <Button
              size="xs"
              variant="default"
              leftSection={<IconPlus size={14} aria-hidden />}
              onClick={() => form.change(pointer, [...items, start])}
            >
              {t('form.addTo', { name })}
            </Button>
          </Group>
        )}
      </Stack>
    </Fieldset>
  );
}
