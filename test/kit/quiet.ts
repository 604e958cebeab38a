// Functions log what they do; in tests nobody reads it.
process.env.POWERTOOLS_LOG_LEVEL = 'SILENT';
