/** The documentation in a browser: the routes by Swagger UI from our own address, and the page of the errors. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import express, { type RequestHandler, type Router } from 'express';
import type { OpenApiDocument } from './openapi.ts';

export const DOCS_PATH = '/v1/docs';
export const OPENAPI_PATH = '/v1/openapi.json';

const errorsFile = new URL('../docs/errors.md', import.meta.url);
const assets = ['swagger-ui.css', 'swagger-ui-bundle.js', 'favicon-32x32.png'] as const;

export function openApiPage(document: OpenApiDocument): RequestHandler {
  const text = JSON.stringify(document);
  return (_request, response) => {
    response.type('application/json').send(text);
  };
}

/** Open to anyone; everything it loads is served from here. */
export function docsPages(): Router {
  const router = express.Router();
  const folder = dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'));
  router.get('/', (request, response) => {
    // Relative addresses of the page need the slash at the end.
    if (!request.originalUrl.split('?')[0]!.endsWith('/'))
      return response.redirect(`${DOCS_PATH}/`);
    return response.type('html').send(browserPage);
  });
  router.get('/start.js', (_request, response) => {
    response.type('text/javascript').send(startScript);
  });
  for (const name of assets) {
    router.get(`/${name}`, (_request, response) => {
      response.setHeader('Cache-Control', 'public, max-age=3600');
      response.sendFile(join(folder, name));
    });
  }
  router.get('/errors', (_request, response) => {
    response.type('html').send(errorsPage(readFileSync(errorsFile, 'utf8')));
  });
  return router;
}

const browserPage = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>Daiban API</title>
<link rel="icon" href="favicon-32x32.png">
<link rel="stylesheet" href="swagger-ui.css">
</head>
<body>
<div id="reference"></div>
<script src="swagger-ui-bundle.js"></script>
<script src="start.js"></script>
</body>
</html>
`;

const startScript = `SwaggerUIBundle({
  url: '${OPENAPI_PATH}',
  dom_id: '#reference',
  deepLinking: true,
  validatorUrl: null,
});
`;

/** `docs/errors.md` holds headings and paragraphs only, so that little is needed to show it. */
function errorsPage(markdown: string): string {
  const blocks = markdown.split(/\n{2,}/).map((block) => {
    const [, marks, title] = /^(#{1,2}) (.+)$/.exec(block.trim()) ?? [];
    if (marks === undefined || title === undefined) return `<p>${escapeHtml(block)}</p>`;
    return marks === '#'
      ? `<h1>${escapeHtml(title)}</h1>`
      : `<h2 id="${escapeHtml(title)}">${escapeHtml(title)}</h2>`;
  });
  return `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>Daiban: errors</title></head>
<body>
${blocks.join('\n')}
</body>
</html>
`;
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
}
