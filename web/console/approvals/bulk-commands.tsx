/** One command for each of several cases, one after the other, and what became of each. */
import { Group, Table, Text } from '@mantine/core';
import { useRef, useState, type ReactNode } from 'react';
import type { Outcome } from '../../api/call.ts';
import { newKey } from '../../api/use-command.ts';
import { useProblemSentence } from '../../components/ProblemText.tsx';
import { RoleBadge } from '../../components/StatusBadge.tsx';
import { useTranslation } from '../../i18n/use-words.ts';
import type { QueueLine } from './queue.ts';

type Ended = { readonly kind: Outcome<unknown>['kind']; readonly code: string | null };
export type Send = (
  stageId: string,
  options: { readonly key: string },
) => Promise<Outcome<unknown>>;

export type BulkCommands = {
  readonly results: ReadonlyMap<string, Ended>;
  readonly isBusy: boolean;
  readonly isDone: boolean;
  readonly sendAll: (send: Send) => Promise<void>;
};

/** A key stays with its case, so that a second try repeats and never doubles. */
export function useBulkCommands(lines: readonly QueueLine[]): BulkCommands {
  const [results, setResults] = useState<ReadonlyMap<string, Ended>>(new Map());
  const [isBusy, setBusy] = useState(false);
  const keys = useRef(new Map(lines.map(({ number }) => [number, newKey()])));
  const sendAll = async (send: Send) => {
    setBusy(true);
    for (const { number, stage } of lines) {
      const key = keys.current.get(number) ?? newKey();
      const outcome = await send(stage?.stageId ?? '', { key });
      const code = 'problem' in outcome ? outcome.problem.code : null;
      setResults((before) => new Map(before).set(number, { kind: outcome.kind, code }));
    }
    setBusy(false);
  };
  return { results, isBusy, isDone: results.size === lines.length && !isBusy, sendAll };
}

type CasesProps = {
  readonly lines: readonly QueueLine[];
  readonly results: BulkCommands['results'];
};

export function BulkCases({ lines, results }: CasesProps): ReactNode {
  return (
    <Table verticalSpacing={4} className="tabular">
      <Table.Tbody>
        {lines.map((line) => (
          <Row key={line.number} line={line} result={results.get(line.number)} />
        ))}
      </Table.Tbody>
    </Table>
  );
}

function Row({ line, result }: { readonly line: QueueLine; readonly result: Ended | undefined }) {
  const { t } = useTranslation('approvals');
  const sentence = useProblemSentence();
  return (
    <Table.Tr>
      <Table.Td>{line.number}</Table.Td>
      <Table.Td>{line.customerName ?? line.title}</Table.Td>
      <Table.Td>
        {result === undefined ? (
          <Text size="xs" c="dimmed">
            {line.stage?.holders.join(t('components:listSeparator'))}
          </Text>
        ) : result.code === null ? (
          <RoleBadge role="good">{t('bulk.succeeded')}</RoleBadge>
        ) : (
          <Group gap={6}>
            <RoleBadge role={result.kind === 'unknown' ? 'unknown' : 'ended'}>
              {t(result.kind === 'unknown' ? 'bulk.unknown' : 'bulk.skipped')}
            </RoleBadge>
            <Text size="xs">{sentence(result.code)}</Text>
          </Group>
        )}
      </Table.Td>
    </Table.Tr>
  );
}
