/** The entry of the borrowers' portal. */
import '@mantine/core/styles.css';
import '@mantine/notifications/styles.css';
import '../theme/base.css';
import { start } from '../app/start.tsx';
import { portalPages } from './pages.ts';
import { PortalFrame } from './PortalFrame.tsx';

void start({
  room: 'portal',
  pages: portalPages,
  Frame: PortalFrame,
  signInPath: '/my/sign-in',
  homePath: '/my',
});
