/** Links between pages of the portal: a path that does not exist does not compile. */
import { Anchor, Button, type AnchorProps, type ButtonProps } from '@mantine/core';
import { Link, useNavigate } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { ParamsOf } from '../../app/page.ts';
import type { PortalPath } from '../pages.ts';

export type Target<P extends PortalPath> = {
  readonly to: P;
  readonly search?: Readonly<Record<string, unknown>>;
} & (P extends `${string}$${string}` ? { readonly params: ParamsOf<P> } : unknown);

export function PortalLink<P extends PortalPath>(
  props: Target<P> & AnchorProps & { readonly children: ReactNode },
): ReactNode {
  return <Anchor component={Link} {...(props as object)} />;
}

/** A link that looks like what it is for: the next thing to do. */
export function PortalButton<P extends PortalPath>(
  props: Target<P> & ButtonProps & { readonly children: ReactNode },
): ReactNode {
  return <Button component={Link} {...(props as object)} />;
}

/** For what a finished command opens. */
export function useGo(): <P extends PortalPath>(target: Target<P>) => void {
  const navigate = useNavigate();
  return (target) => void navigate(target as never);
}
