import { DeleteCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { givenKey } from '../../scripts/verify/trusted-key.ts';
import { verifyPackage } from '../../scripts/verify/verify-package.ts';
import { type Engine, startEngine } from '../kit/dynoxide.ts';
import { check, type Desk, fileApproved, freeze, openDesk, retrieve } from '../retrieval/approved-demand.ts';
import { demandOf, determinationOf, reviewOf } from '../retrieval/builders.ts';
import { FEW, openSampleStores } from '../retrieval/sample-stores.ts';
import { packageFiles, predicateIn } from './package-files.ts';
import { sealed, sealingOf, YEAR } from './sealed-demand.ts';

const ACCOUNT = 'acct-0001';
const DATA = ['content.mail', 'content.messages', 'subscriber.name'];

let engine: Engine;
let desk: Desk;
beforeAll(async () => {
  engine = await startEngine();
  desk = await openDesk(engine, await openSampleStores(engine, { ...FEW, accounts: 4 }));
});
afterAll(() => engine.stop());

it('a package has what was frozen though the provider has it no more, tells of that, and verifies', async () => {
  const table = desk.stores.names.MailTable;
  const { objects } = desk.stores.buckets.mail;
  const { Items = [] } = await engine.documents.send(
    new QueryCommand({
      TableName: table,
      KeyConditionExpression: 'account = :account AND entry BETWEEN :from AND :to',
      ExpressionAttributeValues: { ':account': ACCOUNT, ':from': '2026-01-01', ':to': '2026-11-19' },
    }),
  );
  const [gone, other] = Items;
  const demandId = await fileApproved(desk, {
    record: { demand: demandOf({ data: DATA, period: YEAR }) },
    determination: determinationOf({ authorised: DATA }),
    review: reviewOf({ items: ['content.mail', 'subscriber.name'], period: YEAR }),
  });
  await freeze(desk, demandId);
  const kept = [gone, other].map((row) => objects.get(String(row?.key))?.toString('latin1'));
  await engine.documents.send(
    new DeleteCommand({ TableName: table, Key: { account: ACCOUNT, entry: gone?.entry } }),
  );
  objects.delete(String(gone?.key));
  objects.set(String(other?.key), Buffer.from('From: x\r\n\r\nReplaced.\r\n'));
  await retrieve(desk, demandId);
  await check(desk, demandId);
  const sealing = sealingOf(desk);
  const { path, bytes } = await sealed(desk, sealing, demandId);

  const files = await packageFiles(bytes);
  const messages = [...files]
    .filter(([name]) => name.endsWith('.eml'))
    .map(([, one]) => one.toString('latin1'));
  for (const message of kept) expect(messages).toContain(message);
  expect(messages.join()).not.toContain('Replaced.');
  const said = predicateIn(files);
  expect(said.changes).toEqual([
    { account: ACCOUNT, item: 'content.mail', deleted: 1, edited: 1, added: 0 },
    { account: ACCOUNT, item: 'subscriber.name', deleted: 0, edited: 0, added: 0 },
  ]);
  const list = files.get(`data/accounts/${ACCOUNT}/changes.csv`)?.toString() ?? '';
  expect(list.match(/"(deleted|edited)"/g)?.sort()).toEqual(['"deleted"', '"edited"']);
  expect(files.get('README.txt')?.toString()).toContain('content.mail: 1 deleted, 1 edited, 0 added');
  // Chat was frozen, and nobody approved it: not even how much of it there is leaves.
  const custody = said.custody.filter(({ action }) => action.startsWith('freeze.'));
  expect(custody.length).toBeGreaterThan(0);
  expect(JSON.stringify(custody)).toContain('content.mail');
  expect(JSON.stringify(custody)).not.toContain('content.messages');
  expect(await verifyPackage(path, { keys: [givenKey(sealing.signer.pem)] })).toMatchObject({
    vouched: true,
  });
});

it('what was frozen and is another when it is sealed stops the seal', async () => {
  const demandId = await fileApproved(desk, {
    record: { demand: demandOf({ data: ['content.mail'], period: YEAR }) },
    determination: determinationOf({ authorised: ['content.mail'] }),
    review: reviewOf({ items: ['content.mail'], period: YEAR }),
  });
  await freeze(desk, demandId);
  await retrieve(desk, demandId);
  await check(desk, demandId);
  const key = [...desk.frozen.objects.keys()].find((one) => one.includes(`/${demandId}/1/0/blobs/`)) ?? '';
  desk.frozen.objects.set(key, Buffer.from('changed'));
  await expect(sealed(desk, sealingOf(desk), demandId)).rejects.toThrow('grant 0: bytes');
});
