import type { BucketOf, SERVICES, SecretOf, Service, TableOf } from '../provider/services.ts';

/** What of a service must be reachable for a grant's items; compiled into the session policy. */
export type Access = {
  tables: { name: string; action: TableReads['action']; attributes: string[] }[];
  /** Names of buckets whose objects under `<account>/` may be read. */
  buckets: string[];
  /** ARNs of the secrets that may be read. */
  secrets: string[];
};

type TableReads = {
  action: 'GetItem' | 'Query';
  /** What is read whatever the items are: the keys at least. */
  always: readonly string[];
  attributes: Readonly<Record<string, readonly string[]>>;
};
type ItemOf<S extends Service> = (typeof SERVICES)[S]['items'][number];
type Reads<S extends Service> = {
  tables: Readonly<
    Record<
      TableOf<S>,
      Omit<TableReads, 'attributes'> & { attributes: Readonly<Record<ItemOf<S>, readonly string[]>> }
    >
  >;
  /** Items whose records carry bytes of the bucket. */
  buckets: Readonly<Record<BucketOf<S>, readonly ItemOf<S>[]>>;
  /** Items whose store asks for the secret. */
  secrets: Readonly<Record<SecretOf<S>, readonly ItemOf<S>[]>>;
};

/** What every row that is keyed by account and instant has. */
const ROW = ['account', 'entry', 'id'] as const;

/**
 * The least that each item needs of its service's stores. It stands apart from the connectors, and is no code of theirs:
 * who gives credentials out goes by this, whatever a connector asks for.
 */
export const READS = {
  subscribers: {
    tables: {
      subscribers: {
        action: 'GetItem',
        always: ['account'],
        attributes: {
          'subscriber.name': ['name'],
          'subscriber.address': ['address'],
          'subscriber.contact': ['contact'],
          'subscriber.identifiers': ['identifiers'],
          'subscriber.length-of-service': ['since', 'until'],
          'subscriber.services': ['services'],
          'subscriber.payment': ['payment'],
        },
      },
    },
    buckets: {},
    secrets: {},
  },
  sessions: {
    tables: {
      sessions: {
        action: 'Query',
        always: ROW,
        // A session that is open has no end.
        attributes: { sessions: ['start', 'end', 'address', 'port', 'userAgent'] },
      },
    },
    buckets: {},
    secrets: {},
  },
  mail: {
    tables: {
      mail: {
        action: 'Query',
        always: ROW,
        // The subject is in the index too, and in neither list: it is content.
        attributes: {
          // The size says whether the bytes are still those that arrived.
          'content.mail': ['key', 'from', 'folder', 'labels', 'size'],
          'traffic.mail-headers': ['date', 'from', 'to', 'messageId', 'size'],
        },
      },
    },
    buckets: { mail: ['content.mail'] },
    secrets: {},
  },
  messages: {
    tables: {
      messages: {
        action: 'Query',
        always: ROW,
        attributes: {
          'content.messages': ['sentAt', 'conversation', 'from', 'to', 'body'],
          'traffic.message-logs': ['sentAt', 'from', 'to', 'size'],
        },
      },
    },
    buckets: {},
    secrets: {},
  },
  calls: {
    tables: {
      calls: {
        action: 'Query',
        always: ROW,
        attributes: {
          'traffic.call-records': ['start', 'seconds', 'from', 'to', 'kind', 'result'],
          'content.calls': [
            'key',
            'mediaType',
            'name',
            'recording',
            'start',
            'duration',
            'parties',
            'call',
            'size',
          ],
        },
      },
    },
    buckets: { calls: ['content.calls'] },
    secrets: {},
  },
  files: {
    tables: {
      files: {
        action: 'Query',
        always: ROW,
        attributes: {
          'content.files': ['key', 'mediaType', 'modified', 'folder', 'name', 'labels', 'size'],
          'traffic.access-logs': ['accessed', 'file', 'action', 'address'],
        },
      },
    },
    buckets: { files: ['content.files'] },
    secrets: {},
  },
} as const satisfies { [S in Service]: Reads<S> };

/** Names of a service's stores, and ARNs of its secrets, as a deployment has them. */
export type StoreNames = {
  tables: Readonly<Record<string, string>>;
  buckets: Readonly<Record<string, string>>;
  secrets: Readonly<Record<string, string>>;
};

type AnyReads = {
  tables: Record<string, TableReads>;
  buckets: Record<string, readonly string[]>;
  secrets: Record<string, readonly string[]>;
};

/** What some items of a service need of its stores, by the names that these have here. */
export function accessOf(service: Service, stores: StoreNames, items: readonly string[]): Access {
  const { tables, buckets, secrets }: AnyReads = READS[service];
  const needs = (of: readonly string[]) => of.some((item) => items.includes(item));
  const needed = (all: AnyReads['buckets']) =>
    Object.entries(all).flatMap(([name, of]) => (needs(of) ? [name] : []));
  return {
    tables: Object.entries(tables)
      .filter(([, { attributes }]) => needs(Object.keys(attributes)))
      .map(([name, reads]) => ({
        name: stores.tables[name] ?? '',
        action: reads.action,
        attributes: attributesOf(reads, items),
      })),
    buckets: needed(buckets).map((name) => stores.buckets[name] ?? ''),
    secrets: needed(secrets).map((name) => stores.secrets[name] ?? ''),
  };
}

/** The attributes that some items need of a table, each once. */
export function attributesOf(
  { always, attributes }: Pick<TableReads, 'always' | 'attributes'>,
  items: readonly string[],
): string[] {
  return [...new Set([...always, ...items.flatMap((item) => attributes[item] ?? [])])];
}
