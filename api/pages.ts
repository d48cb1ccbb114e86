/**
 * The pages of the console and the portal, built by `npm run build` or `npm start`: hashed files that never change,
 * and two HTML files that are never kept, because each answer carries a nonce of its own. Every path that is no
 * address of the API and no file is a page; which one, the browser decides.
 */
import { randomBytes } from 'node:crypto';
import { existsSync, readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname, extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import express, { type Request, type RequestHandler, type Response } from 'express';
import { DomainError } from '../domain/errors.ts';

/** What the build writes where the nonce of an answer belongs. */
export const NONCE_PLACE = 'NONCE_OF_THE_ANSWER';

/** Where it writes whether a session came along: a page that knows of none need not ask who it is. */
const SESSION_PLACE = 'SESSION_OF_THE_ANSWER';

const here = fileURLToPath(import.meta.url);
/** Beside the compiled code, or in `dist/` when the sources run as they are. */
const builtFolder = here.endsWith('.ts')
  ? join(dirname(here), '..', 'dist', 'web')
  : join(dirname(here), '..', 'web');

const YEAR_SECONDS = 365 * 24 * 3600;
const methods = ['GET', 'HEAD'];

/** @param publicUrl with https, browsers are told to ask nothing over plain http */
export function pages(publicUrl: string, folder: string = builtFolder): RequestHandler {
  const files = express.Router();
  const assets = join(folder, 'assets');
  files.use('/assets', takeCompressed(assets), express.static(assets, fileOptions));
  files.use('/assets', () => {
    throw new DomainError('not_found', { resource: 'file' });
  });
  return (request, response, next) => {
    if (isOfApi(request.path) || !methods.includes(request.method)) return next();
    if (request.path.startsWith('/assets/')) return files(request, response, next);
    return sendPage({ request, response, folder, publicUrl });
  };
}

const fileOptions = {
  index: false,
  redirect: false,
  immutable: true,
  maxAge: YEAR_SECONDS * 1_000,
} as const;

const compressed = [
  { encoding: 'br', ending: '.br' },
  { encoding: 'gzip', ending: '.gz' },
] as const;

/** Leads to the file the build has compressed, when the browser takes it. */
function takeCompressed(folder: string): RequestHandler {
  const names = new Set(existsSync(folder) ? readdirSync(folder) : []);
  return (request, response, next) => {
    const name = request.path.slice(1);
    const isThere = compressed.filter(({ ending }) => names.has(name + ending));
    if (isThere.length > 0) response.vary('Accept-Encoding');
    // Browsers name gzip first and mean no order by it; the smaller one is ours to choose.
    const found = isThere.find(({ encoding }) => request.acceptsEncodings(encoding) === encoding);
    if (found !== undefined) {
      response.type(extname(name));
      response.setHeader('Content-Encoding', found.encoding);
      request.url = `/${name}${found.ending}`;
    }
    next();
  };
}

function isOfApi(path: string): boolean {
  return path === '/v1' || path.startsWith('/v1/');
}

type PageRequest = {
  readonly request: Request;
  readonly response: Response;
  readonly folder: string;
  readonly publicUrl: string;
};

/** @throws DomainError `not_found` for what looks like a file: a page has no ending */
async function sendPage({ request, response, folder, publicUrl }: PageRequest): Promise<void> {
  const { path } = request;
  if (/\.[a-z0-9]{1,8}$/i.test(path)) throw new DomainError('not_found', { resource: 'file' });
  const isPortal = path === '/my' || path.startsWith('/my/');
  const template = await readTemplate(join(folder, isPortal ? 'portal.html' : 'index.html'));
  const nonce = randomBytes(16).toString('base64');
  response.setHeader('Cache-Control', 'no-store');
  response.setHeader('Content-Security-Policy', pagePolicy(nonce, publicUrl));
  response
    .status(template === null ? 503 : 200)
    .type('html')
    .send(
      (template ?? notBuilt)
        .replaceAll(NONCE_PLACE, nonce)
        .replaceAll(SESSION_PLACE, request.get('cookie') === undefined ? 'none' : 'maybe'),
    );
}

/** Null while nothing is built. */
async function readTemplate(file: string): Promise<string | null> {
  return readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });
}

/** Own files, and what carries this answer's nonce; nothing is ever asked of another host. */
function pagePolicy(nonce: string, publicUrl: string): string {
  const own = `'self' 'nonce-${nonce}'`;
  return [
    "default-src 'none'",
    `script-src ${own}`,
    `style-src ${own}`,
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "connect-src 'self'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
    ...(publicUrl.startsWith('https:') ? ['upgrade-insecure-requests'] : []),
  ].join('; ');
}

const notBuilt = `<!doctype html>
<html lang="zh-CN">
<head><meta charset="utf-8"><title>贷办 Daiban</title></head>
<body>
<h1>页面尚未构建</h1>
<p>API 正在运行,页面尚未构建:请运行 <code>npm run build</code> 或 <code>npm start</code>。</p>
<p lang="en">The API is running, its pages are not built: run <code>npm run build</code> or <code>npm start</code>.</p>
<p><a href="/v1/docs/">API</a></p>
</body>
</html>
`;
