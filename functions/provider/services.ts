/** A service of the provider: the leaf items that it serves, and the provider's tables and buckets that hold them. */
type ServiceEntry = {
  items: readonly [string, ...string[]];
  tables: readonly string[];
  buckets: readonly string[];
};

/**
 * The provider's services, in the order in which grants are made. A provider that adds a connector adds its service here;
 * functions, rights and the workflow's branch follow from the entry. What no service lists is not held.
 */
export const SERVICES = {
  subscribers: {
    items: [
      'subscriber.name',
      'subscriber.address',
      'subscriber.contact',
      'subscriber.identifiers',
      'subscriber.length-of-service',
      'subscriber.services',
      'subscriber.payment',
    ],
    tables: ['subscribers'],
    buckets: [],
  },
  sessions: { items: ['sessions'], tables: ['sessions'], buckets: [] },
  mail: { items: ['content.mail', 'traffic.mail-headers'], tables: ['mail'], buckets: ['mail'] },
  messages: { items: ['content.messages', 'traffic.message-logs'], tables: ['messages'], buckets: [] },
  calls: { items: ['traffic.call-records', 'content.calls'], tables: ['calls'], buckets: ['calls'] },
  files: { items: ['content.files', 'traffic.access-logs'], tables: ['files'], buckets: ['files'] },
} as const satisfies Record<string, ServiceEntry>;

export type Service = keyof typeof SERVICES;
export type TableOf<S extends Service> = (typeof SERVICES)[S]['tables'][number];
export type BucketOf<S extends Service> = (typeof SERVICES)[S]['buckets'][number];

/** Names of the stores of one service, as its connector takes them. */
export type StoresOf<S extends Service> = {
  tables: Readonly<Record<TableOf<S>, string>>;
  buckets: Readonly<Record<BucketOf<S>, string>>;
};

export const SERVICE_NAMES = Object.keys(SERVICES) as readonly Service[];
export const isService = (name: string): name is Service => Object.hasOwn(SERVICES, name);
/** Every table and every bucket once, though several services may read one. */
export const TABLES: readonly TableOf<Service>[] = [
  ...new Set(SERVICE_NAMES.flatMap((service): readonly TableOf<Service>[] => SERVICES[service].tables)),
];
export const BUCKETS: readonly BucketOf<Service>[] = [
  ...new Set(SERVICE_NAMES.flatMap((service): readonly BucketOf<Service>[] => SERVICES[service].buckets)),
];

export type StoreKind = 'Table' | 'Bucket';

/** What who deploys calls a store: `VoiceMailTable` for the table `voice-mail`. */
export const parameterOf = (name: string, kind: StoreKind) => `${pascal(name)}${kind}`;
/** What functions call it: `VOICE_MAIL_TABLE`. */
export const variableOf = (name: string, kind: StoreKind) =>
  `${name.replaceAll('-', '_')}_${kind}`.toUpperCase();

export const pascal = (name: string) =>
  name.replace(/(?:^|-)(\w)/g, (_all, letter: string) => letter.toUpperCase());

/** Families that are never retrieved, whatever a demand or a rulebook or an entry above says: secrets, and what has not happened yet. */
export const NEVER_RETRIEVED = ['secrets', 'live'] as const;
