import { existsSync } from 'node:fs';
import { extname, join, sep } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { App } from '../app.ts';
import { notFound } from '../problem.ts';
import { noSuchRoute } from '../refusals.ts';

/** Vite puts a hash of the content into the names of what lies here: it never changes under one name. */
const HASHED = `${sep}assets${sep}`;

/**
 * Everything outside /api: the pages' files, and for any other address the one page itself, since the
 * browser's router knows what to show there. Without built pages (`webRoot` null or empty) it says so.
 */
export async function webPages(app: App, webRoot: string | null): Promise<void> {
  const built = webRoot !== null && existsSync(join(webRoot, 'index.html'));
  if (built) {
    await app.register(fastifyStatic, {
      root: webRoot,
      cacheControl: false,
      setHeaders: (reply, path) =>
        void reply.header(
          'cache-control',
          path.slice(webRoot.length).startsWith(HASHED) ? 'public, max-age=31536000, immutable' : 'no-cache',
        ),
    });
  }
  app.setNotFoundHandler((request: FastifyRequest, reply: FastifyReply) => {
    const path = request.url.split('?', 1)[0] ?? '/';
    if (path === '/api' || path.startsWith('/api/')) throw noSuchRoute();
    if (request.method !== 'GET' && request.method !== 'HEAD') throw noSuchRoute();
    if (!built)
      throw notFound({
        zh: '网页文件。请先运行 npm start 构建网页',
        en: 'page yet: run npm start once to build the pages',
      });
    // A missing file is missing; only addresses of the router (no extension) are the page.
    if (extname(path) !== '') throw notFound({ zh: '这个文件', en: 'such file' });
    return reply.sendFile('index.html');
  });
}
