import { accessOf } from '../../functions/retrieval/access.ts';
import type { Found } from '../../functions/retrieval/connector.ts';
import { type Engine, startEngine } from '../kit/dynoxide.ts';
import { connectorConformance } from './connector-conformance.ts';
import { openSampleStores, type SampleStores } from './sample-stores.ts';

let engine: Engine;
let stores: SampleStores;

beforeAll(async () => {
  engine = await startEngine();
  stores = await openSampleStores(engine);
});
afterAll(() => engine.stop());

for (const service of ['mail', 'messages', 'calls', 'files', 'subscribers', 'sessions'] as const)
  connectorConformance(service, async () => {
    const connector = stores.connectors[service];
    const own = stores.byService[service];
    return {
      connector,
      stores: own,
      clients: stores.clients,
      account: 'acct-0001',
      emptyAccount: 'acct-9999',
    };
  });

describe('mail headers', () => {
  it('have no subject and no bytes, and cannot be read with one', async () => {
    const { mail } = stores.connectors;
    const period = { from: '2024-01-01T00:00:00.000Z', to: '2027-01-01T00:00:00.000Z' };
    const grant = { account: 'acct-0001', service: 'mail', items: ['traffic.mail-headers'], period };
    let count = 0;
    for await (const record of mail.read(grant, stores.clients)) {
      const { fields, blob } = record as Found;
      expect(Object.keys(fields).sort()).toEqual(['date', 'from', 'messageId', 'size', 'to']);
      expect(blob).toBeUndefined();
      count += 1;
    }
    expect(count).toBeGreaterThan(5);
    const own = stores.byService.mail;
    expect(accessOf('mail', own, grant.items)).toMatchObject({ buckets: [] });
    expect(JSON.stringify(accessOf('mail', own, mail.items))).not.toContain('subject');
  });
});
