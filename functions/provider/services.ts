/** Where stores stand that are not in the account and region of the deployment, and the role there by which they are read. */
export type Elsewhere = {
  /** Twelve digits; the deployment's own, where only the region is another. */
  account: string;
  region: string;
  /** Its name, after its path if it has one, such as `due-process-mail-reader`. */
  role: string;
  /** What the role asks for besides who takes it: agreed on with who runs that account, and no secret. */
  externalId: string;
};

/**
 * A service of the provider: the leaf items that it serves, the provider's tables and buckets that hold them, and the secrets
 * by which its connector is let into a store that is neither. `elsewhere` is of all of these.
 */
type ServiceEntry = {
  items: readonly [string, ...string[]];
  tables: readonly string[];
  buckets: readonly string[];
  secrets: readonly string[];
  elsewhere?: Elsewhere;
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
    secrets: [],
  },
  sessions: { items: ['sessions'], tables: ['sessions'], buckets: [], secrets: [] },
  mail: { items: ['content.mail', 'traffic.mail-headers'], tables: ['mail'], buckets: ['mail'], secrets: [] },
  messages: {
    items: ['content.messages', 'traffic.message-logs'],
    tables: ['messages'],
    buckets: [],
    secrets: [],
  },
  calls: {
    items: ['traffic.call-records', 'content.calls'],
    tables: ['calls'],
    buckets: ['calls'],
    secrets: [],
  },
  files: {
    items: ['content.files', 'traffic.access-logs'],
    tables: ['files'],
    buckets: ['files'],
    secrets: [],
  },
} as const satisfies Record<string, ServiceEntry>;

export type Service = keyof typeof SERVICES;
export type TableOf<S extends Service> = (typeof SERVICES)[S]['tables'][number];
export type BucketOf<S extends Service> = (typeof SERVICES)[S]['buckets'][number];
export type SecretOf<S extends Service> = (typeof SERVICES)[S]['secrets'][number];

/** Names of the stores of one service, and ARNs of its secrets, as its connector takes them. */
export type StoresOf<S extends Service> = {
  tables: Readonly<Record<TableOf<S>, string>>;
  buckets: Readonly<Record<BucketOf<S>, string>>;
  secrets: Readonly<Record<SecretOf<S>, string>>;
};

export const SERVICE_NAMES = Object.keys(SERVICES) as readonly Service[];
export const isService = (name: string): name is Service => Object.hasOwn(SERVICES, name);
/** Every table, every bucket and every secret once, though several services may read one. */
export const TABLES: readonly TableOf<Service>[] = [
  ...new Set(SERVICE_NAMES.flatMap((service): readonly TableOf<Service>[] => SERVICES[service].tables)),
];
export const BUCKETS: readonly BucketOf<Service>[] = [
  ...new Set(SERVICE_NAMES.flatMap((service): readonly BucketOf<Service>[] => SERVICES[service].buckets)),
];
export const SECRETS: readonly SecretOf<Service>[] = [
  ...new Set(SERVICE_NAMES.flatMap((service): readonly SecretOf<Service>[] => SERVICES[service].secrets)),
];

/** Services whose stores are not here. A stage with the sample provider has them here all the same. */
export const ELSEWHERE: Readonly<Partial<Record<Service, Elsewhere>>> = Object.fromEntries(
  SERVICE_NAMES.flatMap((service) => {
    const { elsewhere }: ServiceEntry = SERVICES[service];
    return elsewhere ? [[service, elsewhere]] : [];
  }),
);

export type StoreKind = 'Table' | 'Bucket' | 'Secret';

/** What who deploys calls a store: `VoiceMailTable` for the table `voice-mail`. */
export const parameterOf = (name: string, kind: StoreKind) => `${pascal(name)}${kind}`;
/** What functions call it: `VOICE_MAIL_TABLE`. */
export const variableOf = (name: string, kind: StoreKind) =>
  `${name.replaceAll('-', '_')}_${kind}`.toUpperCase();

/** The variable that tells the broker where the stores of a service are, if they are elsewhere. */
export const elsewhereVariableOf = (service: Service) =>
  `${service.replaceAll('-', '_')}_elsewhere`.toUpperCase();

export const pascal = (name: string) =>
  name.replace(/(?:^|-)(\w)/g, (_all, letter: string) => letter.toUpperCase());

/** Families that are never retrieved, whatever a demand or a rulebook or an entry above says: secrets, and what has not happened yet. */
export const NEVER_RETRIEVED = ['secrets', 'live'] as const;
