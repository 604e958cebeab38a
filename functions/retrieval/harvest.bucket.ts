/** For how long what was read is kept. */
export const HARVEST_KEPT_DAYS = 7;
