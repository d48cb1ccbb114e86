import { Group, Stack, Text } from '@mantine/core';
import type { Candidate } from './candidates.ts';
import { DateText } from './DateText.tsx';
import { Money } from './Money.tsx';
import { useProblemSentence } from './ProblemText.tsx';
import { useWords } from './words.ts';

/** One person in the list: unit, roles, authority, load, absence, and why they cannot be chosen. */
export function CandidateLine({ person }: { readonly person: Candidate }) {
  const { t, wordOf } = useWords();
  const sentence = useProblemSentence();
  const { name, branchName, roles, limit, openTaskCount, absence, ineligible } = person;
  return (
    <Stack gap={0}>
      <Group gap={8} justify="space-between" wrap="nowrap">
        <Text size="sm" fw={500}>
          {name}
        </Text>
        <Text size="xs" c="dimmed" className="tabular">
          {t('person.openTasks', { count: openTaskCount })}
        </Text>
      </Group>
      <Group gap={8}>
        <Text size="xs" c="dimmed">
          {branchName} · {roles.map((role) => wordOf('roles', role)).join(t('listSeparator'))}
        </Text>
        <Text size="xs" c="dimmed" component="span">
          {t('person.limit')} {limit === null ? t('person.limitByRole') : <Money value={limit} />}
        </Text>
      </Group>
      {absence === null ? null : (
        <Text size="xs" component="div">
          {t('person.absent', { name: absence.standInName })} <DateText date={absence.startsDate} />{' '}
          – <DateText date={absence.endsDate} />
        </Text>
      )}
      {ineligible === null ? null : (
        <Text size="xs" fw={500}>
          {t('person.ineligible')} {sentence(ineligible)}
        </Text>
      )}
    </Stack>
  );
}
