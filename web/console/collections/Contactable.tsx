/** Whether somebody may be contacted now, or by which rule not and from when; as the API decided it. */
import { Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { DateText } from '../../components/DateText.tsx';
import { RoleBadge } from '../../components/StatusBadge.tsx';
import { useTranslation, type Translate } from '../../i18n/use-words.ts';
import type { Contactability } from './case.ts';

/** One line for a row of the queue. */
export function ContactableNow({ call }: { readonly call: Contactability | null }): ReactNode {
  const { t } = useTranslation('collecting');
  if (call === null) return '—';
  if (call.isAllowed) return <RoleBadge role="good">{t('contact.now')}</RoleBadge>;
  return (
    <RoleBadge role="ended">
      {firstReason(call, t)}
      {call.nextAllowedAt === null ? null : (
        <>
          {t('contact.comma')}
          {t('contact.from')} <DateText at={call.nextAllowedAt} />
        </>
      )}
    </RoleBadge>
  );
}

/** Every rule in the way, its source in the title, and when they all pass. */
export function ContactReasons({
  id,
  contact,
}: {
  readonly id?: string;
  readonly contact: Contactability;
}): ReactNode {
  const { t } = useTranslation('collecting');
  return (
    <Stack gap={2} {...(id === undefined ? {} : { id })}>
      {contact.reasons.map((reason) => (
        <Text
          key={`${reason.policy}/${reason.rule}`}
          size="sm"
          title={`${reason.source} · ${reason.policy} ${reason.rule}`}
        >
          {reasonText(reason, t)}
        </Text>
      ))}
      <Text size="sm" fw={500} component="div">
        {contact.nextAllowedAt === null ? (
          t('contact.notByTime')
        ) : (
          <>
            {t('contact.allowedFrom')} <DateText at={contact.nextAllowedAt} />
          </>
        )}
      </Text>
    </Stack>
  );
}

type Reason = Contactability['reasons'][number];

function firstReason({ reasons }: Contactability, t: Translate<'collecting'>): string {
  const [first] = reasons;
  return first === undefined ? t('contact.denied') : reasonText(first, t);
}

const known = [
  'quiet_hours',
  'daily_cap',
  'rolling_cap',
  'cool_off',
  'subject_not_allowed',
  'precondition_unmet',
  'refused_before',
  'stop_flag',
  'no_consent',
  'agency_not_listed',
  'agency_review_expired',
] as const;

/** A rule this client does not know is shown by its code. */
export function reasonText(
  { code, facts }: Pick<Reason, 'code' | 'facts'>,
  t: Translate<'collecting'>,
): string {
  const rule = known.find((one) => one === code);
  if (rule === undefined) return code;
  const flag = facts['flag'];
  return t(`rule.${rule}`, {
    ...facts,
    ...(flag === undefined ? {} : { flag: t(`flag.${flag as 'dispute'}`) }),
  });
}
