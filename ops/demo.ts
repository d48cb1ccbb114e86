/**
 * `npm run demo`: real applicants go through the whole platform by HTTP alone, from application to fourteen months of
 * servicing; then it prints what a lender would look at and checks its own books. It joins a running platform, or
 * starts one. A run that was cut short is taken up where it stopped. Exit code 1 when anything is off.
 */
import { addDays, type IsoDate } from '../domain/calendar.ts';
import { readApplicants } from './demo/applicants.ts';
import { takeIn, type Handed } from './demo/apply.ts';
import { checkBooks } from './demo/books.ts';
import { moveTo, readBusinessDate } from './demo/clock.ts';
import { gatherCrew, type Crew } from './demo/crew.ts';
import { answerReturns, countUndecided, decisionRule, voteOnce } from './demo/decide.ts';
import { payOut } from './demo/disburse.ts';
import { signIn } from './demo/http.ts';
import { liveThrough } from './demo/live.ts';
import { joinPlatform, type Platform } from './demo/platform.ts';
import { report } from './demo/report.ts';
import { finishRun, openRun } from './demo/runs.ts';
import { exitWithFailure, OperatorError } from './failure.ts';
import { SAMPLE_PASSWORD } from './seed.ts';

/** A path of seven stages with a return is through by then. */
const MOST_DECISION_DAYS = 40;

const startedAt = Date.now();

try {
  const platform = await joinPlatform();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => void platform.leave().then(() => process.exit(130)));
  }
  try {
    process.exitCode = await demonstrate(platform);
  } finally {
    await platform.leave();
  }
} catch (error) {
  exitWithFailure(error);
}

/** @returns the exit code */
async function demonstrate({ url, folder }: Platform): Promise<number> {
  const run = openRun(folder, await readToday(url));
  tell(
    `Run ${run.number} ${run.isResumed ? 'goes on' : 'begins'} at ${url}, from ${run.startDate}`,
  );
  const crew = await gatherCrew(url, `demo-${run.number}`);
  const applicants = await readApplicants();
  tell(`${applicants.length} applicants are taken in`);
  const handed = await takeIn(crew, applicants, {
    run: run.number,
    businessDate: run.startDate,
  });
  await decide(crew, handed, run.startDate);
  const borrowers = await payOut(crew, handed);
  tell(`${borrowers.length} loans are paid out`);
  await liveThrough(crew, borrowers, { startDate: run.startDate, tell });
  process.stdout.write(`${await report(crew, { handed, borrowers })}\n`);
  const failures = await checkBooks(crew, borrowers);
  for (const failure of failures) process.stdout.write(`OFF  ${failure}\n`);
  finishRun(folder, run);
  tell(failures.length === 0 ? 'The books agree' : `${failures.length} checks failed`);
  return failures.length === 0 ? 0 : 1;
}

async function readToday(baseUrl: string): Promise<IsoDate> {
  const credentials = { userName: 'admin1', password: SAMPLE_PASSWORD };
  return readBusinessDate(await signIn({ ...credentials, baseUrl, keyPrefix: 'demo' }));
}

/** A round of votes a day, so that deadlines, reminders and escalations have their time. */
async function decide(crew: Crew, handed: readonly Handed[], startDate: IsoDate): Promise<void> {
  tell(`Approvers decide: ${decisionRule}`);
  const admin = crew.one('admin');
  for (let date = await readBusinessDate(admin); ; date = addDays(date, 1)) {
    await voteOnce(crew, handed);
    await answerReturns(handed, date);
    const open = await countUndecided(handed);
    tell(`  ${date}: ${handed.length - open} of ${handed.length} decided`);
    if (open === 0) return;
    if (date > addDays(startDate, MOST_DECISION_DAYS)) {
      throw new OperatorError(`${open} applications found no end.`);
    }
    await moveTo(admin, addDays(date, 1));
  }
}

function tell(line: string): void {
  const seconds = ((Date.now() - startedAt) / 1000).toFixed(0).padStart(4);
  process.stdout.write(`${seconds} s  ${line}\n`);
}
