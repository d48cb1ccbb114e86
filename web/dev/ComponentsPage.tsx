/** Every component in every state, for the eye and for the accessibility run. */
import { Button, Group, Stack, useMantineColorScheme } from '@mantine/core';
import { useTranslation } from '../i18n/use-words.ts';
import { Money } from '../components/Money.tsx';
import { RecordHeader } from '../components/RecordHeader.tsx';
import { StatusBadge } from '../components/StatusBadge.tsx';
import { changeWords } from '../i18n/i18n.ts';
import { FormStories } from './stories/FormStories.tsx';
import { NumberStories } from './stories/NumberStories.tsx';
import { PaperStories } from './stories/PaperStories.tsx';
import { PersonStories } from './stories/PersonStories.tsx';
import { RecordStories } from './stories/RecordStories.tsx';
import { StateStories } from './stories/StateStories.tsx';
import { TableStories } from './stories/TableStories.tsx';

const walk = {
  place: 3,
  count: 23,
  next: () => undefined,
  previous: null,
  back: () => undefined,
  backHref: '/dev/components',
};

export function ComponentsPage() {
  return (
    <Stack gap="xl" maw={1280} mx="auto" p="md">
      <RecordHeader
        title="Components"
        badge={<StatusBadge kind="application" status="in_review" />}
        note="v7"
        facts={<Money value={{ amount: '500000.00', currency: 'CNY' }} />}
        walk={walk}
        actions={<Switches />}
      />
      <NumberStories />
      <StateStories />
      <TableStories />
      <FormStories />
      <RecordStories />
      <PersonStories />
      <PaperStories />
    </Stack>
  );
}

function Switches() {
  const { i18n } = useTranslation();
  const { toggleColorScheme } = useMantineColorScheme();
  const other = i18n.language === 'en' ? 'zh-CN' : 'en';
  return (
    <Group gap="xs">
      <Button size="xs" variant="default" onClick={() => void changeWords(other)}>
        <span lang={other}>{other === 'en' ? 'English' : '中文'}</span>
      </Button>
      <Button size="xs" variant="default" onClick={toggleColorScheme}>
        light / dark
      </Button>
    </Group>
  );
}
