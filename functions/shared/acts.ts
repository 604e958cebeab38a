/** What people do on a demand that a rule of separation may speak of. */
export const ACTS = [
  'file',
  'change',
  'call-office',
  'call-superior',
  'bring-order',
  'decide-order',
  'object',
  'end-objection',
  'review',
  'resume',
  'release',
  'fetch',
  'waive',
  'look-back',
] as const;
export type Act = (typeof ACTS)[number];
