import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, inject, test } from 'vitest';
import { hashPassword } from '../../dashboard/sign-in/password.ts';
import { createUser } from '../../dashboard/sign-in/users.ts';
import { type Dashboard, startDashboard } from '../../dashboard/start-dashboard.ts';
import { loadConfig } from '../../shared/config/load-config.ts';
import type { JobObject } from '../../shared/contracts/job-object.ts';
import { type Installation, openInstallation } from '../../shared/runtime/installation.ts';
import { createLogger } from '../../shared/telemetry/logger.ts';
import { launchBrowser, signInAs } from '../support/dashboard/browser.ts';
import { Receiver } from '../support/receiver.ts';
import { type System, startSystem } from '../support/system.ts';

const MODEL = 'sim-echo';
const QUEUE = `model.${MODEL}`;
const VIEWER = { name: 'vera', password: 'a long enough password' };

let system: System;
let installation: Installation;
let dashboard: Dashboard;
let browser: Browser;
let url: string;
const receiver = new Receiver();
let webhook: { url: string; secret: string };

beforeAll(async () => {
  system = await startSystem({ redisUrl: inject('redisUrl') });
  installation = await openInstallation(loadConfig(system.env), 'dashboard', 'request');
  dashboard = await startDashboard(installation, createLogger('dashboard', 'silent'));
  url = `http://127.0.0.1:${dashboard.port}`;
  webhook = { url: await receiver.start(), secret: receiver.secret };
  const passwordHash = await hashPassword(VIEWER.password);
  await createUser(installation.store, { name: VIEWER.name, role: 'viewer', passwordHash });
  browser = await launchBrowser();
});

afterAll(async () => {
  await browser.close();
  await dashboard.stop();
  await installation.close();
  await system.stop();
  await receiver.stop();
});

let job: JobObject;

beforeEach(async () => {
  await breakModel();
  job = await system.api.chat(MODEL, 'jane.doe@example.com asks', { webhook });
  expect(job).toMatchObject({ status: 'failed', error: { code: 'model_rejected' } });
});

const breakModel = () =>
  fetch(`${system.simulator.url}/simulator/faults`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ model: MODEL, status: 400 }),
  });
const healModel = () => fetch(`${system.simulator.url}/simulator/faults`, { method: 'DELETE' });

const signInOperator = () => signInAs(browser, url, 'admin', system.env.ADMIN_PASSWORD ?? '');

test('an operator sees a failed job, retries it and sees it complete', async () => {
  const { page, troubles } = await signInOperator();
  await page.getByRole('link', { name: QUEUE }).first().click();
  await page.getByRole('link', { name: 'FAILED' }).click();
  await page.getByText('model_rejected').waitFor();

  await healModel();
  await page.getByRole('link', { name: `${job.id}-1` }).click();
  await page.locator('[class^="jobActions"] button').first().click();
  await Promise.all([
    page.waitForResponse(`**/${job.id}-1/retry`),
    page.getByRole('button', { name: 'Confirm' }).click(),
  ]);
  expect((await system.api.finished(job.id)).status).toBe('completed');
  await page.getByText('Finished at').waitFor();
  await page.getByText(`${job.id}-2`).waitFor();

  await page.goto(`${url}/queues/queue/${QUEUE}?status=completed`);
  await page.getByRole('link', { name: `${job.id}-2` }).waitFor();
  const [timeline] = await Promise.all([
    page.waitForEvent('popup'),
    page.getByRole('link', { name: 'Timeline of the job' }).first().click(),
  ]);
  await timeline.getByRole('heading', { name: 'Job completed' }).waitFor();
  await timeline.getByRole('row', { name: /queued redrive user:admin$/ }).waitFor();
  expect(await timeline.textContent('main')).not.toContain('jane.doe');

  await page.goto(`${url}/audit`);
  await page.getByRole('row', { name: `user:admin hop.retry ${QUEUE} ${job.id}-1 done` }).waitFor();
  const sent = await receiver.waitFor(2, ({ body }) => body.data.id === job.id);
  for (const message of sent) receiver.verify(message);
  expect(sent.map(({ body }) => body.type)).toEqual(['job.failed', 'job.completed']);
  expect(troubles).toEqual([]);
});

test('a viewer sees the failed job and cannot retry it', async () => {
  const { page } = await signInAs(browser, url, VIEWER.name, VIEWER.password);
  await page.goto(`${url}/queues/queue/${QUEUE}/${job.id}-1`);
  await page.getByText('model_rejected').first().waitFor();
  expect(await page.locator('[class^="jobActions"] button').count()).toBe(0);
  expect(await page.getByRole('link', { name: 'Users' }).count()).toBe(0);

  // Whoever knows the address of the button gets no further, from the very same page.
  const token = await page.locator('meta[name="csrf-token"]').getAttribute('content');
  const status = await page.evaluate(
    async ([path, csrf]) => {
      const response = await fetch(path, { method: 'PUT', headers: { 'x-csrf-token': csrf } });
      return response.status;
    },
    [`/queues/api/queues/${QUEUE}/${job.id}-1/retry`, token ?? ''] as const,
  );
  expect(status).toBe(403);
  const { body } = await system.api.get(`/v1/jobs/${job.id}`);
  expect(body.status).toBe('failed');
});

test('a board whose session has ended leads back to the sign-in', async () => {
  const { page } = await signInOperator();
  await page.getByRole('link', { name: QUEUE }).first().waitFor();
  await page.context().clearCookies();
  // The board also asks for news by itself, which may lead away before the click does.
  const click = page.getByRole('link', { name: QUEUE }).first().click({ timeout: 5_000 });
  await Promise.all([page.waitForURL('**/sign-in?next=*'), click.catch(() => {})]);
});

test('an operator adds a viewer, who signs in', async () => {
  const { page } = await signInOperator();
  await page.getByRole('link', { name: 'Users' }).click();
  await page.getByLabel('Name', { exact: true }).fill('otto');
  await page.getByLabel('Password', { exact: true }).fill('an even longer password');
  await page.getByRole('button', { name: 'Add' }).click();
  await page.getByText('otto may sign in as viewer now.').waitFor();
  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.getByLabel('User').waitFor();
  const otto = await signInAs(browser, url, 'otto', 'an even longer password');
  await otto.page.getByText('otto (viewer)').waitFor();
});
