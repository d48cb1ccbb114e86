/** The entry of the console. */
import '@mantine/core/styles.css';
import '../theme/base.css';
import { ENROL_PATH, HOME_PATH, pages, SIGN_IN_PATH } from '../routes.ts';
import { ConsoleFrame } from './shell/ConsoleFrame.tsx';
import { start } from './start.tsx';

void start({
  room: 'console',
  pages,
  Frame: ConsoleFrame,
  signInPath: SIGN_IN_PATH,
  enrolPath: ENROL_PATH,
  homePath: HOME_PATH,
});
