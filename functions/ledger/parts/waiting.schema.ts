/** What of a demand waits for the desk beside its decisions, and where on the index `byDue` it stands until then. */
export const WAITING = { order: 'desk-order', comment: 'desk-comment' } as const;

export const WAITS = ['order', 'comment'] as const;
export type Waits = (typeof WAITS)[number];
