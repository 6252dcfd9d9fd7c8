import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { Router, static as serveFiles } from 'express';
import type { ApiContext } from '../context.ts';
import { otherMethods } from '../http/other-methods.ts';
import { routes } from '../routes.ts';
import { readiness } from './health.ts';
import type { Metrics } from './metrics.ts';
import { describeApi } from './openapi.ts';

const DOCS_PAGE = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>AI execution layer: API</title>
<link rel="stylesheet" href="/docs/assets/swagger-ui.css">
</head>
<body>
<div id="docs"></div>
<script src="/docs/assets/swagger-ui-bundle.js"></script>
<script src="/docs/start.js"></script>
</body>
</html>
`;
// Without a validator's address the page asks none on the internet.
const DOCS_START = `SwaggerUIBundle({
  url: '/openapi.json', dom_id: '#docs', deepLinking: true, validatorUrl: null
});\n`;
const PAGES = ['/healthz', '/readyz', '/metrics', '/openapi.json', '/docs', '/docs/start.js'];

/** What operators and documentation readers use: no API key, no tenant's data. */
export function operationsRouter(context: ApiContext, metrics: Metrics): Router {
  const router = Router();
  const description = JSON.stringify(describeApi(routes));
  const assets = dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'));
  router.get('/healthz', (_request, response) => {
    response.json({ status: 'ok' });
  });
  router.get('/readyz', async (_request, response) => {
    const { ready, checks } = await readiness(context);
    response.status(ready ? 200 : 503).json({ status: ready ? 'ready' : 'not ready', checks });
  });
  router.get('/metrics', async (_request, response) => {
    const { type, text } = await metrics.read();
    response.set('Content-Type', type).send(text);
  });
  router.get('/openapi.json', (_request, response) => {
    response.type('application/json').send(description);
  });
  router.get('/docs', (_request, response) => {
    response.type('html').send(DOCS_PAGE);
  });
  router.get('/docs/start.js', (_request, response) => {
    response.type('text/javascript').send(DOCS_START);
  });
  for (const page of PAGES) router.all(page, otherMethods(['GET']));
  router.use('/docs/assets', serveFiles(assets, { index: false, maxAge: '1h' }));
  return router;
}
