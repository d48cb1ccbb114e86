/** In which order a payment is applied: a line for each timing, its components from left to right. */
import { ActionIcon, Fieldset, Group, NativeSelect, SimpleGrid, Stack, Text } from '@mantine/core';
import { IconArrowLeft } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { valueAt } from '../versions/content.ts';
import type { ProductContent } from './content.ts';
import type { ProductForm } from './Field.tsx';
import classes from './products.module.css';
import { useProductWords } from './words.ts';

type Situation = keyof ProductContent['terms']['waterfalls'];
type Waterfall = ProductContent['terms']['waterfalls'][Situation];

const situations = [
  'standard',
  'non_performing',
  'settlement',
  'written_off',
] as const satisfies readonly Situation[];
const sequences = ['installment_first', 'component_first'] as const;

export function Waterfalls({ form }: { readonly form: ProductForm }): ReactNode {
  const { t } = useProductWords();
  return (
    <Stack gap="md">
      <Text size="sm" c="dimmed">
        {t('form.waterfallHint')}
      </Text>
      {situations.map((situation) => (
        <Order key={situation} form={form} situation={situation} />
      ))}
    </Stack>
  );
}

type OrderProps = { readonly form: ProductForm; readonly situation: Situation };

function Order({ form, situation }: OrderProps): ReactNode {
  const { t, optionOf } = useProductWords();
  const pointer = `/terms/waterfalls/${situation}`;
  const { sequence, buckets } = valueAt(form.draft, pointer) as Waterfall;
  return (
    <Fieldset legend={optionOf(situation)}>
      <Stack gap="sm">
        <SimpleGrid cols={{ base: 1, xs: 2 }}>
          {form.isReader ? (
            <Text size="sm">{optionOf(sequence)}</Text>
          ) : (
            <NativeSelect
              {...form.fieldProps(`${pointer}/sequence`)}
              label={t('form.order')}
              data={sequences.map((value) => ({ value, label: optionOf(value) }))}
              value={sequence}
              onChange={({ currentTarget }) =>
                form.change(`${pointer}/sequence`, currentTarget.value)
              }
            />
          )}
        </SimpleGrid>
        {buckets.map(({ timing, components }, index) => (
          <Group key={timing} gap="md" wrap="wrap" align="center">
            <Text size="sm" fw={500} miw={72}>
              {optionOf(timing)}
            </Text>
            <Components
              form={form}
              name={`${optionOf(situation)} · ${optionOf(timing)}`}
              components={components}
              onChange={(next) => form.change(`${pointer}/buckets/${index}/components`, next)}
            />
          </Group>
        ))}
      </Stack>
    </Fieldset>
  );
}

type Components = Waterfall['buckets'][number]['components'];

type ComponentsProps = {
  readonly form: ProductForm;
  readonly name: string;
  readonly components: Components;
  readonly onChange: (components: Components) => void;
};

function Components({ form, name, components, onChange }: ComponentsProps): ReactNode {
  const { t, optionOf } = useProductWords();
  const earlier = (index: number) => {
    const next = [...components];
    [next[index - 1], next[index]] = [next[index]!, next[index - 1]!];
    onChange(next);
  };
  return (
    <ol className={classes['buckets'] ?? ''} aria-label={name}>
      {components.map((component, index) => (
        <li key={component}>
          {form.isReader || index === 0 ? null : (
            <ActionIcon
              size="sm"
              variant="subtle"
              aria-label={t('form.earlier', { name: `${name} · ${optionOf(component)}` })}
              onClick={() => earlier(index)}
            >
              <IconArrowLeft size={14} aria-hidden />
            </ActionIcon>
          )}
          {index + 1}. {optionOf(component)}
        </li>
      ))}
    </ol>
  );
}
