/** Dialogs whose code is fetched when they open for the first time, so that a first visit does not pay for them. */
import { useEffect, useState, type ComponentType, type ReactNode } from 'react';
import { useTranslation } from '../i18n/use-words.ts';
import { announce } from './live-region.tsx';

type Opened = { readonly isOpen: boolean; readonly onClose: () => void };

/**
 * A component that draws nothing until `isOpen`, then stays mounted so that it can close in its own time. The dialog
 * is there for one drawing before it opens: only then does the kit note where the focus came from. When its code
 * cannot be had it says so and closes, so that opening it again tries again.
 */
export function onDemand<P extends Opened>(
  load: () => Promise<ComponentType<P>>,
): (props: P) => ReactNode {
  let known: ComponentType<P> | null = null;
  return function OnDemand(props: P): ReactNode {
    const { isOpen, onClose } = props;
    const { t } = useTranslation();
    const [Dialog, setDialog] = useState(() => known);
    const [isThere, setThere] = useState(false);
    useEffect(() => {
      if (!isOpen) return;
      void load().then(
        (loaded) => {
          known = loaded;
          setDialog(() => loaded);
        },
        () => {
          announce(t('problem.offline'));
          onClose();
        },
      );
    }, [isOpen]);
    useEffect(() => setThere(Dialog !== null), [Dialog]);
    return Dialog === null ? null : <Dialog {...props} isOpen={isOpen && isThere} />;
  };
}
