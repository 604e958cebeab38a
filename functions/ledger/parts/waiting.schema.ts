/** What of a demand waits for the desk beside its decisions, and where on the index `byDue` it stands until then. */
export const WAITING = {
  order: 'desk-order',
  comment: 'desk-comment',
  /** Legal process that is owed for an emergency. */
  debt: 'desk-debt',
  /** An emergency that nobody has looked back at. */
  'look-back': 'desk-look-back',
} as const;

export const WAITS = ['order', 'comment', 'debt', 'look-back'] as const;
export type Waits = (typeof WAITS)[number];
