/** What have I asked for, and what can I ask for? */
import { Badge, Group, List, Stack, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { listOwnApplications, listOwnProducts } from '../../api/contracts/my-applications.ts';
import type { AnswerOf } from '../../api/contract.ts';
import { STALE_MS, useRead } from '../../api/use-read.ts';
import { PageHeader } from '../../app/PageHeader.tsx';
import { DateText } from '../../components/DateText.tsx';
import { Money } from '../../components/Money.tsx';
import { groupAmount } from '../../components/money-text.ts';
import { percentText } from '../../components/percent-text.ts';
import { usePortalWords } from '../parts/codes.ts';
import { PortalButton, PortalLink } from '../parts/links.tsx';
import { Reading } from '../parts/Reading.tsx';
import { Section } from '../parts/Section.tsx';

type Line = AnswerOf<typeof listOwnApplications>['items'][number];
type Product = AnswerOf<typeof listOwnProducts>['items'][number];

export function ApplyHome(): ReactNode {
  const { t } = usePortalWords();
  const mine = useRead(listOwnApplications, { query: {} });
  return (
    <Stack>
      <PageHeader title={t('apply.title')} />
      <Section title={t('apply.mine')}>
        <Reading query={mine} rows={1}>
          {({ items }) =>
            items.length === 0 ? (
              <Text c="dimmed">{t('apply.none')}</Text>
            ) : (
              <Stack gap="md">
                {items.map((line) => (
                  <ApplicationLine key={line.applicationId} line={line} />
                ))}
              </Stack>
            )
          }
        </Reading>
      </Section>
      {/* How much stands above them is known only now: shown earlier they would jump. */}
      {mine.isPending ? null : <Products />}
    </Stack>
  );
}

function Products(): ReactNode {
  const { t } = usePortalWords();
  const products = useRead(listOwnProducts, {}, { staleMs: STALE_MS.reference });
  return (
    <>
      <Title order={2}>{t('apply.products')}</Title>
      <Text c="dimmed">{t('apply.time')}</Text>
      <Reading query={products} rows={2}>
        {({ items }) => (
          <Stack>
            {items.map((product) => (
              <ProductCard key={product.code} product={product} />
            ))}
          </Stack>
        )}
      </Reading>
    </>
  );
}

function ApplicationLine({ line }: { readonly line: Line }): ReactNode {
  const { t, language } = usePortalWords();
  const { applicationId, number, product, amount, status, createdAt } = line;
  const params = { applicationId };
  return (
    <Stack gap={2}>
      <Group justify="space-between" wrap="nowrap">
        {status === 'draft' ? (
          <PortalLink to="/my/apply/$applicationId" params={params} fw={600}>
            {number}
          </PortalLink>
        ) : (
          <PortalLink to="/my/applications/$applicationId" params={params} fw={600}>
            {number}
          </PortalLink>
        )}
        <Badge variant="light" size="lg" color={colorOf(status)}>
          {t(`track.status.${status}`)}
        </Badge>
      </Group>
      <Text>
        {product[language]} · <Money value={amount} />
      </Text>
      <Text size="xs" c="dimmed">
        <DateText at={createdAt} mode="date" />
      </Text>
    </Stack>
  );
}

/** Colour only helps: the word beside it says the same. */
function colorOf(status: Line['status']): string {
  if (status === 'offer' || status === 'missing_items') return 'yellow';
  if (status === 'paid_out') return 'teal';
  if (status === 'declined') return 'red';
  return status === 'draft' || status === 'expired' || status === 'withdrawn' ? 'gray' : 'blue';
}

function ProductCard({ product }: { readonly product: Product }): ReactNode {
  const { t, language, word } = usePortalWords();
  const { code, names, amount, installmentCount, annualRatePpm, papers } = product;
  const needed = papers.filter(({ isNeededToSubmit }) => isNeededToSubmit);
  return (
    <Section title={names[language]}>
      <Text>
        {t('apply.range', {
          from: groupAmount(amount.from),
          to: groupAmount(amount.to),
          fromCount: installmentCount.from,
          toCount: installmentCount.to,
        })}
      </Text>
      <Text>{t('apply.rate', { rate: percentText(annualRatePpm) })}</Text>
      {needed.length === 0 ? null : (
        <div>
          <Text c="dimmed">{t('apply.needs')}</Text>
          <List>
            {needed.map(({ kind }) => (
              <List.Item key={kind}>{word('words.documents', kind)}</List.Item>
            ))}
          </List>
        </div>
      )}
      <PortalButton to="/my/apply/new/$product" params={{ product: code }} variant="default">
        {t('apply.begin')}
      </PortalButton>
    </Section>
  );
}
