/**
 * A real Chromium in front of the real API. A page that logs an error, breaks its policy or leaves a rejection
 * unhandled fails its test, whatever the test itself looks at.
 */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import {
  chromium,
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  type Page,
  type Request,
} from 'playwright-core';
import { afterAll, afterEach, expect } from 'vitest';
import { chromiumArguments, chromiumPath } from '../../../ops/chromium.ts';
import { TEST_PASSWORD } from '../../support/api.ts';

/** For `describe.skipIf`: says once in the output why nothing was tried. */
export const hasNoBrowser = chromiumPath === null;
if (hasNoBrowser)
  process.stderr.write(
    'Browser tests are skipped: no Chromium was found; CHROMIUM_PATH names one.\n',
  );

export type OpenOptions = BrowserContextOptions & {
  readonly path?: string;
  /** Signs this person in before the first page. */
  readonly userName?: string;
  /** What a test provokes on purpose, by a part of its text: `401`. */
  readonly expectedErrors?: readonly string[];
};

export type TestBrowser = {
  /** A context of its own, so that nothing is shared with other tests. */
  readonly open: (options?: OpenOptions) => Promise<Page>;
};

type Watched = { readonly complaints: string[]; readonly expected: readonly string[] };

/** Call it at the top of a file, after `testApi`. */
export function testBrowser(url: string): TestBrowser {
  let browser: Browser | null = null;
  const contexts: BrowserContext[] = [];
  const watched: Watched[] = [];
  afterEach(async () => {
    const complaints = watched.flatMap(({ complaints: said, expected }) =>
      said.filter((text) => !expected.some((part) => text.includes(part))),
    );
    watched.length = 0;
    await Promise.all(contexts.splice(0).map((context) => context.close()));
    expect(complaints).toEqual([]);
  });
  afterAll(async () => {
    await browser?.close();
  });
  return {
    open: async ({ path = '/', userName, expectedErrors = [], ...options } = {}) => {
      browser ??= await launch();
      const context = await browser.newContext({
        baseURL: url,
        locale: 'zh-CN',
        timezoneId: 'Asia/Shanghai',
        viewport: { width: 1280, height: 800 },
        // Nothing is measured half faded in.
        reducedMotion: 'reduce',
        ...options,
      });
      contexts.push(context);
      await context.addInitScript(observePage);
      if (userName !== undefined) await signIn(context, url, userName);
      const page = await context.newPage();
      countAsked(page);
      watched.push({ complaints: watch(page), expected: expectedErrors });
      await page.goto(path);
      await untilDrawn(page);
      return page;
    },
  };
}

function launch(): Promise<Browser> {
  return chromium.launch({
    executablePath: chromiumPath ?? '',
    args: [...chromiumArguments],
  });
}

async function signIn(context: BrowserContext, url: string, userName: string): Promise<void> {
  const answer = await context.request.post(`${url}/v1/auth/sign-in/username`, {
    data: { username: userName, password: TEST_PASSWORD },
  });
  if (!answer.ok()) throw new Error(`Sign-in of ${userName}: ${answer.status()}`);
}

function watch(page: Page): string[] {
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error')
      complaints.push(`console: ${message.text()} ${message.location().url}`);
  });
  page.on('pageerror', (error) => complaints.push(`page: ${error.stack ?? error.message}`));
  page.on('request', (request) => {
    const { origin } = new URL(request.url());
    const own = new URL(page.url() === 'about:blank' ? request.url() : page.url()).origin;
    if (origin !== own && origin !== 'null') complaints.push(`another host: ${request.url()}`);
  });
  return complaints;
}

/** Questions to the API that are on their way, by page. */
const asked = new WeakMap<Page, Set<Request>>();

function countAsked(page: Page): void {
  const open = new Set<Request>();
  asked.set(page, open);
  page.on('request', (request) => {
    const { pathname } = new URL(request.url());
    // News keep their line open.
    const isNews = request.resourceType() === 'eventsource';
    if (pathname.startsWith('/v1/') && request.method() === 'GET' && !isNews) open.add(request);
  });
  page.on('requestfinished', (request) => open.delete(request));
  page.on('requestfailed', (request) => open.delete(request));
}

type Observed = { layoutShifts: number[] };

/** Runs in the page before its own scripts: reports of its policy become errors, and what jumps is added up. */
function observePage(): void {
  document.addEventListener('securitypolicyviolation', (report) => {
    reportError(new Error(`policy: ${report.violatedDirective} ${report.blockedURI}`));
  });
  const shifts: number[] = [];
  (window as unknown as Observed).layoutShifts = shifts;
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) {
      const { hadRecentInput, value } = entry as PerformanceEntry & {
        hadRecentInput: boolean;
        value: number;
      };
      if (!hadRecentInput) shifts.push(value);
    }
  }).observe({ type: 'layout-shift', buffered: true });
}

/** How far the page's parts jumped since it was opened, by Chromium's own measure. */
export function layoutShift(page: Page): Promise<number> {
  return page.evaluate(() =>
    (window as unknown as { layoutShifts: number[] }).layoutShifts.reduce(
      (total, value) => total + value,
      0,
    ),
  );
}

/** Goes to another page as a link would, without loading the document anew. */
export async function goWithin(
  page: Page,
  path: string,
  until: (page: Page) => Promise<void> = untilDrawn,
): Promise<void> {
  await page.evaluate((address) => {
    for (const heading of document.querySelectorAll('h1')) heading.dataset['before'] = '';
    (window as unknown as { layoutShifts: number[] }).layoutShifts.length = 0;
    history.pushState({}, '', address);
  }, path);
  // Two pages of one component may keep their heading.
  await page
    .locator('h1:not([data-before])')
    .first()
    .waitFor({ timeout: 2_000 })
    .catch(() => undefined);
  await until(page);
}

/** One `h1`, nothing that says it is still loading, and every question to the API answered and drawn. */
export async function untilDrawn(page: Page): Promise<void> {
  await page.locator('h1').first().waitFor();
  for (;;) {
    await page.waitForFunction(() => document.querySelector('[aria-busy="true"]') === null);
    await nextFrame(page);
    const open = [...(asked.get(page) ?? [])];
    if (open.length === 0) return;
    await Promise.all(open.map((request) => request.response().catch(() => null)));
    await nextFrame(page);
  }
}

/** Two of them: what the first one changes is drawn by the second. */
export async function nextFrame(page: Page): Promise<void> {
  await page.evaluate(
    () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))),
  );
}

const axeFile = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

type Violation = { readonly id: string; readonly targets: readonly string[] };

/** What axe finds against WCAG 2.2 AA, short enough to read in a failed test. */
export async function axeViolations(page: Page): Promise<Violation[]> {
  await page.evaluate(async () => {
    // A skeleton pulses for ever; what ends is waited for.
    const ending = document
      .getAnimations()
      .filter(({ effect }) => effect?.getComputedTiming().endTime !== Infinity);
    await Promise.allSettled(ending.map(({ finished }) => finished));
  });
  const isThere = await page.evaluate(() => 'axe' in window);
  if (!isThere) await page.evaluate(await readFile(axeFile, 'utf8'));
  return page.evaluate(async (tags) => {
    const { axe } = window as unknown as {
      axe: {
        run: (options: unknown) => Promise<{
          violations: { id: string; nodes: { target: string[]; failureSummary: string }[] }[];
        }>;
      };
    };
    const { violations } = await axe.run({
      runOnly: { type: 'tag', values: tags },
      resultTypes: ['violations'],
      preload: false,
    });
    return violations.map(({ id, nodes }) => ({
      id,
      targets: nodes.map(({ target, failureSummary }) => `${target.join(' ')}: ${failureSummary}`),
    }));
  }, rules);
}

/** Texts that the page shows although they are keys: `loans:list.title`, `list.title`. */
export async function rawKeys(page: Page): Promise<string[]> {
  const text = await page.locator('body').innerText();
  return [...text.matchAll(/\b[a-z]\w+(?:[.:][a-z]\w+){1,4}\b/g)].map(([key]) => key);
}
