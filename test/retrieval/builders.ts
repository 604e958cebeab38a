import { DemandRecord } from '../../functions/ledger/demand-record.schema.ts';
import { DeterminationPart } from '../../functions/ledger/parts/determination.part.ts';
import { ReviewPart } from '../../functions/ledger/parts/review.part.ts';
import { Demand } from '../../functions/shared/demand.schema.ts';
import type { ItemDictionary } from '../../functions/validity/item-dictionary.ts';

const FAMILIES: Record<string, readonly string[]> = {
  subscriber: ['name', 'address', 'contact', 'identifiers', 'length-of-service', 'services', 'payment'],
  sessions: [],
  'toll-billing': [],
  traffic: ['mail-headers', 'message-logs', 'call-records', 'access-logs'],
  content: ['mail', 'messages', 'files', 'calls', 'calendar', 'contacts'],
  location: ['history', 'live'],
  live: ['traffic', 'content'],
  secrets: ['password', 'encryption-key'],
};

const leavesOf = (family: string) => {
  const items = FAMILIES[family];
  if (!items) return [];
  return items.length === 0 ? [family] : items.map((item) => `${family}.${item}`);
};

export const ALL_FAMILIES = Object.keys(FAMILIES);
export const ALL_ITEMS = ALL_FAMILIES.flatMap(leavesOf);

/** The data dictionary without the rulebook. */
export const dictionary: ItemDictionary = {
  expand: (items) => [...new Set(items.flatMap((item) => (item in FAMILIES ? leavesOf(item) : [item])))],
  isContent: (item) => item.startsWith('content') || item === 'live.content',
};

export const FILED_AT = '2026-11-20T09:00:00.000Z';

export const demandOf = (own: Partial<Demand> = {}): Demand =>
  Demand.parse({
    instrument: 'us/search-warrant',
    reference: '26-mj-1234',
    authority: { name: 'U.S. District Court', country: 'US', level: 'federal', kind: 'court' },
    issuer: { role: 'magistrate-judge' },
    signatures: [{ role: 'judge' }],
    targets: [{ type: 'email', value: 'alice@example.com' }],
    data: ['content.mail', 'subscriber'],
    period: { from: '2026-01-01', to: '2026-06-30' },
    ...own,
  });

export const recordOf = (own: Partial<DemandRecord> = {}): DemandRecord =>
  DemandRecord.parse({
    id: 'dem_test',
    version: 1,
    head: '0'.repeat(64),
    status: 'reviewed',
    round: 1,
    authorityId: 'us-fbi',
    filedBy: 'agent-1',
    filedAt: FILED_AT,
    demand: demandOf(),
    facts: {
      receivedAt: FILED_AT,
      country: 'US',
      level: 'federal',
      authorityKind: 'court',
      instrument: 'us/search-warrant',
      series: 'criminal',
      identifiers: 1,
      accounts: 1,
      enterprise: false,
      outcome: 'pending',
      narrowed: false,
      secrecy: false,
      notice: 'none',
    },
    ...own,
  });

type Decided = Partial<DeterminationPart['determination']> & Pick<Partial<DeterminationPart>, 'accounts'>;

export const determinationOf = ({
  accounts = [{ target: 0, account: 'acct-0001', customer: 'consumer' }],
  ...own
}: Decided = {}): DeterminationPart =>
  DeterminationPart.parse({
    round: 1,
    decidedAt: '2026-11-20T09:01:00.000Z',
    inputsHash: 'a'.repeat(64),
    circumstances: { now: '2026-11-20T09:01:00.000Z', accounts: [] },
    accounts,
    determination: {
      outcome: 'accept',
      authorised: ['content.mail', 'subscriber'],
      targets: [0],
      reasons: [],
      findings: [
        {
          check: 'signed-by-judge',
          outcome: 'pass',
          cite: '18 USC 2703(a)',
          explanation: 'A judge signed it.',
        },
      ],
      notice: { regime: 'notify' },
      preserve: false,
      approvals: 1,
      rulebook: `sha256:${'b'.repeat(64)}`,
      ...own,
    },
  });

export const reviewOf = (own: Partial<ReviewPart> = {}): ReviewPart =>
  ReviewPart.parse({
    round: 1,
    decision: 'approve',
    by: 'rita',
    at: '2026-11-20T10:00:00.000Z',
    items: ['content.mail', 'subscriber'],
    targets: [0],
    period: { from: '2026-01-01', to: '2026-06-30' },
    resolves: [],
    ...own,
  });
