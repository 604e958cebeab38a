import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  HarvestRecord,
  MAX_ID as MAX_STORED_ID,
  SET_ASIDE,
  type SetAside,
} from '../../functions/ledger/parts/harvest.part.ts';
import { Grant as StoredGrant } from '../../functions/ledger/parts/scope.part.ts';
import { isStanding as isStandingInScope } from '../../functions/retrieval/scope.ts';
import { ALL_TIME as ALL_TIME_OF_PAPERS } from '../../functions/shared/instant-range.ts';
import {
  type Grant,
  MAX_ID,
  SET_ASIDE_REASONS,
  type SetAsideReason,
} from '../../packages/connector/contract.ts';
import { ALL_TIME, isStanding } from '../../packages/connector/instants.ts';
import { lineFaults } from '../../packages/connector/line-faults.ts';
import { RULES } from '../../packages/connector/rules.ts';
import { law } from '../validity/law.ts';

const README = readFileSync(join(import.meta.dirname, '../../packages/connector/README.md'), 'utf8');

describe('the contract of connectors', () => {
  it('has the reasons, the longest id and the time that the system has', () => {
    const reasons: readonly SetAside[] = SET_ASIDE_REASONS;
    const known: readonly SetAsideReason[] = Object.keys(SET_ASIDE) as SetAside[];
    expect([...reasons].sort()).toEqual([...known].sort());
    expect([MAX_ID, ALL_TIME]).toEqual([MAX_STORED_ID, ALL_TIME_OF_PAPERS]);
  });

  it('has the grants that the system stores, each read span by span', () => {
    const own: Required<Grant> = {
      account: 'acct-0001',
      service: 'voicemail',
      items: ['content.calls'],
      period: ALL_TIME,
    };
    // Whatever is stored is a grant of the contract, and a grant of the contract can be stored.
    const stored = StoredGrant.parse(own);
    const { spans: _spans, ...members } = StoredGrant.shape;
    expect(Object.keys(members).sort()).toEqual(Object.keys(own).sort());
    expect(stored satisfies Grant).toEqual(own);
  });

  it('takes the same items for standing, and the same for content', () => {
    const grant = { service: 'voicemail', account: 'acct-0001', period: ALL_TIME };
    for (const item of law.dictionary.expand(['subscriber', 'sessions', 'traffic', 'content'])) {
      expect([item, isStanding(item)]).toEqual([item, isStandingInScope(item)]);
      const line = { ...grant, item, at: '2026-03-01T00:00:00.000Z', id: '1', fields: { body: 'hello' } };
      const { period: _period, ...record } = line;
      const rules = lineFaults(record, { ...grant, items: [item] }).map(({ rule }) => rule);
      expect([item, rules]).toEqual([item, law.dictionary.isContent(item) ? [] : ['carries-content']]);
      expect(HarvestRecord.safeParse(record).success).toBe(true);
    }
  });
});

describe('packages/connector/README.md', () => {
  it('has a row for every rule, with what to do', () => {
    const rows = [...README.matchAll(/^\| `([a-z-]+)` \| (.*) \|$/gm)].map(([, rule, todo]) => [rule, todo]);
    expect(rows).toEqual(Object.entries(RULES));
  });
});
