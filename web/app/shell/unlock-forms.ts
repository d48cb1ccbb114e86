/**
 * The forms of the two dialogs over a page: fetched a while after the page, so that its first visit does not pay for
 * them and they are there by the time a session ends or a page locks itself.
 */
import { lazy } from 'react';

const AFTER_MS = 30_000;

const loadSignIn = async () => ({ default: (await import('../SignInForm.tsx')).SignInForm });
const loadSecondStep = async () => ({ default: (await import('../SecondStep.tsx')).SecondStep });

export const SignInForm = lazy(loadSignIn);
export const SecondStep = lazy(loadSecondStep);

/** @returns stops the fetching that has not begun */
export function fetchUnlockForms(): () => void {
  const nothing = () => undefined;
  const timer = setTimeout(() => {
    loadSignIn().catch(nothing);
    loadSecondStep().catch(nothing);
  }, AFTER_MS);
  return () => clearTimeout(timer);
}
