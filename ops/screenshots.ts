/**
 * `npm run screenshots`: a platform of its own on an empty folder, people who work in it, and pictures of ten pages in
 * both languages, in `docs/screenshots/` or the folder given. Exit code 1 when a page could not be shown.
 */
import { randomUUID } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';
import { chromiumArguments, chromiumPath } from './chromium.ts';
import { projectRoot } from './data-folder.ts';
import { joinPlatform } from './demo/platform.ts';
import { exitWithFailure, OperatorError } from './failure.ts';
import { furnish, type Sights } from './screenshots/house.ts';
import { shotsOf, type Shot } from './screenshots/shots.ts';
import { SAMPLE_PASSWORD } from './seed.ts';

const languages = ['zh-CN', 'en'] as const;
type Language = (typeof languages)[number];

const PATIENCE_MS = 20_000;
const folder = resolve(process.argv[2] ?? join(projectRoot, 'docs', 'screenshots'));

try {
  if (chromiumPath === null)
    throw new OperatorError('No Chromium was found; CHROMIUM_PATH names one.');
  process.exitCode = await inNewHouse(chromiumPath);
} catch (error) {
  exitWithFailure(error);
}

/** @returns the exit code */
async function inNewHouse(executablePath: string): Promise<number> {
  const dataFolder = mkdtempSync(join(tmpdir(), 'daiban-pictures-'));
  Object.assign(process.env, { DAIBAN_DATA_DIR: dataFolder, PORT: '0', TEMPORAL_UI_PORT: '0' });
  const platform = await joinPlatform();
  try {
    const sights = await furnish(platform.url, tell);
    const browser = await chromium.launch({ executablePath, args: [...chromiumArguments] });
    try {
      return await takeAll(browser, platform.url, sights);
    } finally {
      await browser.close();
    }
  } finally {
    await platform.leave();
    rmSync(dataFolder, { recursive: true, force: true });
  }
}

async function takeAll(browser: Browser, url: string, sights: Sights): Promise<number> {
  let exitCode = 0;
  for (const language of languages) {
    mkdirSync(join(folder, language), { recursive: true });
    for (const shot of shotsOf(sights)) {
      const isShown = await take(browser, url, shot, language);
      if (!isShown) exitCode = 1;
      tell(`${isShown ? 'Taken' : 'NOT SHOWN'}  ${language}/${shot.name}`);
    }
  }
  return exitCode;
}

/** @returns false when the page is none, or found nothing */
async function take(
  browser: Browser,
  url: string,
  shot: Shot,
  language: Language,
): Promise<boolean> {
  const context = await open(browser, url, shot, language);
  try {
    const page = await context.newPage();
    const answers: number[] = [];
    page.on('response', (response) => answers.push(response.status()));
    await page.goto(shot.path);
    await untilStill(page);
    const path = join(folder, language, `${shot.name}.png`);
    await page.screenshot({ path, animations: 'disabled', caret: 'hide' });
    const isThere = new URL(page.url()).pathname === shot.path && (await isPage(page));
    return isThere && answers.every((status) => status < 400);
  } finally {
    await context.close();
  }
}

async function open(
  browser: Browser,
  url: string,
  { userName, isPhone }: Shot,
  language: Language,
): Promise<BrowserContext> {
  const context = await browser.newContext({
    baseURL: url,
    locale: language,
    timezoneId: 'Asia/Shanghai',
    colorScheme: 'light',
    reducedMotion: 'reduce',
    viewport: isPhone === true ? { width: 375, height: 812 } : { width: 1280, height: 860 },
    deviceScaleFactor: isPhone === true ? 2 : 1,
  });
  const data = { username: userName, password: SAMPLE_PASSWORD };
  const signedIn = await context.request.post('/v1/auth/sign-in/username', { data });
  if (!signedIn.ok()) throw new OperatorError(`${userName} could not sign in.`);
  const headers = { 'idempotency-key': randomUUID() };
  await context.request.put('/v1/me/language', { data: { language }, headers });
  return context;
}

async function untilStill(page: Page): Promise<void> {
  await page.locator('h1').first().waitFor({ timeout: PATIENCE_MS });
  await page.waitForLoadState('networkidle', { timeout: PATIENCE_MS }).catch(() => undefined);
  const outline = page.locator('[aria-busy="true"], [class*="Skeleton-root"]');
  await outline.first().waitFor({ state: 'detached' });
  // A page that moved the focus to its heading shows no ring in a picture.
  await page.evaluate('document.activeElement?.blur()');
}

/** What does not exist is answered by a page of its own, under the same address. */
async function isPage(page: Page): Promise<boolean> {
  const heading = await page.locator('h1').first().innerText();
  return !/找不到|无权|not found|may not/i.test(heading);
}

function tell(line: string): void {
  process.stdout.write(`${line}\n`);
}
