/** The fields of a tab by section; a part that a product may go without has a switch of its own. */
import { Fieldset, SimpleGrid, Stack, Switch, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { valueAt } from '../versions/content.ts';
import { Field, type ProductForm } from './Field.tsx';
import type { Section } from './fields.ts';
import { useProductWords } from './words.ts';

type Props = { readonly form: ProductForm; readonly sections: readonly Section[] };

export function Sections({ form, sections }: Props): ReactNode {
  return (
    <Stack gap="md">
      {sections.map((section) => (
        <SectionFields key={section.word} form={form} section={section} />
      ))}
    </Stack>
  );
}

function SectionFields({
  form,
  section,
}: {
  readonly form: ProductForm;
  readonly section: Section;
}): ReactNode {
  const { t } = useProductWords();
  const { optional, fields, word } = section;
  const there = optional === undefined ? true : valueAt(form.draft, optional.pointer);
  const isUsed = there !== undefined && there !== null;
  // A part of a part that is not there has nothing to say either.
  if (optional !== undefined && !hasParent(form, optional.pointer)) return null;
  return (
    <Fieldset legend={t(`section.${word}`)}>
      <Stack gap="sm">
        {optional === undefined ? null : (
          <Use
            form={form}
            isUsed={isUsed}
            onChange={(isOn) =>
              form.change(optional.pointer, isOn ? optional.start : optional.without)
            }
          />
        )}
        {isUsed ? (
          <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="md" verticalSpacing="sm">
            {fields.map((field) => (
              <Field key={field.pointer} form={form} field={field} />
            ))}
          </SimpleGrid>
        ) : null}
      </Stack>
    </Fieldset>
  );
}

function hasParent({ draft }: ProductForm, pointer: string): boolean {
  const parent = pointer.slice(0, pointer.lastIndexOf('/'));
  return parent === '' || valueAt(draft, parent) !== undefined;
}

type UseProps = {
  readonly form: ProductForm;
  readonly isUsed: boolean;
  readonly onChange: (isUsed: boolean) => void;
};

function Use({ form, isUsed, onChange }: UseProps): ReactNode {
  const { t } = useProductWords();
  if (form.isReader) {
    return isUsed ? null : (
      <Text size="sm" c="dimmed">
        {t('form.notInUse')}
      </Text>
    );
  }
  return (
    <Switch
      label={t('form.inUse')}
      checked={isUsed}
      onChange={({ currentTarget }) => onChange(currentTarget.checked)}
    />
  );
}
