/** Imported before all else by a test that reads what functions log. */
process.env.POWERTOOLS_LOG_LEVEL = 'INFO';
