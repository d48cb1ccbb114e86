/** One component for each queue's page; they differ by the queue alone. */
import type { ReactNode } from 'react';
import { QueuePage } from './QueuePage.tsx';

export function TodoQueue(): ReactNode {
  return <QueuePage key="todo" queue="todo" />;
}

export function AdviceQueue(): ReactNode {
  return <QueuePage key="advice" queue="advice" />;
}

export function DelegatedQueue(): ReactNode {
  return <QueuePage key="delegated" queue="delegated" />;
}

export function DoneQueue(): ReactNode {
  return <QueuePage key="done" queue="done" />;
}

export function StartedQueue(): ReactNode {
  return <QueuePage key="started" queue="started" />;
}

export function CopiedQueue(): ReactNode {
  return <QueuePage key="copied" queue="copied" />;
}

export function AllQueue(): ReactNode {
  return <QueuePage key="all" queue="all" />;
}
