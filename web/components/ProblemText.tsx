import { Group, Stack, Text } from '@mantine/core';
import { useTranslation } from '../i18n/use-words.ts';
import type { Problem } from '../api/problem.ts';
import { DateText } from './DateText.tsx';
import { Money } from './Money.tsx';
import { problemFacts, type Fact } from './problem-facts.ts';
import { useWords } from './words.ts';

/** The sentence for a refusal's code in the reader's language; the API's own English where there is none. */
export function useProblemSentence(): (code: string, detail?: string) => string {
  const { t, i18n } = useTranslation('errors');
  return (code, detail) => {
    if (i18n.exists(code, { ns: 'errors' })) return t(code as 'not_found');
    if (code === 'offline' || code === 'timeout') return t('components:error.lost');
    return detail ?? code;
  };
}

/** The sentence of the broken rule, and below it the numbers it was broken with. */
export function ProblemText({ problem }: { readonly problem: Problem }) {
  const { knows, wordOf } = useWords();
  const sentence = useProblemSentence();
  const facts = problemFacts(problem).filter(({ name }) => knows('facts', name));
  return (
    <Stack gap={2}>
      <Text size="sm" fw={500}>
        {sentence(problem.code, problem.detail)}
      </Text>
      {facts.map((fact) => (
        <Group key={fact.name} gap={6} wrap="nowrap">
          <Text size="sm" c="dimmed">
            {wordOf('facts', fact.name)}
          </Text>
          <Text size="sm" component="div">
            <FactValue fact={fact} />
          </Text>
        </Group>
      ))}
    </Stack>
  );
}

function FactValue({ fact }: { readonly fact: Fact }) {
  const { knows, wordOf } = useWords();
  switch (fact.kind) {
    case 'money':
      return <Money value={fact.value} />;
    case 'date':
      return <DateText date={fact.value} />;
    case 'instant':
      return <DateText at={fact.value} />;
    case 'number':
      return <>{fact.value}</>;
    case 'text':
      return <>{knows('codes', fact.value) ? wordOf('codes', fact.value) : fact.value}</>;
  }
}
