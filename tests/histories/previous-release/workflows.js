// Generated: what a release before wrote into the engine. README.md beside it says how it was made.
// workflows/activate-version.ts
import { continueAsNew } from "@temporalio/workflow";

// workflows/clock.ts
import {
  ApplicationFailure,
  allHandlersFinished,
  condition,
  setHandler
} from "@temporalio/workflow";

// domain/format-money.ts
var exponents = { CNY: 2, USD: 2, EUR: 2, JPY: 0, KWD: 3 };
var currencies = Object.keys(exponents);

// domain/calendar.ts
var monthDays = Array.from({ length: 13 * 32 }, (_, at) => {
  const [month, day] = [at >> 5, at & 31].map((part) => `${part}`.padStart(2, "0"));
  return `-${month}-${day}`;
});
function civil(date) {
  return {
    year: digit(date, 0) * 1e3 + digit(date, 1) * 100 + digit(date, 2) * 10 + digit(date, 3),
    month: digit(date, 5) * 10 + digit(date, 6),
    day: digit(date, 8) * 10 + digit(date, 9)
  };
}
function isoDate({ year, month, day }) {
  return yearText(year) + monthDays[(month << 5) + day];
}
function dayNumber(date) {
  const { year, month, day } = civil(date);
  return civilDayNumber(year, month, day);
}
function civilDayNumber(year, month, day) {
  const marchYear = month <= 2 ? year - 1 : year;
  const era = Math.floor(marchYear / 400);
  const yearOfEra = marchYear - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146097 + dayOfEra - 719468;
}
function dateOfDayNumber(number) {
  const shifted = number + 719468;
  const era = Math.floor(shifted / 146097);
  const dayOfEra = shifted - era * 146097;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36524) - Math.floor(dayOfEra / 146096)) / 365
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const monthFromMarch = Math.floor((5 * dayOfYear + 2) / 153);
  const day = dayOfYear - Math.floor((153 * monthFromMarch + 2) / 5) + 1;
  const month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9;
  return isoDate({ year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day });
}
function digit(text, at) {
  return text.charCodeAt(at) - 48;
}
function yearText(year) {
  return year >= 1e3 ? `${year}` : `${year}`.padStart(4, "0");
}

// domain/invariant.ts
function invariant(condition2, why) {
  if (!condition2) throw new Error(`Invariant broken: ${why}`);
}

// domain/instant.ts
var dayMs = 864e5;
var minuteMs = 6e4;
var instantPattern = /^(\d{4}-\d{2}-\d{2})T(\d{2}):(\d{2}):(\d{2})(?:\.(\d{1,3})\d*)?Z$/;
function instantMs(instant) {
  const match = instantPattern.exec(instant);
  invariant(match !== null, `an instant is ISO 8601 ending in Z, not ${instant}`);
  const [, date = "", hour, minute, second, fraction = ""] = match;
  const seconds = (Number(hour) * 60 + Number(minute)) * 60 + Number(second);
  return dayNumber(date) * dayMs + seconds * 1e3 + Number(fraction.padEnd(3, "0"));
}
function msInstant(ms) {
  const day = Math.floor(ms / dayMs);
  const rest = ms - day * dayMs;
  return `${dateOfDayNumber(day)}T${clockText(Math.floor(rest / minuteMs))}:${secondsText(rest % minuteMs)}Z`;
}
function addMs(instant, ms) {
  return msInstant(instantMs(instant) + ms);
}
function clockText(minutes) {
  return `${pad(Math.floor(minutes / 60), 2)}:${pad(minutes % 60, 2)}`;
}
function secondsText(ms) {
  return `${pad(Math.floor(ms / 1e3), 2)}.${pad(ms % 1e3, 3)}`;
}
function pad(value, width) {
  return value.toString().padStart(width, "0");
}

// workflows/messages.ts
import { defineSignal, defineUpdate } from "@temporalio/workflow";
var reviewStepKind = "review";
var railStepKinds = { send: "send", query: "query", loseAnswer: "lose_answer" };
var stageClosedSignal = defineSignal("stageClosed");
var applicationChangedSignal = defineSignal("applicationChanged");
var requestChangedSignal = defineSignal("requestChanged");
var railAnsweredSignal = defineSignal("railAnswered");
var paymentReceivedSignal = defineSignal("paymentReceived");
var loanChangedSignal = defineSignal("loanChanged");
var caseChangedSignal = defineSignal("caseChanged");
var versionChangedSignal = defineSignal("versionChanged");
var advanceClockUpdate = defineUpdate("advanceClock");
var wakeSignals = {
  application: applicationChangedSignal.name,
  approval: requestChangedSignal.name,
  disbursement: railAnsweredSignal.name,
  refund: railAnsweredSignal.name,
  loan: loanChangedSignal.name,
  collection_case: caseChangedSignal.name,
  version: versionChangedSignal.name,
  end_of_day: null,
  training_clock: null,
  job: null
};

// workflows/clock.ts
function installClock({ clockOffsetMs, training: training2 }) {
  const state = { offsetMs: clockOffsetMs, version: 0, isResting: false, ending: null };
  const clock = holdClock(state);
  setHandler(advanceClockUpdate, (move) => advance(clock, state, move.clockOffsetMs), {
    validator: (_move) => assertTraining(training2)
  });
  return clock;
}
function holdClock(state) {
  const nowMs = () => Date.now() + state.offsetMs;
  return {
    offsetMs: () => state.offsetMs,
    nowMs,
    now: () => msInstant(nowMs()),
    version: () => state.version,
    learn: (offsetMs) => {
      if (offsetMs <= state.offsetMs) return;
      state.offsetMs = offsetMs;
      state.version += 1;
    },
    rest: (resting) => {
      state.isResting = resting;
    },
    finishHandlers: async (more) => {
      state.ending = { more };
      await condition(allHandlersFinished);
    }
  };
}
async function advance(clock, state, offsetMs) {
  clock.learn(offsetMs);
  state.version += 1;
  state.isResting = false;
  await condition(() => state.isResting || state.ending !== null);
  return { reached: clock.now(), more: state.ending?.more ?? false };
}
function assertTraining(training2) {
  if (training2) return;
  throw ApplicationFailure.nonRetryable("The clock of a productive installation is real time");
}
async function waitUntil(clock, dueAt, wake) {
  const dueMs = dueAt === null ? null : instantMs(dueAt);
  for (; ; ) {
    if (wake()) return true;
    const remainingMs = dueMs === null ? null : dueMs - clock.nowMs();
    if (remainingMs !== null && remainingMs <= 0) return false;
    const seen = clock.version();
    const isStirred = () => wake() || clock.version() !== seen;
    clock.rest(true);
    if (remainingMs === null) await condition(isStirred);
    else await condition(isStirred, remainingMs);
    clock.rest(false);
  }
}

// workflows/inbox.ts
import { setHandler as setHandler2 } from "@temporalio/workflow";
function installInbox(clock, pending, signals) {
  let isUnread = pending;
  for (const signal of signals) {
    setHandler2(signal, ({ clockOffsetMs }) => {
      clock.learn(clockOffsetMs);
      isUnread = true;
    });
  }
  return {
    hasNews: () => isUnread,
    take: () => {
      isUnread = false;
    }
  };
}

// workflows/process.ts
import { workflowInfo } from "@temporalio/workflow";
async function runProcess(id, first, { steps, clock, inbox, stepsPerRun, renew }) {
  let position = first ?? await steps.look(id);
  for (let taken = 0; position.status === "open"; taken += 1) {
    if (taken >= stepsPerRun || workflowInfo().continueAsNewSuggested) {
      await clock.finishHandlers(true);
      await renew({ position, pending: inbox.hasNews(), clockOffsetMs: clock.offsetMs() });
    }
    position = await takeStep(id, position, { steps, clock, inbox });
  }
  await clock.finishHandlers(false);
}
async function takeStep(id, { nextAt, next }, { steps, clock, inbox }) {
  const isWoken = await waitUntil(clock, nextAt, inbox.hasNews);
  if (isWoken) {
    inbox.take();
    return steps.look(id);
  }
  invariant(next !== null, "a deadline says what falls due with it");
  return steps.runDue(id, next);
}
function liftStart(start) {
  invariant(start.version === 1, `this build knows starts of version 1, not ${start.version}`);
  return start;
}

// workflows/proxies.ts
import { proxyActivities, proxyLocalActivities } from "@temporalio/workflow";
var ownRows = {
  startToCloseTimeout: "30 seconds",
  retry: { maximumInterval: "1 minute" }
};
var approvals = proxyLocalActivities(ownRows);
var requests = proxyLocalActivities(ownRows);
var disbursements = proxyLocalActivities(ownRows);
var refunds = proxyLocalActivities(ownRows);
var servicing = proxyLocalActivities(ownRows);
var collections = proxyLocalActivities(ownRows);
var versions = proxyLocalActivities(ownRows);
function paymentRailOn(taskQueue) {
  return proxyActivities({
    taskQueue,
    startToCloseTimeout: "1 minute",
    retry: { maximumAttempts: 1 }
  });
}
var days = proxyActivities({
  startToCloseTimeout: "10 minutes",
  retry: { maximumInterval: "1 minute" }
});
var training = proxyActivities({
  startToCloseTimeout: "30 minutes",
  heartbeatTimeout: "15 seconds",
  retry: { initialInterval: "200 milliseconds", maximumInterval: "10 seconds" }
});
var jobs = proxyActivities({
  startToCloseTimeout: "10 minutes",
  heartbeatTimeout: "15 seconds",
  retry: { initialInterval: "200 milliseconds", maximumInterval: "10 seconds" }
});

// workflows/activate-version.ts
async function activateVersion(given) {
  const start = liftStart(given);
  const clock = installClock(start);
  const inbox = installInbox(clock, start.pending ?? false, [versionChangedSignal]);
  await runProcess(start.policyVersionId, start.position, {
    steps: { look: versions.lookAtVersion, runDue: versions.runVersionStep },
    clock,
    inbox,
    stepsPerRun: start.stepsPerRun,
    renew: (carried) => continueAsNew({ ...start, ...carried })
  });
}

// workflows/approve-application.ts
import { continueAsNew as continueAsNew2 } from "@temporalio/workflow";

// workflows/stages.ts
async function decideStages(approvalId, { steps, clock, inbox }) {
  for (; ; ) {
    let stage = await steps.openNextStage(approvalId);
    const { stageId } = stage;
    if (stageId === null) return;
    while (stage.status === "open") {
      const isWoken = await waitUntil(clock, stage.nextAt, inbox.hasNews);
      if (isWoken) inbox.take();
      stage = isWoken ? await steps.lookAtStage(stageId) : await steps.runStageDeadline(stageId, dueOf(stage));
    }
  }
}
function dueOf({ next }) {
  invariant(next !== null, "a deadline says what falls due with it");
  return next;
}

// workflows/approve-application.ts
async function approveApplication(given) {
  const start = liftStart(given);
  const clock = installClock(start);
  const signals = [stageClosedSignal, applicationChangedSignal];
  const inbox = installInbox(clock, start.pending ?? false, signals);
  const review = () => reviewApplication(start, clock, inbox);
  await runProcess(start.applicationId, start.position ?? await review(), {
    steps: {
      look: (applicationId) => approvals.lookAtApplication(applicationId, start.round),
      runDue: (applicationId, due) => due.kind === reviewStepKind ? review() : approvals.runApplicationDeadline(applicationId, due)
    },
    clock,
    inbox,
    stepsPerRun: start.stepsPerRun,
    renew: (carried) => continueAsNew2({ ...start, ...carried })
  });
}
async function reviewApplication({ applicationId, round }, clock, inbox) {
  const { approvalId } = await approvals.assessApplication(applicationId, round);
  if (approvalId !== null) await decideStages(approvalId, { steps: approvals, clock, inbox });
  return approvals.lookAtApplication(applicationId, round);
}

// workflows/approve-request.ts
async function approveRequest(given) {
  const start = liftStart(given);
  const clock = installClock(start);
  const inbox = installInbox(clock, start.pending ?? false, [requestChangedSignal]);
  const steps = {
    openNextStage: requests.openNextRequestStage,
    lookAtStage: requests.lookAtRequestStage,
    runStageDeadline: requests.runRequestDeadline
  };
  await decideStages(start.approvalId, { steps, clock, inbox });
  await clock.finishHandlers(false);
}

// workflows/disburse-loan.ts
import { continueAsNew as continueAsNew3 } from "@temporalio/workflow";

// workflows/transfer.ts
import { ActivityFailure } from "@temporalio/workflow";
var PAUSE_AFTER_FAILURE_MS = 1e4;
async function runTransfer(id, start, steps, renew) {
  const clock = installClock(start);
  const inbox = installInbox(clock, start.pending ?? false, [railAnsweredSignal]);
  await runProcess(id, start.position, {
    steps: { look: steps.look, runDue: (_id, due) => runDue(steps, clock, id, due) },
    clock,
    inbox,
    stepsPerRun: start.stepsPerRun,
    renew
  });
}
async function runDue(steps, clock, id, due) {
  if (due.kind !== railStepKinds.send && due.kind !== railStepKinds.query) {
    return steps.runStep(id, due);
  }
  try {
    if (due.kind === railStepKinds.send) await steps.send(id);
    else await steps.query(id);
  } catch (error) {
    if (!(error instanceof ActivityFailure)) throw error;
    const lost = { ...due, kind: railStepKinds.loseAnswer };
    return notAtOnce(clock, await steps.runStep(id, lost));
  }
  return steps.look(id);
}
function notAtOnce(clock, position) {
  if (position.nextAt === null) return position;
  const earliest = addMs(clock.now(), PAUSE_AFTER_FAILURE_MS);
  return { ...position, nextAt: position.nextAt > earliest ? position.nextAt : earliest };
}

// workflows/disburse-loan.ts
async function disburseLoan(given) {
  const start = liftStart(given);
  const rail = paymentRailOn(start.railTaskQueue);
  const steps = {
    look: disbursements.lookAtDisbursement,
    runStep: disbursements.runDisbursementStep,
    send: rail.sendTransfer,
    query: rail.queryTransfer
  };
  await runTransfer(
    start.disbursementId,
    start,
    steps,
    (carried) => continueAsNew3({ ...start, ...carried })
  );
}

// workflows/end-of-day.ts
async function endOfDay({ businessDate }) {
  await days.closeBusinessDate(businessDate);
}

// workflows/move-training-clock.ts
import { continueAsNew as continueAsNew4 } from "@temporalio/workflow";
var DATES_PER_RUN = 50;
async function moveTrainingClock(start) {
  const datesPerRun = start.datesPerRun ?? DATES_PER_RUN;
  for (let dates = 0; dates < datesPerRun; ) {
    const { done, dateCount } = await training.runTrainingDates(start.moveId);
    if (done) return;
    dates += dateCount;
  }
  await continueAsNew4(start);
}

// workflows/refund-credit.ts
import { continueAsNew as continueAsNew5 } from "@temporalio/workflow";
async function refundCredit(given) {
  const start = liftStart(given);
  const rail = paymentRailOn(start.railTaskQueue);
  const steps = {
    look: refunds.lookAtRefund,
    runStep: refunds.runRefundStep,
    send: rail.sendRefund,
    query: rail.queryRefund
  };
  await runTransfer(
    start.refundId,
    start,
    steps,
    (carried) => continueAsNew5({ ...start, ...carried })
  );
}

// workflows/run-job.ts
import { continueAsNew as continueAsNew6 } from "@temporalio/workflow";
var TURNS_PER_RUN = 200;
async function runJob(start) {
  const turnsPerRun = start.turnsPerRun ?? TURNS_PER_RUN;
  for (let turn = 0; turn < turnsPerRun; turn += 1) {
    const { done } = await jobs.runJobTurn(start.jobId);
    if (done) return;
  }
  await continueAsNew6(start);
}

// workflows/service-loan.ts
import { continueAsNew as continueAsNew7 } from "@temporalio/workflow";
async function serviceLoan(given) {
  const start = liftStart(given);
  const clock = installClock(start);
  const signals = [paymentReceivedSignal, loanChangedSignal];
  const inbox = installInbox(clock, start.pending ?? false, signals);
  await runProcess(start.loanId, start.position, {
    steps: { look: servicing.lookAtLoan, runDue: servicing.runLoanStep },
    clock,
    inbox,
    stepsPerRun: start.stepsPerRun,
    renew: (carried) => continueAsNew7({ ...start, ...carried })
  });
}

// workflows/work-collection-case.ts
import { continueAsNew as continueAsNew8 } from "@temporalio/workflow";
async function workCollectionCase(given) {
  const start = liftStart(given);
  const clock = installClock(start);
  const inbox = installInbox(clock, start.pending ?? false, [caseChangedSignal]);
  await runProcess(start.caseId, start.position, {
    steps: { look: collections.lookAtCase, runDue: collections.runCaseStep },
    clock,
    inbox,
    stepsPerRun: start.stepsPerRun,
    renew: (carried) => continueAsNew8({ ...start, ...carried })
  });
}
export {
  activateVersion,
  approveApplication,
  approveRequest,
  disburseLoan,
  endOfDay,
  moveTrainingClock,
  refundCredit,
  runJob,
  serviceLoan,
  workCollectionCase
};
