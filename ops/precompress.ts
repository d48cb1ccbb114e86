/** Compresses built files once, so that no answer has to be compressed while somebody waits for it. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

const endings = ['.js', '.css', '.svg', '.json'];
/** Below this the headers weigh as much as what is saved. */
const SMALLEST_BYTES = 1_024;
const quality = { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } };

/** Writes `name.br` and `name.gz` beside each text file of a folder that gains by it. */
export function precompress(folder: string): void {
  for (const name of readdirSync(folder)) {
    if (!endings.includes(extname(name))) continue;
    const content = readFileSync(join(folder, name));
    if (content.length < SMALLEST_BYTES) continue;
    writeFileSync(join(folder, `${name}.br`), brotliCompressSync(content, quality));
    writeFileSync(join(folder, `${name}.gz`), gzipSync(content, { level: 9 }));
  }
}
