import { Table, Text } from '@mantine/core';
import type { RuleResult } from '../../domain/origination/rules.ts';
import { useFactText } from './fact-text.ts';
import { ScrollBox } from './ScrollBox.tsx';
import { StatusBadge } from './StatusBadge.tsx';
import { useWords } from './words.ts';
import { useReasonText } from './WhyReasons.tsx';

const order = { fail: 0, unknown: 1, pass: 2 } as const;
const operators = { at_most: '≤', at_least: '≥', is: '=' } as const;

/** Every rule that applied: what it looked at, the value, the threshold and its effect; hits first. */
export function RuleTable({ rules }: { readonly rules: readonly RuleResult[] }) {
  const { t } = useWords();
  const sorted = [...rules].sort(
    (a, b) => order[a.result] - order[b.result] || b.weight - a.weight,
  );
  if (rules.length === 0)
    return (
      <Text size="sm" c="dimmed">
        {t('why.noRules')}
      </Text>
    );
  return (
    <ScrollBox name={t('why.rules')}>
      <Table miw={620} verticalSpacing={5} fz="sm">
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">{t('why.rule')}</Table.Th>
            <Table.Th scope="col">{t('why.fact')}</Table.Th>
            <Table.Th scope="col" ta="right">
              {t('why.value')}
            </Table.Th>
            <Table.Th scope="col" ta="right">
              {t('why.threshold')}
            </Table.Th>
            <Table.Th scope="col">{t('why.source')}</Table.Th>
            <Table.Th scope="col">{t('why.effect')}</Table.Th>
            <Table.Th scope="col">{t('why.result')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {sorted.map((rule) => (
            <RuleRow key={rule.code} rule={rule} />
          ))}
        </Table.Tbody>
      </Table>
    </ScrollBox>
  );
}

function RuleRow({ rule }: { readonly rule: RuleResult }) {
  const { wordOf } = useWords();
  const { factName, factValue } = useFactText();
  const reasonText = useReasonText();
  const { code, fact, value, threshold, source, whenFailed, result } = rule;
  return (
    <Table.Tr>
      <Table.Th scope="row" fw={400}>
        {reasonText(code)}
      </Table.Th>
      <Table.Td>{factName(fact)}</Table.Td>
      <Table.Td ta="right" className="tabular">
        {factValue(fact, value)}
      </Table.Td>
      <Table.Td ta="right" className="tabular">
        {operators[rule.test]} {factValue(fact, threshold)}
      </Table.Td>
      <Table.Td>{wordOf('factSources', source)}</Table.Td>
      <Table.Td>{wordOf('ruleEffects', whenFailed)}</Table.Td>
      <Table.Td>
        <StatusBadge kind="rule" status={result} />
      </Table.Td>
    </Table.Tr>
  );
}
