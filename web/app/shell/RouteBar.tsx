/** A thin bar at the top while the next page is on its way; it shows only when that takes longer than a blink. */
import { useRouterState } from '@tanstack/react-router';
import { useEffect, useState, type ReactNode } from 'react';
import classes from './frame.module.css';

const BLINK_MS = 150;

export function RouteBar(): ReactNode {
  const isLoading = useRouterState({ select: ({ isLoading: loading }) => loading });
  const [isLong, setLong] = useState(false);
  useEffect(() => {
    if (!isLoading) return setLong(false);
    const timer = setTimeout(() => setLong(true), BLINK_MS);
    return () => clearTimeout(timer);
  }, [isLoading]);
  return isLong ? <div className={classes['routeBar']} aria-hidden="true" /> : null;
}
