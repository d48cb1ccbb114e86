/** Which loan money is for: one that was suggested, with the reasons, or any other. */
import { Radio, Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from '../../i18n/use-words.ts';
import { LoanPicker, type PickedLoan } from '../payments/LoanPicker.tsx';
import { ReasonText, type Suggestion } from './SuggestionText.tsx';

export const OTHER = 'other';

type Props = {
  readonly suggestions: readonly Suggestion[];
  /** Id of a suggestion, or `other`. */
  readonly value: string | null;
  readonly onChange: (value: string) => void;
  readonly other: PickedLoan | null;
  readonly onOther: (loan: PickedLoan | null) => void;
  /** Money that went out is for no loan. */
  readonly isIncoming?: boolean;
  /** Choices of the page's own, such as suspense. */
  readonly children?: ReactNode;
};

export function LoanChoice(props: Props): ReactNode {
  const { suggestions, value, onChange, other, onOther, children } = props;
  const { isIncoming = true } = props;
  const { t } = useTranslation('payments');
  return (
    <Radio.Group label={t('bank.whatIsIt')} withAsterisk value={value} onChange={onChange}>
      <Stack gap="xs" mt={4}>
        {suggestions.map((suggestion) => (
          <Radio
            key={suggestion.id}
            value={suggestion.id}
            label={
              <>
                {t(`bank.suggested.${suggestion.kind}`)}{' '}
                {suggestion.loanNumber ?? suggestion.reference} {suggestion.customerName}
                <Text size="xs" c="dimmed" component="div">
                  <ReasonText suggestion={suggestion} />
                </Text>
              </>
            }
          />
        ))}
        {isIncoming ? <Radio value={OTHER} label={t('bank.otherLoan')} /> : null}
        {value === OTHER ? <LoanPicker value={other} onChange={onOther} /> : null}
        {children}
      </Stack>
    </Radio.Group>
  );
}
