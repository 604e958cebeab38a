import { draftInvoice } from '../../functions/desk/invoice.ts';
import { created } from '../../functions/ledger/part.ts';
import { DISCLOSURE } from '../../functions/ledger/parts/disclosure.part.ts';
import { HARVEST, type HarvestPart } from '../../functions/ledger/parts/harvest.part.ts';
import { memoryDeps, problemOf, rita } from '../kit/desk.ts';
import { fileSample } from '../kit/filed-demand.ts';
import { sampleDemand } from '../kit/sample-demand.ts';
import { sampleFacts } from '../kit/sample-facts.ts';

const PACKAGE = 'c'.repeat(64);
const COUNTS = { 'content.mail': 1001, sessions: 30, 'toll-billing': 12 };

const harvest = (account: string): HarvestPart =>
  ({
    round: 1,
    grant: 0,
    service: 'mail',
    account,
    counts: COUNTS,
    finishedAt: '2026-11-23T10:00:00.000Z',
    objects: [],
  }) as unknown as HarvestPart;

async function disclosed(instrument = 'us/search-warrant', outcome: 'content' | 'pending' = 'content') {
  const deps = memoryDeps();
  const id = await fileSample(deps.store, {
    record: {
      status: 'closed',
      conclusion: 'disclosed',
      packageSha256: PACKAGE,
      facts: sampleFacts({ outcome }),
      demand: sampleDemand({ instrument, reference: '26-mj-7' }),
    },
    parts: [
      created(DISCLOSURE(), {
        round: 1,
        sealedAt: '2026-11-23T10:00:00.000Z',
        key: 'k',
        versionId: 'v',
        sha256: PACKAGE,
        size: 1,
        manifestSha256: 'd'.repeat(64),
        signature: 's',
        keyId: 'k',
        counts: COUNTS,
      }),
    ],
  });
  const { store } = deps;
  const parts: typeof store.parts = async (of, beginning) =>
    beginning.key.startsWith(HARVEST(1, '').key)
      ? ([harvest('acct-1'), harvest('acct-1'), harvest('acct-2')] as never)
      : store.parts(of, beginning);
  return { id, deps: { ...deps, store: { ...store, parts } } };
}

describe('the invoice of a disclosure', () => {
  it('is a draft of what the tariff asks for what is in the package, without what is exempt', async () => {
    const { id, deps } = await disclosed();
    const invoice = await draftInvoice(id, rita, deps);
    expect(invoice).toMatchObject({
      id,
      draft: true,
      cite: '18 USC 2706(a)-(b)',
      currency: 'USD',
      packageSha256: PACKAGE,
      lines: [
        { id: 'account', quantity: 2, amount: 9000 },
        { id: 'content-records', quantity: 1001, amount: 3000 },
        { id: 'other-records', quantity: 30, amount: 500 },
        { id: 'package', quantity: 1, amount: 1000 },
      ],
      exempt: [{ items: ['toll-billing'], records: 12, cite: '18 USC 2706(c)' }],
      total: 13_500,
    });
    expect(invoice.text).toContain('Your reference: 26-mj-7');
    expect(invoice.text).toContain('Total: USD 135.00');
    expect(invoice.text).toContain('Without a fee: 12 records of toll-billing (18 USC 2706(c))');
  });

  it('is refused where nothing was disclosed, and where no law lets us ask', async () => {
    const pending = await disclosed('us/search-warrant', 'pending');
    expect(await problemOf(draftInvoice(pending.id, rita, pending.deps))).toBe('409 nothing_to_invoice');
    const european = await disclosed('eu/epoc');
    expect(await problemOf(draftInvoice(european.id, rita, european.deps))).toBe('409 no_tariff');
  });
});
