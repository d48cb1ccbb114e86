import { List, Text } from '@mantine/core';
import { useTranslation } from '../i18n/use-words.ts';
import type { Decision } from './decision.ts';
import { useFactText } from './fact-text.ts';
import { useWords } from './words.ts';

/** The reasons in order of weight, each with what would have to be different where a rule says it. */
export function ReasonList({ decision }: { readonly decision: Decision }) {
  const { t } = useWords();
  const { reasons, rules } = decision;
  const reasonText = useReasonText();
  const { factName, factValue } = useFactText();
  if (reasons.length === 0)
    return (
      <Text size="sm" c="dimmed">
        {t('why.noReasons')}
      </Text>
    );
  return (
    <List size="sm" spacing={4} type="ordered">
      {reasons.map((code) => {
        const rule = rules.find((line) => line.code === code && line.result === 'fail');
        return (
          <List.Item key={code}>
            {reasonText(code)}
            {rule === undefined ? null : (
              <Text size="sm" c="dimmed">
                {t(`why.wouldChange.${rule.test}`, {
                  fact: factName(rule.fact),
                  value: factValue(rule.fact, rule.threshold),
                })}
              </Text>
            )}
          </List.Item>
        );
      })}
    </List>
  );
}

/** The sentence of a reason code, shared with the letters to applicants. */
export function useReasonText(): (code: string) => string {
  const { t, i18n } = useTranslation('reasons');
  // `unknown:income` holds a colon, which elsewhere parts a namespace from its key.
  const options = { ns: 'reasons', nsSeparator: false } as const;
  return (code) => (i18n.exists(code, options) ? t(code as 'no_grade', options) : code);
}
