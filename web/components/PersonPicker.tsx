import {
  Combobox,
  Group,
  InputBase,
  Loader,
  Pill,
  Stack,
  Text,
  useCombobox,
  type ComboboxStore,
} from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useId, useState } from 'react';
import type { Candidate } from './candidates.ts';
import classes from './PersonPicker.module.css';
import { CandidateLine } from './CandidateLine.tsx';
import { useCandidates, type CandidateQuestion } from './use-candidates.ts';
import { useWords } from './words.ts';

export type PersonPickerProps = {
  readonly label: string;
  /** What the person is wanted for, and where: decides who is eligible. */
  readonly question: CandidateQuestion;
  readonly value: readonly Candidate[];
  readonly onChange: (people: readonly Candidate[]) => void;
  readonly multiple?: boolean;
  readonly error?: string | null;
  readonly pointer?: string;
};

/** Finds people by name, pinyin or user name; whoever may not be chosen stays visible with the cause. */
export function PersonPicker(props: PersonPickerProps) {
  const { label, question, value, onChange, multiple = false, error, pointer } = props;
  const { t } = useWords();
  const combobox = useCombobox({ onDropdownClose: () => combobox.resetSelectedOption() });
  const [text, setText] = useState('');
  const found = useCandidates(question, text, combobox.dropdownOpened);
  const listName = useId();
  const chosen = new Set(value.map(({ officerId }) => officerId));
  const choose = (officerId: string) => {
    const person = found.people.find((candidate) => candidate.officerId === officerId);
    if (person === undefined) return;
    setText('');
    if (!multiple) combobox.closeDropdown();
    if (chosen.has(officerId)) onChange(value.filter((other) => other.officerId !== officerId));
    else onChange(multiple ? [...value, person] : [person]);
  };
  return (
    <Stack gap={6}>
      <Combobox store={combobox} onOptionSubmit={choose} withinPortal>
        <Combobox.Target>
          <SearchInput
            label={label}
            text={text}
            onText={setText}
            combobox={combobox}
            isLoading={found.isLoading}
            error={error ?? found.error}
            pointer={pointer}
          />
        </Combobox.Target>
        <Combobox.Dropdown>
          <Combobox.Options
            id={listName}
            mah={320}
            style={{ overflowY: 'auto' }}
            aria-label={label}
          >
            {found.people.map((person) => (
              <Combobox.Option
                key={person.officerId}
                value={person.officerId}
                disabled={person.ineligible !== null}
                className={classes.option ?? ''}
                active={chosen.has(person.officerId)}
                aria-selected={chosen.has(person.officerId)}
              >
                <CandidateLine person={person} />
              </Combobox.Option>
            ))}
            {found.people.length > 0 || found.isLoading ? null : (
              <Combobox.Empty>{t('person.nobody')}</Combobox.Empty>
            )}
          </Combobox.Options>
        </Combobox.Dropdown>
      </Combobox>
      <Chosen people={value} onRemove={(gone) => onChange(value.filter((one) => one !== gone))} />
    </Stack>
  );
}

type SearchInputProps = {
  readonly label: string;
  readonly text: string;
  readonly onText: (text: string) => void;
  readonly combobox: ComboboxStore;
  readonly isLoading: boolean;
  readonly error: string | null;
  readonly pointer: string | undefined;
};

/** The combobox hands its ARIA attributes to this input. */
function SearchInput(props: SearchInputProps) {
  const { label, text, onText, combobox, isLoading, error, pointer, ...target } = props;
  const { t } = useWords();
  return (
    <InputBase
      {...target}
      label={label}
      data-pointer={pointer}
      placeholder={t('person.search')}
      leftSection={<IconSearch size={15} aria-hidden />}
      rightSection={isLoading ? <Loader size={14} aria-hidden /> : null}
      error={error}
      value={text}
      autoComplete="off"
      onChange={({ currentTarget }) => {
        onText(currentTarget.value);
        combobox.openDropdown();
        combobox.updateSelectedOptionIndex();
      }}
      onFocus={() => combobox.openDropdown()}
      onClick={() => combobox.openDropdown()}
      onBlur={() => combobox.closeDropdown()}
    />
  );
}

type ChosenProps = {
  readonly people: readonly Candidate[];
  readonly onRemove: (person: Candidate) => void;
};

function Chosen({ people, onRemove }: ChosenProps) {
  const { t } = useWords();
  if (people.length === 0) return null;
  return (
    <Group gap={6}>
      {people.map((person) => (
        <Pill
          key={person.officerId}
          size="md"
          withRemoveButton
          onRemove={() => onRemove(person)}
          removeButtonProps={{
            'aria-label': t('person.remove', { name: person.name }),
            'aria-hidden': false,
            tabIndex: 0,
          }}
        >
          <Text span size="sm">
            {person.name}
          </Text>
        </Pill>
      ))}
    </Group>
  );
}
