/**
 * The provider's services and the leaf items that each serves, in the order in which grants are made. A provider that
 * adds a connector adds its service here. What no service lists is not held.
 */
export const SERVICES = {
  subscribers: [
    'subscriber.name',
    'subscriber.address',
    'subscriber.contact',
    'subscriber.identifiers',
    'subscriber.length-of-service',
    'subscriber.services',
    'subscriber.payment',
  ],
  sessions: ['sessions'],
  mail: ['content.mail', 'traffic.mail-headers'],
  messages: ['content.messages', 'traffic.message-logs'],
  calls: ['traffic.call-records'],
  files: ['content.files', 'traffic.access-logs'],
} as const satisfies Record<string, readonly string[]>;

export type Service = keyof typeof SERVICES;

/** Families that are never retrieved, whatever a demand or a rulebook says: secrets, and what has not happened yet. */
export const NEVER_RETRIEVED = ['secrets', 'live'] as const;
