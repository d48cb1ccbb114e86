/**
 * Nobody's data stays open on a phone that was put down: after nine idle minutes a question with a minute to answer
 * it, then the session ends. Drafts lie with the server, so nothing is lost.
 */
import { useEffect, useRef, useState } from 'react';

const WARN_AFTER_MS = 9 * 60_000;
const END_AFTER_MS = 10 * 60_000;
const TICK_MS = 1_000;
const signs = ['pointerdown', 'keydown', 'scroll', 'touchstart'] as const;

export type Idle = {
  /** Seconds until the end once the question stands; null before. */
  readonly leftSeconds: number | null;
  readonly stay: () => void;
};

export function useIdle(onEnd: () => void): Idle {
  const lastAt = useRef(Date.now());
  const end = useRef(onEnd);
  const [leftSeconds, setLeft] = useState<number | null>(null);
  useEffect(() => {
    end.current = onEnd;
  });
  useEffect(() => {
    let isWarned = false;
    // Once the question stands only its own button answers it: a touch elsewhere may be a pocket.
    const note = () => {
      if (!isWarned) lastAt.current = Date.now();
    };
    for (const sign of signs) window.addEventListener(sign, note, { passive: true });
    const timer = setInterval(() => {
      const idleMs = Date.now() - lastAt.current;
      isWarned = idleMs >= WARN_AFTER_MS;
      setLeft(isWarned ? Math.max(0, Math.ceil((END_AFTER_MS - idleMs) / 1000)) : null);
      if (idleMs >= END_AFTER_MS) {
        clearInterval(timer);
        end.current();
      }
    }, TICK_MS);
    return () => {
      clearInterval(timer);
      for (const sign of signs) window.removeEventListener(sign, note);
    };
  }, []);
  const stay = () => {
    lastAt.current = Date.now();
    setLeft(null);
  };
  return { leftSeconds, stay };
}
