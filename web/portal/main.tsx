/** The entry of the borrowers' portal. */
import '@mantine/core/styles.css';
import '../theme/base.css';
import './portal.css';
import { start } from '../app/start.tsx';
import { portalPages } from './pages.ts';
import { PortalFrame } from './PortalFrame.tsx';

void start({
  room: 'portal',
  pages: portalPages,
  Frame: PortalFrame,
  signInPath: '/my/sign-in',
  // Borrowers sign in by phone; the house asks no second factor of them.
  enrolPath: '/my',
  homePath: '/my',
});
