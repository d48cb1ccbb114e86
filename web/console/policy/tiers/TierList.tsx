/** The tiers of a matrix from the lowest to the highest, each with its path. */
import { Accordion, Button, Group, Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import type { MatrixContent } from '../../../../domain/approval/matrix.ts';
import { ProblemText } from '../../../components/ProblemText.tsx';
import { useTranslation } from '../../../i18n/use-words.ts';
import { mayEdit, useDraftEdit, type Version } from '../versions/version.ts';
import { hoursOf, usePathWords } from './path-text.ts';
import { TierPath } from './TierPath.tsx';

type Props = { readonly version: Version; readonly content: MatrixContent };

export function TierList({ version, content }: Props): ReactNode {
  const { t } = useTranslation('policy');
  const { pathText } = usePathWords();
  const edit = useDraftEdit(version);
  const add = () => {
    const last = content.tiers.at(-1);
    const tier = freeName(content);
    // It begins as a copy of the highest one: a path with nobody in it could not be saved as a draft worth reading.
    const made = { tier, minDistinctApprovers: 2, path: last?.path ?? [] };
    void edit.save({ ...content, tiers: [...content.tiers, made] });
  };
  return (
    <Stack gap="md">
      <Accordion variant="contained" multiple keepMounted={false}>
        {content.tiers.map((tier) => (
          <Accordion.Item key={tier.tier} value={tier.tier}>
            <Accordion.Control>
              <Group gap="md" wrap="nowrap" align="baseline">
                <Text fw={600} miw={32}>
                  {tier.tier}
                </Text>
                <Text size="sm">{pathText(tier)}</Text>
                <Text size="sm" c="dimmed" ml="auto" className="tabular">
                  {t('grid.hours', { hours: hoursOf(tier) })}
                </Text>
              </Group>
            </Accordion.Control>
            <Accordion.Panel>
              <TierPath version={version} content={content} tier={tier} />
            </Accordion.Panel>
          </Accordion.Item>
        ))}
      </Accordion>
      {mayEdit(version) ? (
        <Group>
          <Button variant="default" size="xs" loading={edit.command.isHeld} onClick={add}>
            {t('path.addTier')}
          </Button>
        </Group>
      ) : null}
      {edit.command.problem === null ? null : <ProblemText problem={edit.command.problem} />}
    </Stack>
  );
}

function freeName({ tiers }: MatrixContent): string {
  for (let number = tiers.length + 1; ; number += 1) {
    const name = `T${number}`;
    if (tiers.every(({ tier }) => tier !== name)) return name;
  }
}
