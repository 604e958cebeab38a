import { resolve } from 'node:path';

// Functions log what they do; in tests nobody reads it.
process.env.POWERTOOLS_LOG_LEVEL = 'SILENT';

// Commands that tests start are compiled once for all of them.
process.env.NODE_COMPILE_CACHE ??= resolve(import.meta.dirname, '../../node_modules/.cache/tests');
