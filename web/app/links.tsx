/** Links between pages, checked against the list of pages: a path that does not exist does not compile. */
import { Anchor, type AnchorProps } from '@mantine/core';
import { Link, useNavigate } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { PagePath } from '../routes.ts';
import type { ParamsOf } from './page.ts';

export type Target<P extends PagePath> = {
  readonly to: P;
  readonly search?: Readonly<Record<string, unknown>>;
} & (P extends `${string}$${string}` ? { readonly params: ParamsOf<P> } : unknown);

type PageLinkProps<P extends PagePath> = Target<P> &
  AnchorProps & { readonly children: ReactNode; readonly 'aria-label'?: string };

export function PageLink<P extends PagePath>(props: PageLinkProps<P>): ReactNode {
  return <Anchor component={Link} {...(props as object)} />;
}

/** For what a key or a finished command opens. */
export function useOpenPage(): <P extends PagePath>(target: Target<P>) => void {
  const navigate = useNavigate();
  return (target) => void navigate(target as never);
}
