import fc from 'fast-check';
import { ACTIONS, type LedgerEvent } from '../../functions/ledger/event.schema.ts';
import { findChainFaults, GENESIS, sealEvent } from '../../functions/ledger/hash-chain.ts';
import { sampleFacts } from '../kit/sample-facts.ts';

const chain = (details: readonly Record<string, unknown>[]): LedgerEvent[] => {
  const events: LedgerEvent[] = [];
  for (const detail of details)
    events.push(
      sealEvent({
        demandId: 'd-1',
        seq: events.length + 1,
        at: '2026-11-23T09:00:00.000Z',
        action: ACTIONS[events.length % ACTIONS.length] ?? 'demand.filed',
        actor: { kind: 'service', subject: 'due-process' },
        detail,
        facts: sampleFacts(),
        previous: events.at(-1)?.hash ?? GENESIS,
      }),
    );
  return events;
};

const details = fc.array(fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 1 })), {
  minLength: 2,
  maxLength: 12,
});

describe('the chain of a ledger', () => {
  it('is whole as it was written', () => {
    fc.assert(fc.property(details, (all) => expect(findChainFaults(chain(all))).toEqual([])));
  });

  it('shows every event that was altered, taken out, put in twice or moved', () => {
    fc.assert(
      fc.property(
        details,
        fc.nat(),
        fc.constantFrom('alter', 'remove', 'repeat', 'swap'),
        (all, where, how) => {
          const events = chain(all);
          const at = where % events.length;
          const event = events[at];
          if (!event) throw new Error('no event there');
          // The last one taken out leaves a whole, shorter chain: the head in the demand's record tells of that.
          fc.pre(how !== 'remove' || at < events.length - 1);
          fc.pre(how !== 'swap' || at < events.length - 1);
          if (how === 'alter') events[at] = { ...event, detail: { ...event.detail, added: true } };
          if (how === 'remove') events.splice(at, 1);
          if (how === 'repeat') events.splice(at, 0, event);
          if (how === 'swap') events.splice(at, 2, ...events.slice(at, at + 2).reverse());
          expect(findChainFaults(events)).not.toEqual([]);
        },
      ),
    );
  });
});
