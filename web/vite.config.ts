import { join } from 'node:path';
import type { UserConfig } from 'vite';
import { STAND_INS } from '../scripts/verify/browser/stand-ins.ts';

const ROOT = import.meta.dirname;

/** What is served has no inline script, no inline style and nothing of another origin. */
export default {
  root: ROOT,
  configFile: false,
  logLevel: 'warn',
  resolve: { alias: { ...STAND_INS } },
  worker: { format: 'es' },
  publicDir: join(ROOT, 'public'),
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  css: {
    preprocessorOptions: {
      scss: { loadPaths: [join(ROOT, '..', 'node_modules')], quietDeps: true },
    },
  },
  build: {
    outDir: join(ROOT, 'dist'),
    emptyOutDir: true,
    target: 'es2022',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    rolldownOptions: { checks: { pluginTimings: false } },
  },
} satisfies UserConfig & { configFile: false };
