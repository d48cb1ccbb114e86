/**
 * What a step of a loan costs on the engine: events of history per step, and how many processes the training clock
 * wakes in a second. The loans are made by the demonstration's own people over HTTP.
 */
import type { Client } from '@temporalio/client';
import { addDays, addMonths, type IsoDate } from '../domain/calendar.ts';
import { readApplicants } from '../ops/demo/applicants.ts';
import { takeIn, type Handed } from '../ops/demo/apply.ts';
import { moveTo, readBusinessDate } from '../ops/demo/clock.ts';
import { gatherCrew, type Crew } from '../ops/demo/crew.ts';
import { answerReturns, countUndecided, voteOnce } from '../ops/demo/decide.ts';
import { payOut, type Borrower } from '../ops/demo/disburse.ts';
import { liveThrough } from '../ops/demo/live.ts';
import { loanWorkflowId } from '../workflows/messages.ts';
import type { House } from './house.ts';
import { against, inLanes, timed } from './numbers.ts';

const MONTHS = 3;
const MOST_EVENTS_PER_STEP = 7;
const MOST_DECISION_DAYS = 40;

export async function benchServicing(house: House, scale: number): Promise<string[]> {
  const [url] = await Promise.all([house.startApi(), house.startWorker()]);
  const crew = await gatherCrew(url, 'bench');
  const admin = crew.one('admin');
  const startDate = await readBusinessDate(admin);
  const applicants = (await readApplicants()).slice(0, Math.max(4, Math.round(24 * scale)));
  const handed = await takeIn(crew, applicants, { run: 1, businessDate: startDate });
  await decide(crew, handed, startDate);
  const borrowers = await payOut(crew, handed);
  const bookedDate = await readBusinessDate(admin);
  const life = { startDate: bookedDate, tell: () => {}, months: MONTHS };
  const { ms } = await timed(() => liveThrough(crew, borrowers, life));
  // A day more: whatever came in on the last one has been taken in.
  await moveTo(admin, addDays(addMonths(bookedDate, MONTHS), 1));
  const wakes = await measureWakes(house);
  return [
    await reportEvents(house, borrowers),
    `training clock: ${wakes.perSecond.toFixed(1)} wakes a second while it moved (${wakes.count} wakes of ${borrowers.length} loans and their cases in ${MONTHS} months; with payments and collectors in between ${(ms / 1_000).toFixed(1)} s)`,
  ];
}

async function decide(crew: Crew, handed: readonly Handed[], startDate: IsoDate): Promise<void> {
  for (let date = startDate; ; date = addDays(date, 1)) {
    await voteOnce(crew, handed);
    await answerReturns(handed, date);
    if ((await countUndecided(handed)) === 0) return;
    if (date > addDays(startDate, MOST_DECISION_DAYS)) throw new Error('a case finds no end');
    await moveTo(crew.one('admin'), addDays(date, 1));
  }
}

/** Moves that woke nobody only closed days. */
async function measureWakes({ db }: House): Promise<{ count: number; perSecond: number }> {
  const moves = await db.selectFrom('training_move').selectAll().execute();
  let count = 0;
  let ms = 0;
  for (const { woken_count: woken, created_at: from, ended_at: to } of moves) {
    if (woken === 0 || to === null) continue;
    count += woken;
    ms += Date.parse(to) - Date.parse(from);
  }
  return { count, perSecond: (count * 1_000) / ms };
}

type Count = { events: number; steps: number; moves: number };

async function reportEvents({ client }: House, borrowers: readonly Borrower[]): Promise<string> {
  const total: Count = { events: 0, steps: 0, moves: 0 };
  await inLanes(borrowers, 4, async ({ loanId }) => {
    const count = await countEvents(client, loanWorkflowId(loanId));
    total.events += count.events;
    total.steps += count.steps;
    total.moves += count.moves;
  });
  const perStep = total.events / total.steps;
  const real = (total.events - total.moves) / total.steps;
  return `history of a loan: ${perStep.toFixed(1)} events a step on the training clock, ${real.toFixed(1)} without the answers to its moves, as in operation (${against(`at most ${MOST_EVENTS_PER_STEP}`, real <= MOST_EVENTS_PER_STEP)}; ${total.events} events, ${total.steps} steps, ${borrowers.length} loans)`;
}

/** A step is a local activity, which the history keeps as a marker; each update of the clock leaves two events. */
async function countEvents(client: Client, workflowId: string): Promise<Count> {
  const { events } = await client.workflow.getHandle(workflowId).fetchHistory();
  const names = (events ?? []).map((event) => Object.keys(event).join(' '));
  const having = (part: string) => names.filter((name) => name.includes(part)).length;
  return {
    events: names.length,
    steps: having('markerRecorded'),
    moves: having('workflowExecutionUpdate'),
  };
}
