import { COMPILE_CACHE } from '../../local/lambda/compile-cache.ts';

// Functions log what they do; in tests nobody reads it.
process.env.POWERTOOLS_LOG_LEVEL = 'SILENT';

// Commands that tests start are compiled once for all of them; every laptop that starts keeps that from growing.
process.env.NODE_COMPILE_CACHE ??= COMPILE_CACHE;
