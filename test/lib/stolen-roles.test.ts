import { SERVICE_NAMES } from '../../functions/provider/services.ts';
import { evaluate } from '../../local/iam/evaluate.ts';
import { assembled } from '../../scripts/prove/assembled.ts';
import { denialsOf } from '../../scripts/prove/denials.ts';
import { functionOf } from '../../scripts/prove/world.ts';
import { assemblyOf } from './templates.ts';

describe.each(['dev', 'prod'] as const)('of the roles of %s', (stage) => {
  const { world, isAllowed, roles } = assembled(assemblyOf(stage));
  const denials = denialsOf(world);
  const broker = functionOf(world, 'retrieval/open-session');
  const retrieval = roles.role(broker.variables.RETRIEVAL_ROLE_ARN ?? '');

  it('there are as many as functions, and the requests are of all that there is', () => {
    expect(world.length).toBeGreaterThan(40);
    expect(new Set(world.map(({ roleArn }) => roleArn)).size).toBe(world.length);
    const tables = new Set(denials.map(({ resource }) => resource).filter((arn) => arn.includes(':table/')));
    expect(tables.size).toBeGreaterThanOrEqual(SERVICE_NAMES.length + 3);
  });

  it.each(world.map((fn) => [fn.handler, fn] as const))(
    '%s is good for nothing but its own work',
    (_, fn) => {
      const allowed = denials
        .filter((denial) => !denial.may(fn) && isAllowed(fn, denial))
        .map(({ action, resource }) => `${action} ${resource}`);
      expect(allowed).toEqual([]);
    },
  );

  it('each of the few exceptions is somebody’s work, so that nothing here is denied for being misspelt', () => {
    const used = denials.filter((denial) => world.some((fn) => denial.may(fn)));
    const idle = used.filter((denial) => !world.some((fn) => denial.may(fn) && isAllowed(fn, denial)));
    expect(used.length).toBeGreaterThan(20);
    expect(idle.map(({ action, resource }) => `${action} ${resource}`)).toEqual([]);
  });

  it('the retrieval role is trusted to the broker, and only where it says for whom and for what', () => {
    const said = {
      'sts:sourceidentity': ['d-0001'],
      'aws:requesttag/account': ['acct-0001'],
      'aws:requesttag/demandid': ['d-0001'],
      'aws:requesttag/round': ['1'],
      'aws:requesttag/grant': ['0'],
    };
    const trust = (context: Record<string, string[]>) =>
      evaluate(retrieval?.trust ?? [], { action: 'sts:AssumeRole', resource: retrieval?.arn ?? '', context });
    expect([...new Set(retrieval?.trust.flatMap(({ principals }) => principals))]).toEqual([broker.roleArn]);
    expect(trust(said)).toBe('allowed');
    for (const name of Object.keys(said))
      expect([name, trust(Object.fromEntries(Object.entries(said).filter(([key]) => key !== name)))]).toEqual(
        [name, 'notAllowed'],
      );
  });

  describe('a session of the retrieval role without a policy', () => {
    const tags = { account: 'acct-0001', demandId: 'd-0001', round: '1', grant: '0' };
    /** Requests that come by an endpoint of the network say so. */
    const networks = (retrieval?.permissions ?? []).flatMap(({ conditions }) =>
      conditions.filter(({ key }) => key === 'aws:sourcevpc').flatMap(({ values }) => values),
    );
    const inside = { 'aws:sourcevpc': networks.slice(0, 1) };
    const decide = (
      action: string,
      resource: string,
      context: Record<string, string[]>,
      own: object = tags,
    ) =>
      roles.decide(
        {
          arn: 'arn:aws:sts::000000000000:assumed-role/retrieval/d-0001-1-0',
          userId: 'session',
          roleArn: retrieval?.arn,
          sessionPolicy: undefined,
          tags: Object.fromEntries(Object.entries(own)),
          sourceIdentity: 'd-0001',
          chained: true,
        },
        { action, resource, context: { ...inside, ...context } },
      );
    const table = denials.find(({ what }) => what === 'GetItem a store')?.resource ?? '';
    const object = denials.find(({ what }) => what === 'GetObject of a store')?.resource ?? '';
    const harvest = denials.find(({ what }) => what === 'PutObject of a harvest')?.resource ?? '';
    const key = (account: string) => ({ 'dynamodb:leadingkeys': [account] });

    it('reads the account that it is tagged with, and no other; untagged, none', () => {
      expect(decide('dynamodb:GetItem', table, key('acct-0001'))).toBe('allowed');
      expect(decide('dynamodb:GetItem', table, key('acct-0002'))).toBe('notAllowed');
      expect(decide('dynamodb:Query', table, {})).toBe('notAllowed');
      expect(decide('dynamodb:GetItem', table, key('acct-0001'), {})).toBe('notAllowed');
      expect(decide('s3:GetObject', object, {})).toBe('allowed');
      expect(decide('s3:GetObject', object.replace('acct-0001', 'acct-0002'), {})).toBe('notAllowed');
      expect(decide('s3:GetObject', object, {}, {})).toBe('notAllowed');
    });

    it('creates in the harvest of the grant that it is tagged with, and writes over nothing', () => {
      const creates = { 's3:if-none-match': ['*'] };
      expect(decide('s3:PutObject', harvest, creates)).toBe('allowed');
      expect(decide('s3:PutObject', harvest, {})).toBe('notAllowed');
      expect(decide('s3:PutObject', harvest, creates, { ...tags, grant: '1' })).toBe('notAllowed');
      expect(decide('s3:PutObject', harvest, creates, {})).toBe('notAllowed');
      for (const action of ['s3:GetObject', 's3:DeleteObject'])
        expect(decide(action, harvest, creates)).toBe('notAllowed');
    });

    it('is good for nothing outside the network, where the stage has one', () => {
      const creates = { 's3:if-none-match': ['*'] };
      expect(new Set(networks).size).toBe(stage === 'prod' ? 1 : 0);
      for (const from of [[], ['vpc-0elsewhere']]) {
        const context = { 'aws:sourcevpc': from };
        const decided = [
          decide('dynamodb:GetItem', table, { ...key('acct-0001'), ...context }),
          decide('s3:GetObject', object, context),
          decide('s3:PutObject', harvest, { ...creates, ...context }),
        ];
        expect([...new Set(decided)]).toEqual([stage === 'prod' ? 'explicitlyDenied' : 'allowed']);
      }
    });

    it('opens no other, and asks no function', () => {
      for (const { action, resource, context } of denials.filter((one) =>
        /^(sts|lambda|iam|states):/.test(one.action),
      ))
        expect([
          action,
          resource,
          decide(
            action,
            resource,
            Object.fromEntries(Object.entries(context).map(([name, values]) => [name, [...values]])),
          ),
        ]).toEqual([action, resource, 'notAllowed']);
    });
  });
});
