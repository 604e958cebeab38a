import { SERVICE_NAMES, SERVICES } from '../../functions/provider/services.ts';
import { compileGrants } from '../../functions/retrieval/scope.ts';
import { demandOf, determinationOf, dictionary, FILED_AT, reviewOf } from './builders.ts';

const inputs = () => ({
  demand: demandOf(),
  filedAt: FILED_AT,
  determination: determinationOf(),
  review: reviewOf(),
  dictionary,
});

describe('the scope of a demand', () => {
  it('has one grant per account and service, with leaf items and the paper’s period as instants', () => {
    const { grants } = compileGrants(inputs());
    expect(grants.map(({ account, service }) => [account, service])).toEqual([
      ['acct-0001', 'subscribers'],
      ['acct-0001', 'mail'],
    ]);
    expect(grants[1]).toEqual({
      account: 'acct-0001',
      service: 'mail',
      items: ['content.mail'],
      period: { from: '2026-01-01T00:00:00.000Z', to: '2026-07-01T00:00:00.000Z' },
    });
  });

  it('is empty for a review that refuses', () => {
    expect(compileGrants({ ...inputs(), review: reviewOf({ decision: 'refuse' }) }).grants).toEqual([]);
  });

  it('names what may be produced but is not held, and grants none of it', () => {
    const all = { data: ['content', 'toll-billing', 'location'] };
    const scope = compileGrants({
      ...inputs(),
      demand: demandOf(all),
      determination: determinationOf({ authorised: all.data }),
      review: reviewOf({ items: all.data }),
    });
    const held = SERVICE_NAMES.flatMap((service): string[] => [...SERVICES[service].items]);
    const leaves = dictionary.expand(all.data);
    expect(scope.notHeld).toEqual(leaves.filter((item) => !held.includes(item)).sort());
    expect(scope.notHeld).toEqual(
      expect.arrayContaining(['location.history', 'location.live', 'toll-billing']),
    );
    expect(scope.grants.flatMap(({ items }) => items)).toEqual(held.filter((item) => leaves.includes(item)));
    expect(scope.grants.flatMap(({ items }) => items)).toEqual(
      expect.arrayContaining(['content.mail', 'content.messages', 'content.files']),
    );
  });

  it('never grants secrets or what has not happened yet, even where a determination says so', () => {
    const all = ['secrets', 'live', 'subscriber.name'];
    const { grants, notHeld } = compileGrants({
      ...inputs(),
      demand: demandOf({ data: all }),
      determination: determinationOf({ authorised: all }),
      review: reviewOf({ items: all }),
    });
    expect(grants.flatMap(({ items }) => items)).toEqual(['subscriber.name']);
    // Of secrets nothing is said; what an order lets capture is not captured here, and the package says so.
    expect(notHeld).toEqual(['live.content', 'live.traffic']);
  });

  it('ends where the demand was filed, whatever end the paper has', () => {
    const open = { from: '2026-06-01', to: '2027-06-01' };
    const { grants } = compileGrants({
      ...inputs(),
      demand: demandOf({ period: open }),
      review: reviewOf({ period: open }),
    });
    expect(grants.at(-1)?.period.to).toBe(FILED_AT);
  });

  it('keeps standing facts and drops what has a time when no time is left', () => {
    const future = { from: '2027-01-01', to: '2027-02-01' };
    const scope = compileGrants({
      ...inputs(),
      demand: demandOf({ period: future }),
      review: reviewOf({ period: future }),
    });
    expect(scope.grants.map(({ service }) => service)).toEqual(['subscribers']);
    expect(scope.outOfTime).toEqual(['content.mail']);
  });

  it('has no account of a target that the determination or the review dropped', () => {
    const accounts = [
      { target: 0, account: 'acct-0001', customer: 'consumer' as const },
      { target: 1, account: 'acct-0002', customer: 'consumer' as const },
      { target: 2, account: 'acct-0003', customer: 'consumer' as const },
    ];
    const targets = ['a', 'b', 'c'].map((name) => ({ type: 'email' as const, value: `${name}@example.com` }));
    const { grants } = compileGrants({
      ...inputs(),
      demand: demandOf({ targets }),
      determination: determinationOf({ accounts, targets: [0, 1] }),
      review: reviewOf({ targets: [1, 2] }),
    });
    expect(new Set(grants.map(({ account }) => account))).toEqual(new Set(['acct-0002']));
  });
});
