/** Every way to the debtor and to others: open now, or closed by which rule and until when. */
import { Box, Group, Stack, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { useMay } from '../../app/session.ts';
import { MaskedText } from '../../components/MaskedText.tsx';
import { RoleBadge } from '../../components/StatusBadge.tsx';
import { useTranslation } from '../../i18n/use-words.ts';
import type { CollectionCase, Contactability } from './case.ts';
import classes from './collections.module.css';
import { ContactReasons } from './Contactable.tsx';

export function Contacts({ found }: { readonly found: CollectionCase }): ReactNode {
  const { t } = useTranslation('collecting');
  const may = useMay();
  const { contactability, phoneMask, customerId } = found;
  if (contactability.length === 0) return null;
  const own = contactability.filter(({ subject }) => subject === 'debtor');
  const others = contactability.filter(({ subject }) => subject !== 'debtor');
  return (
    <Stack gap="xs" component="section">
      <Group justify="space-between">
        <Title order={2} fz="md">
          {t('contact.title')}
        </Title>
        {phoneMask === null ? null : (
          <Group gap={6}>
            <Text size="sm" c="dimmed">
              {t('contact.phone')}
            </Text>
            <MaskedText
              value={phoneMask}
              field="phone"
              subjectId={customerId}
              mayReveal={may('customer.reveal')}
            />
          </Group>
        )}
      </Group>
      <ul className={classes['ways'] ?? ''} aria-label={t('contact.title')}>
        {own.map((contact) => (
          <Way key={contact.channel} label={t(`channel.${contact.channel}`)} contact={contact} />
        ))}
        {others.map((contact) => (
          <Way key={contact.subject} label={t(`subject.${contact.subject}`)} contact={contact} />
        ))}
      </ul>
    </Stack>
  );
}

type WayProps = { readonly label: string; readonly contact: Contactability };

function Way({ label, contact }: WayProps): ReactNode {
  const { t } = useTranslation('collecting');
  return (
    <li className={classes['way'] ?? ''}>
      <Text size="sm">{label}</Text>
      {contact.isAllowed ? (
        <Box>
          <RoleBadge role="good">{t('contact.now')}</RoleBadge>
        </Box>
      ) : (
        <ContactReasons contact={contact} />
      )}
    </li>
  );
}
