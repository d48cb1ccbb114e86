import { Group, Stack, Text } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Candidate } from '../../components/candidates.ts';
import { MaskedText } from '../../components/MaskedText.tsx';
import { PersonPicker } from '../../components/PersonPicker.tsx';
import { Case, Story, usePick } from '../Story.tsx';

const stageId = '01995b0e-7d1c-7a04-9d0e-5f1c2b7e9a20';
const question = { purpose: 'transfer', stageId } as const;

export function PersonStories() {
  const pick = usePick();
  return (
    <>
      <Story name="PersonPicker">
        <Pickers />
      </Story>
      <Story name="MaskedText">
        <Group gap="xl" align="flex-start">
          <Case name="may reveal">
            <MaskedText value="138****5678" field="phone" subjectId={stageId} mayReveal />
          </Case>
          <Case name="may not">
            <MaskedText
              value="3101**********1234"
              field="identity"
              subjectId={stageId}
              mayReveal={false}
            />
          </Case>
          <Case name="no right">
            <Text size="sm">▪▪▪ {pick('无权查看', 'not shown')}</Text>
          </Case>
        </Group>
      </Story>
    </>
  );
}

function Pickers() {
  const pick = usePick();
  const client = useQueryClient();
  const people = samplePeople(pick);
  client.setQueryData(['/v1/officers/candidates', { query: question }], { items: people });
  const [one, setOne] = useState<readonly Candidate[]>([]);
  const [many, setMany] = useState<readonly Candidate[]>(people.slice(0, 2));
  return (
    <Stack gap="md" maw={420}>
      <PersonPicker
        label={pick('转交给', 'Transfer to')}
        question={question}
        value={one}
        onChange={setOne}
      />
      <PersonPicker
        label={pick('加签人', 'Signers')}
        question={question}
        value={many}
        onChange={setMany}
        multiple
      />
    </Stack>
  );
}

function samplePeople(pick: (zh: string, en: string) => string): readonly Candidate[] {
  const base = {
    branchName: pick('静安支行', 'Jing’an branch'),
    roles: ['credit_officer' as const],
    absence: null,
    ineligible: null,
  };
  return [
    {
      ...base,
      officerId: 'a',
      userName: 'zhou.qiang',
      name: pick('周强', 'Zhou Qiang'),
      limit: { amount: '500000.00', currency: 'CNY' },
      openTaskCount: 3,
    },
    {
      ...base,
      officerId: 'b',
      userName: 'wu.xia',
      name: pick('吴霞', 'Wu Xia'),
      limit: null,
      openTaskCount: 9,
      absence: {
        standInId: 'a',
        standInName: pick('周强', 'Zhou Qiang'),
        startsDate: '2026-03-15',
        endsDate: '2026-03-18',
      },
    },
    {
      ...base,
      officerId: 'c',
      userName: 'zhao.min',
      name: pick('赵敏', 'Zhao Min'),
      limit: null,
      openTaskCount: 1,
      ineligible: 'four_eyes',
    },
  ];
}
