/** Toasts: the kit's part for them is fetched with the first one. */
import type { NotificationData } from '@mantine/notifications';
import { lazy, Suspense, useSyncExternalStore, type ReactNode } from 'react';

const TOAST_MS = 6_000;

let isAwake = false;
const listeners = new Set<() => void>();

const Place = lazy(async () => {
  await import('@mantine/notifications/styles.css');
  const { Notifications } = await import('@mantine/notifications');
  return {
    default: () => <Notifications position="bottom-right" autoClose={TOAST_MS} role="status" />,
  };
});

/** Where toasts appear; nothing until there is one. */
export function ToastPlace(): ReactNode {
  const isThere = useSyncExternalStore(subscribe, () => isAwake);
  if (!isThere) return null;
  return (
    <Suspense fallback={null}>
      <Place />
    </Suspense>
  );
}

/** Shows a toast in place of one of the same id. Says nothing when its code cannot be had: what matters is elsewhere. */
export function showToast(toast: NotificationData & { readonly id: string }): void {
  void import('@mantine/notifications').then(
    ({ notifications }) => {
      wake();
      notifications.hide(toast.id);
      notifications.show(toast);
    },
    () => undefined,
  );
}

export function hideToast(id: string): void {
  void import('@mantine/notifications').then(({ notifications }) => notifications.hide(id));
}

function wake(): void {
  isAwake = true;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
