/** Marks the amount once when a payment changed it while the page is open, and says so. */
import { Box } from '@mantine/core';
import { useEffect, useRef, useState, type ReactNode } from 'react';
import { announce } from '../../app/live-region.tsx';
import { useTranslation } from '../../i18n/use-words.ts';
import classes from './collections.module.css';

type Props = { readonly amount: string; readonly children: ReactNode };

export function PaidFlash({ amount, children }: Props): ReactNode {
  const { t } = useTranslation('collecting');
  const shown = useRef(amount);
  const [changes, setChanges] = useState(0);
  useEffect(() => {
    if (shown.current === amount) return;
    shown.current = amount;
    setChanges((count) => count + 1);
    announce(t('case.amountChanged', { amount }));
  }, [amount, t]);
  return (
    <Box
      component="span"
      key={changes}
      className={classes['amount'] ?? ''}
      data-changed={changes > 0 || undefined}
    >
      {children}
    </Box>
  );
}
