import type { Connector, Found, Grant, Unfound } from '../../packages/connector/contract.ts';
import { checkConnector } from '../../packages/connector/kit/check-connector.ts';
import type { Subject } from '../../packages/connector/kit/subject.ts';
import { RULES, type Rule } from '../../packages/connector/rules.ts';
import { ITEMS, NOBODY, OLGA, ROWS, type Row, rowsOf } from './voicemail-rows.ts';

const foundOf = ({ bytes, ...row }: Row): Found => ({
  ...row,
  service: 'voicemail',
  ...(bytes ? { blob: { mediaType: 'audio/mpeg', open: async () => once(bytes) } } : {}),
});
async function* once(bytes: Uint8Array) {
  yield bytes;
}

type Reads = (grant: Grant) => AsyncIterable<Found | Unfound>;

async function* good(grant: Grant): AsyncGenerator<Found | Unfound> {
  for (const row of rowsOf(grant)) yield foundOf(row);
}
const connectorOf = (read: Reads, items: readonly string[] = ITEMS): Connector => ({
  service: 'voicemail',
  items,
  read,
});
const subjectOf = (read: Reads, own: Partial<Subject> = {}): Subject => ({
  connector: connectorOf(read),
  account: OLGA,
  emptyAccount: NOBODY,
  timeLimitMs: 200,
  ...own,
});
const rulesOf = async (subject: Subject) => (await checkConnector(subject)).findings.map(({ rule }) => rule);

/** The good connector, each of whose lines is changed. */
const changed = (change: (found: Found, grant: Grant) => object): Reads =>
  async function* (grant) {
    for (const row of rowsOf(grant)) yield change(foundOf(row), grant) as Found;
  };
/** One that finds other rows of its own making. */
const finding = (rows: (grant: Grant) => readonly Row[]): Reads =>
  async function* (grant) {
    for (const row of rows(grant)) yield foundOf(row);
  };
const withBlob = (blob: (bytes: Uint8Array) => object) =>
  changed((found) => {
    const bytes = ROWS.find(({ id }) => id === found.id)?.bytes;
    return bytes ? { ...found, blob: { mediaType: 'audio/mpeg', ...blob(bytes) } } : found;
  });
const cut = (at: string, length: number) => at.slice(0, length);
let reads = 0;
let held = 0;

const FAULTY: [Rule, string, Subject][] = [
  ['bad-connector', 'no items', subjectOf(good, { connector: connectorOf(good, []) })],
  [
    'bad-connector',
    'an item twice',
    subjectOf(good, { connector: connectorOf(good, ['sessions', 'sessions']) }),
  ],
  [
    'threw',
    'a fault',
    subjectOf(async function* () {
      yield* [] as Found[];
      throw new Error('no such table');
    }),
  ],
  [
    'threw',
    'a change of its grant',
    subjectOf((grant) => {
      grant.period.to = '2199-12-31T23:59:59.999Z';
      return good(grant);
    }),
  ],
  [
    'too-slow',
    'a stream without end',
    subjectOf(async function* (grant) {
      yield* good(grant);
      await new Promise(() => {});
    }),
  ],
  ['bad-shape', 'a member of its own', subjectOf(changed((found) => ({ ...found, table: 'voicemail' })))],
  ['bad-shape', 'a line that is nothing', subjectOf(changed(() => null as unknown as object))],
  ['bad-shape', 'bytes that cannot be opened', subjectOf(withBlob((bytes) => ({ open: bytes })))],
  [
    'wrong-account',
    'an account in capitals',
    subjectOf(changed((found) => ({ ...found, account: 'ACCT-0001' }))),
  ],
  ['wrong-service', 'another service', subjectOf(changed((found) => ({ ...found, service: 'calls' })))],
  ['wrong-item', 'all items whatever is asked for', subjectOf((grant) => good({ ...grant, items: ITEMS }))],
  ['no-instant', 'no instant', subjectOf(changed((found) => ({ ...found, at: null })))],
  [
    'bad-instant',
    'whole seconds',
    subjectOf(changed((found) => ({ ...found, at: `${cut(found.at ?? '', 19)}Z` }))),
  ],
  ['bad-instant', 'a Date', subjectOf(changed((found) => ({ ...found, at: new Date(found.at ?? '') })))],
  [
    'outside-period',
    'an end that belongs to it',
    subjectOf(
      finding((grant) =>
        ROWS.filter(
          ({ account, item, at }) =>
            account === grant.account &&
            grant.items.includes(item) &&
            at >= grant.period.from &&
            at <= grant.period.to,
        ),
      ),
    ),
  ],
  [
    'left-out',
    'instants compared to the second',
    subjectOf(
      finding((grant) =>
        rowsOf(grant).filter(({ at }) => cut(at, 19) < cut(grant.period.to, 19) || at === grant.period.from),
      ),
    ),
  ],
  [
    'left-out',
    'an item that is found only beside another',
    subjectOf((grant) => good(grant.items.length > 1 ? grant : { ...grant, items: ITEMS.slice(0, 1) })),
  ],
  [
    'item-without-records',
    'an item that nobody reads',
    subjectOf((grant) => good({ ...grant, items: ITEMS.slice(0, 1) })),
  ],
  ['not-oldest-first', 'the latest first', subjectOf(finding((grant) => rowsOf(grant).reverse()))],
  [
    'not-the-same-twice',
    'no order',
    subjectOf(
      finding((grant) => {
        reads += 1;
        const [first, second, ...rest] = rowsOf(grant).filter(({ id }) => /^c[12]$/.test(id));
        const others = rowsOf(grant).filter(({ id }) => !/^c[12]$/.test(id));
        const pair = reads % 2 === 0 ? [second, first] : [first, second];
        return [...pair, ...rest, ...others].filter((row) => row !== undefined);
      }),
    ),
  ],
  [
    'not-the-same-twice',
    'fields that tell the time',
    subjectOf(changed((found) => ({ ...found, fields: { read: String(reads++) } }))),
  ],
  ['duplicate-id', 'one id for all', subjectOf(changed((found) => ({ ...found, id: 'call' })))],
  ['bad-id', 'numbers', subjectOf(changed((found) => ({ ...found, id: 7 })))],
  ['bad-id', 'no id', subjectOf(changed((found) => ({ ...found, id: '' })))],
  [
    'bad-id',
    'a long one',
    subjectOf(changed((found) => ({ ...found, id: `${found.id}${'x'.repeat(1024)}` }))),
  ],
  ...[new Date(0), undefined, 2n, Number.NaN, 2 ** 60, new Map(), new Uint8Array(1), [undefined]].map(
    (value): [Rule, string, Subject] => [
      'not-json',
      `a field that is ${Object.prototype.toString.call(value)}`,
      subjectOf(changed((found) => ({ ...found, fields: { value } }))),
    ],
  ),
  [
    'carries-content',
    'a text of a call record',
    subjectOf(changed((found) => ({ ...found, fields: { Body: 'hello' } }))),
  ],
  [
    'blob-media-type',
    'a media type of two lines',
    subjectOf(withBlob((bytes) => ({ mediaType: 'audio/mpeg\r\nX: y', open: async () => once(bytes) }))),
  ],
  [
    'blob-not-opened',
    'bytes that are opened once',
    subjectOf(
      withBlob((bytes) => {
        let isOpen = true;
        return {
          open: async () => {
            if (!isOpen) throw new Error('read before');
            isOpen = false;
            return once(bytes);
          },
        };
      }),
    ),
  ],
  ['blob-chunks', 'text', subjectOf(withBlob(() => ({ open: async () => ['hello'] })))],
  [
    'blob-changed',
    'other bytes each time',
    subjectOf(withBlob(() => ({ open: async () => once(Buffer.from(`${reads++}`)) }))),
  ],
  [
    'blob-changed',
    'other bytes in the next read',
    subjectOf(
      withBlob(() => {
        const bytes = Buffer.from(`${reads++}`);
        return { open: async () => once(bytes) };
      }),
    ),
  ],
  [
    'set-aside-reason',
    'a reason of its own',
    subjectOf(changed(({ fields: _fields, blob: _blob, ...found }) => ({ ...found, setAside: 'lost' }))),
  ],
  [
    'set-aside-with-fields',
    'fields of what is set aside',
    subjectOf(changed(({ blob: _blob, ...found }) => ({ ...found, setAside: 'missing' }))),
  ],
  [
    'found-in-empty-period',
    'a period of one instant',
    subjectOf(
      finding((grant) => {
        const { from, to } = grant.period;
        const end = from === to ? new Date(Date.parse(to) + 1).toISOString() : to;
        return rowsOf({ ...grant, period: { from, to: end } });
      }),
    ),
  ],
  [
    'found-in-empty-account',
    'an account that is not looked at',
    subjectOf(
      finding((grant) =>
        rowsOf({ ...grant, account: OLGA }).map((row) => ({ ...row, account: grant.account })),
      ),
    ),
  ],
  [
    'found-by-pattern',
    'LIKE',
    subjectOf(
      finding((grant) => {
        const like = new RegExp(`^${grant.account.replaceAll(/[^\w%-]/g, '!').replaceAll('%', '.*')}$`);
        const account = like.test(OLGA) ? OLGA : grant.account;
        return rowsOf({ ...grant, account }).map((row) => ({ ...row, account: grant.account }));
      }),
    ),
  ],
  [
    'pages-differ',
    'the first page alone',
    subjectOf(good, {
      smallPages: { connector: connectorOf(finding((grant) => rowsOf(grant).slice(0, 2))) },
    }),
  ],
  [
    'swallowed-fault',
    'a fault that is caught',
    subjectOf(good, {
      broken: [{ what: 'a store that is gone', connector: connectorOf(finding(() => [])) }],
    }),
  ],
  [
    'left-open',
    'a connection for each reader that stops early',
    subjectOf(async function* (grant) {
      // A pool of four.
      if (held >= 4) await new Promise(() => {});
      held += 1;
      for await (const found of good(grant)) yield found;
      held -= 1;
    }),
  ],
];

/** What the kit cannot find with a module. */
const ELSEWHERE: readonly Rule[] = ['secret-not-asked'];

describe('the conformance kit', () => {
  it('finds nothing against a connector that keeps the contract, and says what it did not check', async () => {
    const report = await checkConnector(subjectOf(good));
    expect(report).toMatchObject({
      findings: [],
      lines: 7,
      notChecked: [expect.any(String), expect.any(String)],
    });
    expect(report.reads).toBeGreaterThan(60);
  });

  it('takes what is set aside for what it is', async () => {
    const aside = changed(({ fields, blob, ...found }) =>
      found.id === 'v2' ? { ...found, setAside: 'missing' } : { ...found, fields, ...(blob ? { blob } : {}) },
    );
    expect(await rulesOf(subjectOf(aside))).toEqual([]);
  });

  it('lets one blob be withheld by the names of the contract', async () => {
    const withheld = withBlob(() => ({
      open: async () => {
        throw Object.assign(new Error('gone'), { name: 'NoSuchKey' });
      },
    }));
    expect(await rulesOf(subjectOf(withheld))).toEqual([]);
  });

  it.each(FAULTY)('finds %s: %s', async (rule, _what, subject) => {
    expect(await rulesOf(subject)).toContain(rule);
  });

  it('says what to do, and nothing of what is in records', async () => {
    const { findings } = await checkConnector(
      subjectOf(
        changed((found) => ({
          ...found,
          id: '',
          at: '2026-03-01',
          'Olga Sample': 1,
          fields: { at: new Date() },
        })),
      ),
    );
    const text = JSON.stringify(findings);
    expect(findings.length).toBeGreaterThan(3);
    for (const { rule, todo } of findings) expect(todo).toBe(RULES[rule]);
    expect(text).not.toMatch(/Olga|555|acct-/);
  });

  it('has a faulty connector for each of its rules', () => {
    const tried = new Set([...FAULTY.map(([rule]) => rule), ...ELSEWHERE]);
    expect(Object.keys(RULES).filter((rule) => !tried.has(rule as Rule))).toEqual([]);
  });
});
