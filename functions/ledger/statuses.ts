/** How far a demand has come. */
export const STATUSES = [
  'filed',
  'awaiting-review',
  'reviewed',
  'sealed',
  'awaiting-release',
  'release-decided',
  'released',
  'closed',
  'failed',
] as const;

/** What a demand came to. */
export const CONCLUSIONS = ['disclosed', 'refused', 'redirected', 'preserved', 'withdrawn'] as const;

export type Status = (typeof STATUSES)[number];
export type Conclusion = (typeof CONCLUSIONS)[number];
