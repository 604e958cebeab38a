import { csvAnswer } from '../../functions/desk/desk-csv.ts';
import type { DrawAnswer } from '../../functions/desk/draw-paper.schema.ts';
import { draftInvoice } from '../../functions/desk/invoice.ts';
import { listDesk } from '../../functions/desk/list-desk.ts';
import { readDemand } from '../../functions/desk/read-demands.ts';
import { readPaper } from '../../functions/desk/read-paper.ts';
import { readReach } from '../../functions/desk/read-reach.ts';
import { viewPackage } from '../../functions/desk/view-package.ts';
import { readEvents } from '../../functions/ledger/read-events.ts';
import type { Principal } from '../../functions/shared/principal.ts';
import { memoryDeps, olga, person, problemOf, rita } from '../kit/desk.ts';
import { fileSample } from '../kit/filed-demand.ts';
import { sampleDemand } from '../kit/sample-demand.ts';
import { law } from '../validity/law.ts';

const ORDER = 'a'.repeat(64);
const SESSION = '5'.repeat(64);

async function arrange() {
  const deps = {
    ...memoryDeps(),
    rulebook: law,
    link: async () => ({ url: 'https://store.example.com/', expiresIn: 300, bucket: 'b', key: 'k' }),
    draw: async (): Promise<DrawAnswer> => ({ pages: 1, png: 'AAAA' }),
    sealedBytes: () => {
      throw new Error('nobody is to read the package');
    },
  };
  const record = {
    status: 'awaiting-review',
    demand: sampleDemand({ documents: [{ sha256: ORDER, mediaType: 'application/pdf', title: 'Order' }] }),
    documents: [{ sha256: ORDER, versionId: 'v1', size: 9 }],
    sessions: { [SESSION]: 'olga' },
    reasons: ['conflict-of-laws'],
  };
  const id = await fileSample(deps.store, { record });
  return { id, deps };
}

/** Who filed the demand, by whatever name and in whatever role of the desk they come. */
const THEMSELVES: [string, Principal<'reviewer' | 'releaser' | 'auditor'>][] = [
  ['reviews', person('reviewer', 'olga')],
  ['releases', person('releaser', 'OLGA')],
  ['audits', person('auditor', 'olga')],
  ['has another subject, of which the account is known', { ...person('auditor', 'e-17'), account: 'olga' }],
  ['comes in the same session by another name', { ...person('reviewer', 'olivia'), session: SESSION }],
];

describe.each(THEMSELVES)('who filed a demand and %s', (_, principal) => {
  const said = principal.session ? '403 same_session' : '403 own_demand';

  it('is shown nothing of what we found of it', async () => {
    const { id, deps } = await arrange();
    const auditor = { ...principal, role: 'auditor' as const };
    for (const [what, shown] of Object.entries({
      view: readDemand(id, principal, deps),
      events: readEvents(id, { principal, query: {}, store: deps.store }),
      paper: readPaper({ id, sha256: ORDER, page: 1 }, principal, deps),
      reach: readReach(id, {}, principal, deps),
      package: viewPackage(id, {}, auditor, deps),
      invoice: draftInvoice(id, principal, deps),
    }))
      expect([what, await problemOf(shown)]).toEqual([what, said]);
    expect(await deps.store.events(id)).toHaveLength(1);
  });

  it('does not have it on a list, nor in its counts', async () => {
    const { id, deps } = await arrange();
    const [theirs, others] = [await listDesk({}, principal, deps), await listDesk({}, rita, deps)];
    expect(others.demands).toMatchObject([{ id, reasons: ['conflict-of-laws'] }]);
    expect(theirs).toMatchObject({ demands: [], counts: { all: 0 } });
    expect(csvAnswer(theirs, {}).text).not.toContain(id);
    expect(csvAnswer(others, {}).text).toContain(id);
  });
});

it('an agent and anybody else of the desk see what they saw', async () => {
  const { id, deps } = await arrange();
  expect(await readDemand(id, olga, deps)).toMatchObject({ id, status: 'received' });
  expect(await readDemand(id, rita, deps)).toMatchObject({ id, filedBy: 'olga' });
});
