import { type Browser, chromium, type Page } from 'playwright-core';

const ARGS = [
  ...['--headless', '--no-sandbox', '--disable-gpu', '--disable-background-networking'],
  ...['--disable-component-update', '--disable-sync', '--no-first-run'],
];

/** Starts Chromium: the one that CHROMIUM_PATH names, else Debian's. */
export function launchBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: process.env.CHROMIUM_PATH || '/usr/bin/chromium',
    args: ARGS,
  });
}

/** A person at a browser of their own. */
export interface Person {
  readonly page: Page;
  /** What went wrong so far: errors of scripts, violations of the policy, requests to other hosts. */
  readonly troubles: string[];
}

/** Opens a browser window without any cookie and signs in. */
export async function signInAs(
  browser: Browser,
  url: string,
  name: string,
  password: string,
): Promise<Person> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  const page = await context.newPage();
  const troubles: string[] = [];
  page.on('pageerror', (error) => troubles.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') troubles.push(message.text());
  });
  page.on('request', (request) => {
    if (!request.url().startsWith(url) && !request.url().startsWith('data:')) troubles.push(request.url());
  });
  await page.goto(url);
  await page.getByLabel('User').fill(name);
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.waitForURL('**/queues/**');
  return { page, troubles };
}
