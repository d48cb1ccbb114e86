/** The build of console and portal: two HTML entries, one chunk for each page, names by content. */
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { NONCE_PLACE } from '../api/pages.ts';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig(({ command }) => ({
  root: here('.'),
  publicDir: false,
  plugins: [react()],
  // While developing nobody fills the place, and no policy asks for it.
  html: command === 'build' ? { cspNonce: NONCE_PLACE } : {},
  build: {
    outDir: here('../dist/web'),
    target: 'es2022',
    // A file written into the page as data: would need an exception of the policy.
    assetsInlineLimit: 0,
    reportCompressedSize: false,
    // Sizes are held by a test, compressed and by what a first visit loads.
    chunkSizeWarningLimit: 2_000,
    rolldownOptions: { input: [here('index.html'), here('portal.html')] },
  },
  server: { proxy: { '/v1': process.env['DAIBAN_API'] ?? 'http://127.0.0.1:8420' } },
}));
