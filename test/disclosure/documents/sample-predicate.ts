import { createHash } from 'node:crypto';
import { textEntry } from '../../../functions/disclosure/package-entry.ts';
import type { PayloadFile } from '../../../functions/disclosure/payload.ts';
import { type Payload, PayloadCount } from '../../../functions/disclosure/payload.ts';
import { PACKAGE_FORMAT, Predicate } from '../../../functions/disclosure/predicate.schema.ts';
import { determinationOf } from '../../retrieval/builders.ts';

const HASH = createHash('sha256').update('').digest('hex');
const PERIOD = { from: '2026-01-01T00:00:00.000Z', to: '2026-07-01T00:00:00.000Z' };

const { decidedAt, inputsHash, determination } = determinationOf();
const DETERMINATION = { decidedAt, inputsHash, ...determination };

/** What a package of an invented demand says of itself. */
export const predicateOf = (some: Partial<Predicate> = {}): Predicate =>
  Predicate.parse({
    format: PACKAGE_FORMAT,
    demandId: 'd-0198f2c4a7b1',
    round: 1,
    instrument: 'us/search-warrant',
    reference: '26-mj-0142',
    authority: { name: 'Sample County Sheriff', country: 'US' },
    provider: {
      name: 'Example Cloud GmbH',
      address: 'Musterstraße 1, 10115 Berlin',
      contact: 'lawful-access@example.com',
    },
    software: { name: 'due-process', version: '0.1.0' },
    filedAt: '2026-11-01T09:00:00.000Z',
    sealedAt: '2026-11-03T12:30:00.000Z',
    ledger: { events: 14, head: HASH },
    custody: [
      {
        at: '2026-11-01T09:00:00.000Z',
        action: 'demand.filed',
        actor: { kind: 'agent', subject: 'olga' },
        detail: {},
      },
      {
        at: '2026-11-02T10:00:00.000Z',
        action: 'review.decided',
        actor: { kind: 'reviewer', subject: 'rita' },
        detail: {},
      },
      {
        at: '2026-11-03T12:00:00.000Z',
        action: 'retrieval.completed',
        actor: { kind: 'service' },
        detail: { grant: 0, service: 'mail', recordsSha256: HASH },
      },
      {
        at: '2026-11-03T12:30:00.000Z',
        action: 'disclosure.sealing',
        actor: { kind: 'service' },
        detail: { round: 1 },
      },
    ],
    targets: [{ type: 'email', value: 'kim@example.com', accounts: ['acc-kim'] }],
    scope: {
      grants: [
        { account: 'acc-kim', service: 'mail', items: ['content.mail'], period: PERIOD },
        { account: 'acc-kim', service: 'files', items: ['content.files'], period: PERIOD },
        { account: 'acc-kim', service: 'sessions', items: ['sessions'], period: PERIOD },
      ],
      notHeld: ['content.calls'],
      outOfTime: ['traffic.call-records'],
    },
    determination: DETERMINATION,
    review: {
      by: 'rita',
      at: '2026-11-02T10:00:00.000Z',
      items: ['content.mail', 'content.files', 'sessions'],
      targets: [0],
      resolves: [],
    },
    accounts: [
      { account: 'acc-kim', records: { 'content.mail': 12, 'content.files': 2, sessions: 0 } },
      { account: 'Acc-Kim', records: { 'content.mail': 0 } },
    ],
    setAside: [{ account: 'acc-kim', item: 'content.mail', reason: 'missing', count: 1 }],
    noneFound: [
      { account: 'acc-kim', item: 'sessions' },
      { account: 'Acc-Kim', item: 'content.mail' },
    ],
    changes: [{ account: 'acc-kim', item: 'content.mail', deleted: 1, edited: 2, added: 0 }],
    payload: { files: 0, bytes: 0 },
    ...some,
  });

/** A file of a package with this path; its digests are those of the path. */
export const fileOf = (path: string, size = 1234): PayloadFile => ({
  path,
  sha256: createHash('sha256').update(path).digest('hex'),
  sha512: createHash('sha512').update(path).digest('hex'),
  size,
});

export const PAYLOAD = [
  'data/accounts/acc-kim/files.csv',
  'data/accounts/acc-kim/files/Reisen/000001-Urlaub.png',
  'data/accounts/acc-kim/files/000002-page.html',
  'data/accounts/acc-kim/mail/mail.csv',
  'data/accounts/acc-kim/mail/mail.mbox',
  'data/accounts/acc-kim/mail/messages/000001.eml',
  'data/accounts/acc-kim/set-aside.csv',
]
  .sort()
  .map((path) => fileOf(path));

/** What documents are told of these files. */
export function payloadOf(files: readonly PayloadFile[]): Payload {
  const count = new PayloadCount();
  for (const file of files) count.add(file);
  const list = (algorithm: 'sha256' | 'sha512') =>
    files.map((file) => `${file[algorithm]}  ${file.path}\n`).join('');
  return count.payload([
    textEntry('manifest-sha256.txt', list('sha256')),
    textEntry('manifest-sha512.txt', list('sha512')),
  ]);
}
