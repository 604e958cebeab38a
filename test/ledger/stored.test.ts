import * as z from 'zod/mini';
import { commitOf } from '../../functions/ledger/commit-of.ts';
import { type Draft, RECORD } from '../../functions/ledger/demand-record.schema.ts';
import { isKnown, readEvent } from '../../functions/ledger/event.schema.ts';
import { FACTS } from '../../functions/ledger/facts.schema.ts';
import { created, part, replaced } from '../../functions/ledger/part.ts';
import { PART_KINDS, partKindOf } from '../../functions/ledger/part-kinds.ts';
import { DETERMINATION } from '../../functions/ledger/parts/determination.part.ts';
import { REVIEW } from '../../functions/ledger/parts/review.part.ts';
import { SCOPE } from '../../functions/ledger/parts/scope.part.ts';
import { stored } from '../../functions/ledger/stored.ts';
import { CONTRIBUTION } from '../../functions/reporting/contribution.schema.ts';
import { NewerVersion, UnknownPart, UnreadableItem } from '../../functions/shared/faults.ts';
import { sampleDetermination } from '../kit/filed-demand.ts';
import { someLedger } from '../kit/ledgers.ts';
import { sampleDemand } from '../kit/sample-demand.ts';
import { sampleFacts } from '../kit/sample-facts.ts';

const Note = z.strictObject({ text: z.string(), by: z.strictObject({ name: z.string() }) });
const NOTE = stored({
  name: 'note',
  version: 2,
  schema: Note,
  upgrades: [(older) => ({ by: { name: '?' }, ...older })],
});
const note = { text: 'a', by: { name: 'rita' } };

describe('a stored item', () => {
  it('is written with its version and read without it', () => {
    expect(NOTE.write(note)).toEqual({ ...note, schemaVersion: 2 });
    expect(NOTE.read(NOTE.write(note))).toEqual(note);
  });

  it('of an earlier version is read as if it had been written today', () => {
    expect(NOTE.read({ text: 'a' })).toEqual({ text: 'a', by: { name: '?' } });
  });

  it('keeps what a later deployment added, wherever it stands, and carries it on', () => {
    const later = { ...note, by: { name: 'rita', desk: 'west' }, mood: 'calm', schemaVersion: 2 };
    const read = NOTE.read(later);
    expect(read).toEqual({ ...note, by: { name: 'rita', desk: 'west' }, mood: 'calm' });
    expect(NOTE.write({ ...read, text: 'b' }, read)).toEqual({ ...later, text: 'b' });
  });

  it('with a member that nobody knows is not written', () => {
    expect(() => NOTE.writeAny({ ...note, mood: 'calm' })).toThrow(UnreadableItem);
    expect(() => NOTE.writeAny({ ...note, by: { name: 'rita', desk: 'west' } }, { mood: 'calm' })).toThrow(
      UnreadableItem,
    );
  });

  it.each([
    [{ ...note, schemaVersion: 3 }, NewerVersion],
    [{ text: 1 }, UnreadableItem],
    ['note', UnreadableItem],
    [null, UnreadableItem],
    [{ ...note, schemaVersion: 'two' }, UnreadableItem],
    [{ ...note, schemaVersion: 0 }, UnreadableItem],
  ])('that no reader takes is refused by name: %j', (item, fault) => {
    expect(() => NOTE.read(item)).toThrow(fault);
  });

  it('is written as the lowest version that it needs, so that older readers take the others', () => {
    const needs = ({ text }: z.infer<typeof Note>) => (text === 'new' ? 3 : 2);
    const same = (older: object) => ({ ...older });
    const LATER = stored({ name: 'note', version: 3, schema: Note, needs, upgrades: [same, same] });
    expect(NOTE.read(LATER.write(note))).toEqual(note);
    expect(() => NOTE.read(LATER.write({ ...note, text: 'new' }))).toThrow(NewerVersion);
    expect(LATER.read(LATER.write({ ...note, text: 'new' }))).toEqual({ ...note, text: 'new' });
  });

  it('names members in its errors and never values', () => {
    expect(() => NOTE.read({ ...note, text: ['alice@example.com'] })).toThrow(
      /^note: invalid_type at \/text$/,
    );
  });
});

describe('an event of a later deployment', () => {
  const [event] = someLedger('d-1', [{}]);

  it('is read with what was added to it and to its facts', () => {
    const later = { ...event, mood: 'calm', facts: { ...sampleFacts(), district: 'N.D. Cal.' } };
    expect(readEvent(later)).toEqual(later);
  });

  it('may tell of an action that is not known yet', () => {
    const later = readEvent({ ...event, action: 'demand.challenged' });
    expect(isKnown(later.action)).toBe(false);
  });

  it('is refused by name where its version is not known', () => {
    expect(() => readEvent({ ...event, schemaVersion: 99 })).toThrow(NewerVersion);
    expect(() => readEvent({ ...event, facts: { ...sampleFacts(), schemaVersion: 99 } })).toThrow(
      NewerVersion,
    );
  });
});

describe('a demand that a later deployment wrote', () => {
  const draft: Draft = {
    id: 'd-1',
    round: 1,
    authorityId: 'us-usao-ndca',
    filedBy: 'olga',
    filedAt: '2026-11-23T09:00:00.000Z',
    demand: sampleDemand(),
    facts: sampleFacts(),
  };
  const filing = { action: 'demand.filed', actor: { kind: 'agent', subject: 'olga' }, detail: {} } as const;
  const failure = {
    action: 'demand.failed',
    actor: { kind: 'service', subject: 'due-process' },
    detail: {},
  } as const;

  it('is changed without losing what it says', () => {
    const { record } = commitOf(draft, filing, draft.filedAt);
    const later = RECORD.read({
      ...record,
      colour: 'blue',
      facts: { ...record.facts, district: 'N.D. Cal.' },
    });
    const { record: changed, event } = commitOf(later, failure, draft.filedAt, later);
    expect(changed).toMatchObject({ colour: 'blue', facts: { district: 'N.D. Cal.' } });
    expect(event.facts).toMatchObject({ district: 'N.D. Cal.', schemaVersion: FACTS.version });
  });
});

describe('what an older deployment would misread', () => {
  const version = (write: { body: Record<string, unknown> }) => write.body.schemaVersion;
  const determination = (change: object, account: object = {}) =>
    version(
      created(DETERMINATION(1), {
        round: 1,
        decidedAt: '2026-11-23T09:00:00.000Z',
        inputsHash: '',
        circumstances: { now: '2026-11-23', accounts: [] },
        accounts: [{ target: 0, account: 'acct-0001', customer: 'consumer', ...account }],
        determination: { ...sampleDetermination(), ...change },
      }),
    );
  const review = (change: object) =>
    version(
      created(REVIEW(1), {
        round: 1,
        decision: 'approve',
        by: 'rita',
        at: '2026-11-23T09:00:00.000Z',
        items: [],
        targets: [],
        resolves: [],
        ...change,
      }),
    );
  const range = (month: string) => ({
    from: `2026-${month}-01T00:00:00.000Z`,
    to: `2026-${month}-02T00:00:00.000Z`,
  });
  const scope = (change: object) =>
    version(
      created(SCOPE(1), {
        round: 1,
        compiledAt: '2026-11-23T09:00:00.000Z',
        grants: [{ account: 'a', service: 's', items: ['sessions'], period: range('01'), ...change }],
        notHeld: [],
        outOfTime: [],
      }),
    );

  it('says a later version than all else', () => {
    expect([
      determination({}),
      determination({}, { from: '2026-01-01T00:00:00.000Z' }),
      review({}),
      scope({}),
    ]).toEqual([2, 2, 2, 2]);
    expect([
      determination({ reasons: ['holder-uncertain'] }),
      determination({}, { to: '2026-01-01T00:00:00.000Z' }),
      review({ accounts: ['acct-0001'] }),
      review({ resolves: ['holder-uncertain'] }),
      scope({ spans: [range('01'), range('03')] }),
    ]).toEqual([3, 3, 3, 3, 3]);
  });
});

describe('facts in what holds them', () => {
  const contribution = { demandId: 'd-1', seq: 1, facts: sampleFacts() };

  it('are of their own version, whatever the version of the item', () => {
    const row = CONTRIBUTION.write(contribution);
    expect(row.facts).toMatchObject({ schemaVersion: FACTS.version });
    expect(CONTRIBUTION.read(row)).toEqual(contribution);
    expect(CONTRIBUTION.read({ ...contribution, schemaVersion: 2 })).toEqual(contribution);
  });

  it('are refused by name where their version is not known', () => {
    const facts = { ...sampleFacts(), schemaVersion: 99 };
    expect(() => CONTRIBUTION.read({ ...contribution, facts, schemaVersion: 2 })).toThrow(NewerVersion);
    expect(() => RECORD.read({ facts, schemaVersion: 2 })).toThrow(NewerVersion);
  });
});

describe('a part', () => {
  const NOTES = part('note#', Note);

  it('is named by what its sort key ends in', () => {
    expect(NOTES(1, 'west').key).toBe('note#1#west');
    expect(created(NOTES(1), note)).toEqual({
      key: 'note#1',
      body: { ...note, schemaVersion: 2 },
      mode: 'create',
    });
    expect(replaced(NOTES(1), note, note).mode).toBe('replace');
  });

  it('has a sort key that begins like that of no other', () => {
    for (const { prefix } of PART_KINDS)
      expect(PART_KINDS.filter((other) => other.prefix.startsWith(prefix))).toHaveLength(1);
  });

  it('of an unknown kind is refused by name, without the rest of its key', () => {
    expect(partKindOf('release#rita').prefix).toBe('release#');
    expect(() => partKindOf('gossip#rita')).toThrow(UnknownPart);
    expect(() => partKindOf('gossip#rita')).toThrow(/^((?!rita).)*$/);
    expect(() => partKindOf('disclosures')).toThrow(UnknownPart);
  });
});
