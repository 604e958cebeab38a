import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { dynamoAccountDirectory } from '../../functions/provider/dynamodb-account-directory.ts';
import { DIRECTORY_KEYS } from '../../functions/provider/sample-provider.tables.ts';
import type { Target } from '../../functions/shared/demand.schema.ts';
import { ALL_TIME, rangeAt } from '../../functions/shared/instant-range.ts';
import { type Engine, startEngine } from '../kit/dynoxide.ts';

describe('the directory of the sample provider', () => {
  let engine: Engine;
  let table: string;
  beforeAll(async () => {
    engine = await startEngine();
    table = await engine.createTable(DIRECTORY_KEYS);
  });
  afterAll(() => engine.stop());

  const put = (identifier: string, since: string, account: string, more: Record<string, unknown> = {}) =>
    engine.documents.send(
      new PutCommand({
        TableName: table,
        Item: { identifier, since, account, customer: 'consumer', ...more },
      }),
    );
  const find = (type: Target['type'], value: string, time = ALL_TIME) =>
    dynamoAccountDirectory(engine.documents, table).find({ type, value }, time);
  const SINCE = '2020-01-01T00:00:00.000Z';

  it.each<[Target['type'], string, readonly string[]]>([
    ['ip-address', '2001:db8::1', ['2001:DB8::1', '2001:db8:0:0:0:0:0:1', '2001:db8::1']],
    ['ip-address', '198.51.100.77', ['::ffff:198.51.100.77']],
    ['email', 'user@xn--bcher-kva.example', ['user@bücher.example', 'USER@BÜCHER.example']],
    ['email', 'gast@bücher.example', ['gast@xn--bcher-kva.example', 'Gast@bücher.example']],
    ['email', 'пример@example.com', ['ПРИМЕР@example.com']],
    ['email', '"john doe"@example.com', ['"John\\ Doe"@Example.com']],
    ['email', 'a..b@example.com', ['a..b@example.com']],
    ['email', 'Sam.Sample@Example.com', ['Sam.Sample@Example.com']],
    ['phone', '+12025550123', ['+1 (202) 555-0123', '001-202-555-0123', 'tel:+1-202-555-0123']],
    ['device', '00:53:00:aa:bb:cc', ['00-53-00-AA-BB-CC', '0053.00aa.bbcc', '005300AABBCC']],
    ['device', '352099001761481', ['35-209900-176148', 'IMEI 352099001761481']],
    ['device', 'IMEI-35000000000000', ['IMEI-35000000000000']],
    ['device', 'AB-1', ['AB-1']],
    ['account-id', 'User123', ['User123']],
  ])('knows the %s %s in all its spellings', async (type, held, spellings) => {
    await put(`${type}:${held}`, SINCE, 'acct-0001');
    for (const spelling of spellings)
      expect([spelling, (await find(type, spelling)).holders]).toEqual([
        spelling,
        [{ account: 'acct-0001', customer: 'consumer', from: SINCE }],
      ]);
  });

  it('does not take one account id or device for another by its case', async () => {
    await put('account-id:Case', SINCE, 'acct-0001');
    expect((await find('account-id', 'case')).holders).toEqual([]);
  });

  it('says in which form it looked, and that nobody looks for searches', async () => {
    expect(await find('phone', '+1 202 555 0177')).toEqual({
      identifier: '+12025550177',
      holders: [],
      otherTimes: [],
    });
    for (const type of ['keyword', 'geofence', 'ip-range'] as const)
      expect(await find(type, '198.51.100.0/24')).toEqual({ holders: [], otherTimes: [] });
    expect(await find('phone', '202 555 0177')).toEqual({ holders: [], otherTimes: [] });
  });

  it('answers with who had it in the time, and when else it was had', async () => {
    const noon = '2026-03-10T12:00:00.000Z';
    await put('ip-address:203.0.113.99', SINCE, 'acct-a', { until: noon });
    await put('ip-address:203.0.113.99', noon, 'acct-b');
    const on = async (moment: string) => {
      const { holders, otherTimes } = await find('ip-address', '203.0.113.99', rangeAt(moment));
      return [holders.map(({ account }) => account), otherTimes];
    };
    expect(await on('2026-03-10')).toEqual([['acct-a', 'acct-b'], []]);
    expect(await on('2026-03-09')).toEqual([['acct-a'], [{ from: noon }]]);
    expect(await on('2026-03-10T11:59:59.999Z')).toEqual([['acct-a'], [{ from: noon }]]);
    expect(await on('2026-03-10T12:00:00Z')).toEqual([['acct-b'], [{ from: SINCE, to: noon }]]);
    expect(await on('2019-12-31')).toEqual([[], [{ from: SINCE, to: noon }, { from: noon }]]);
  });

  it('reads instants of other precision and zone as what they are', async () => {
    await put('account-id:zoned', '2026-01-01T02:00:00+02:00', 'acct-0001', {
      until: '2026-02-01T00:00:00Z',
    });
    expect((await find('account-id', 'zoned')).holders).toMatchObject([
      { from: '2026-01-01T00:00:00.000Z', to: '2026-02-01T00:00:00.000Z' },
    ]);
  });

  it('takes what an item does not say, or says in another form, as not known', async () => {
    await put('phone:+12025550124', SINCE, 'acct-0001', {
      until: null,
      usPerson: null,
      inUS: 'yes',
      dataCountry: '',
      controllerCountry: 1,
    });
    expect((await find('phone', '+12025550124')).holders).toEqual([
      { account: 'acct-0001', customer: 'consumer', from: SINCE },
    ]);
  });

  it('reads to the last page of many holders', async () => {
    const filler = 'x'.repeat(300_000);
    for (let n = 0; n < 5; n += 1)
      await put('account-id:shared', `2026-01-0${n + 1}T00:00:00.000Z`, `acct-${n}`, { filler });
    expect((await find('account-id', 'shared')).holders).toHaveLength(5);
  });
});
