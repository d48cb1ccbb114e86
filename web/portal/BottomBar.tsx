/** The five places of the portal, always under the thumb; unread messages are counted, never animated. */
import {
  IconFileText,
  IconHome,
  IconMail,
  IconUser,
  IconWallet,
  type Icon,
} from '@tabler/icons-react';
import { Link, useMatches } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { readOverview } from '../api/contracts/my-profile.ts';
import { useRead } from '../api/use-read.ts';
import { usePortalWords } from './parts/codes.ts';

const places = [
  { to: '/my', key: 'home', icon: IconHome, under: ['/my'] },
  { to: '/my/loans', key: 'loans', icon: IconWallet, under: ['/my/loans'] },
  { to: '/my/apply', key: 'apply', icon: IconFileText, under: ['/my/apply', '/my/applications'] },
  { to: '/my/messages', key: 'messages', icon: IconMail, under: ['/my/messages'] },
  { to: '/my/profile', key: 'me', icon: IconUser, under: ['/my/profile'] },
] as const satisfies readonly { readonly icon: Icon; readonly [name: string]: unknown }[];

const COUNT_EVERY_MS = 60_000;

export function BottomBar(): ReactNode {
  const { t } = usePortalWords();
  const pathname = useMatches({ select: (all) => all.at(-1)?.pathname ?? '/my' });
  const overview = useRead(readOverview, {}, { everyMs: COUNT_EVERY_MS });
  const unreadCount = overview.data?.unreadCount ?? 0;
  return (
    <nav className="portal-bar" aria-label={t('nav.name')}>
      <ul>
        {places.map(({ to, key, icon: PlaceIcon, under }) => (
          <li key={to}>
            <Link
              to={to}
              activeOptions={{ exact: true }}
              aria-current={isUnder(pathname, under) ? 'page' : undefined}
            >
              <span style={{ position: 'relative' }}>
                <PlaceIcon size={24} aria-hidden />
                {key === 'messages' && unreadCount > 0 ? (
                  <span className="portal-badge">{unreadCount > 99 ? '99+' : unreadCount}</span>
                ) : null}
              </span>
              {t(`nav.${key}`)}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}

function isUnder(pathname: string, under: readonly string[]): boolean {
  return under.some(
    (path) => pathname === path || (path !== '/my' && pathname.startsWith(`${path}/`)),
  );
}
