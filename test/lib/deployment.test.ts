import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { deploymentOf } from '../../bin/deployment.ts';
import { STAGES } from '../../bin/stages.ts';
import {
  assemblyOf,
  LISTENER,
  resourcesOf,
  stackNames,
  stackOf,
  synthesize,
  templateOf,
} from './templates.ts';

type Manifest = {
  readonly artifacts: Readonly<
    Record<
      string,
      {
        readonly environment?: string;
        readonly dependencies?: readonly string[];
        readonly properties?: {
          readonly tags?: Readonly<Record<string, string>>;
          readonly terminationProtection?: boolean;
        };
      }
    >
  >;
};
const manifestOf = (assembly: string): Manifest =>
  JSON.parse(readFileSync(join(assembly, 'manifest.json'), 'utf8'));

describe.each(['dev', 'prod'] as const)('the stacks of %s', (stage) => {
  const { artifacts } = manifestOf(assemblyOf(stage));
  const names = stackNames(stage);
  const [account, state, ...computing] = names;
  const stackIn = (name: string) => stackOf(assemblyOf(stage), name);
  const typesIn = (name: string) => new Set(Object.values(stackIn(name).Resources).map(({ Type }) => Type));
  const needsOf = (name: string) =>
    (artifacts[name]?.dependencies ?? []).filter((need) => names.includes(need as typeof account));

  it('need those that are deployed before them, and none behind', () => {
    for (const [place, name] of names.entries())
      expect(needsOf(name).filter((need) => !names.slice(0, place).includes(need as typeof name))).toEqual(
        [],
      );
    expect([account, state].flatMap(needsOf)).toEqual([]);
    expect(computing.filter((name) => needsOf(name).includes(account))).toEqual([]);
    for (const name of computing) expect(needsOf(name)).toContain(state);
  });

  it('import nothing that none before them exports', () => {
    const exported = new Set<string>();
    for (const name of names) {
      const stack = stackIn(name);
      const imported = [...JSON.stringify(stack).matchAll(/"Fn::ImportValue":"([^"]+)"/g)].map(
        ([, of]) => of,
      );
      expect(imported.filter((one) => !exported.has(String(one)))).toEqual([]);
      for (const { Export } of Object.values(stack.Outputs)) if (Export) exported.add(Export.Name);
    }
  });

  it('hold state in one, where nothing of ours computes', () => {
    for (const type of [
      'AWS::KMS::Key',
      'AWS::DynamoDB::Table',
      'AWS::S3::Bucket',
      'AWS::Cognito::UserPool',
    ]) {
      expect(typesIn(state)).toContain(type);
      expect(computing.filter((name) => typesIn(name).has(type))).toEqual([]);
    }
    expect(names.filter((name) => typesIn(name).has('AWS::ApiGateway::Account'))).toEqual([account]);
  });

  it('carry tags, which CloudFormation puts on all that is in them', () => {
    for (const name of [state, ...computing])
      expect(artifacts[name]?.properties?.tags).toEqual({ application: 'due-process', stage });
    expect(artifacts[account]?.properties?.tags).toEqual({ application: 'due-process' });
  });

  /** CloudFormation takes 500 resources and a million bytes; what grows past this moves something out first: lib/README.md. */
  it.each(names)('%s has room', (name) => {
    const stack = stackIn(name);
    expect(Object.keys(stack.Resources).length).toBeLessThanOrEqual(450);
    expect(JSON.stringify(stack).length).toBeLessThanOrEqual(800_000);
    expect(Object.keys(stack.Outputs).length).toBeLessThanOrEqual(180);
  });
});

describe('what is removed', () => {
  const policies = (stage: 'dev' | 'prod') =>
    Object.entries(templateOf(stage).Resources).filter(
      // Versions of a state machine are parts of it, and go with it.
      ([, { DeletionPolicy, Type }]) => DeletionPolicy && !Type.endsWith('StateMachineVersion'),
    );

  it('is everything in dev: no policy retains, and buckets are emptied first', () => {
    for (const [, resource] of policies('dev')) expect(resource.DeletionPolicy).toBe('Delete');
    const buckets = resourcesOf(templateOf('dev'), 'AWS::S3::Bucket').map(([Ref]) => ({ Ref }));
    const emptied = resourcesOf(templateOf('dev'), 'Custom::S3AutoDeleteObjects');
    expect(emptied.map(([, { Properties }]) => Properties.BucketName)).toEqual(buckets);
    for (const [, { Properties }] of resourcesOf(templateOf('dev'), 'AWS::Lambda::Function'))
      expect(Properties.LoggingConfig).toEqual({ LogGroup: { Ref: expect.any(String) } });
  });

  it('is nothing in prod, but for what a first deployment made that failed', () => {
    const protectedTypes = policies('prod').map(([, { Type }]) => Type);
    for (const type of [
      'AWS::KMS::Key',
      'AWS::DynamoDB::Table',
      'AWS::S3::Bucket',
      'AWS::S3::BucketPolicy',
      'AWS::Cognito::UserPool',
      'AWS::Cognito::UserPoolGroup',
      'AWS::Logs::LogGroup',
    ])
      expect(protectedTypes.filter((one) => one === type)).toHaveLength(
        resourcesOf(templateOf('prod'), type).length,
      );
    for (const [, resource] of policies('prod'))
      expect(resource).toMatchObject({
        DeletionPolicy: 'RetainExceptOnCreate',
        UpdateReplacePolicy: 'Retain',
      });
    const { artifacts } = manifestOf(assemblyOf('prod'));
    for (const name of stackNames('prod').slice(1))
      expect(artifacts[name]?.properties?.terminationProtection).toBe(true);
  });
});

describe('prod', () => {
  const where = { account: '111122223333', region: 'eu-central-1' };
  const says = (context: Record<string, string>) => (name: string) => context[name];

  it('is not deployed by whoever holds credentials, until it is said where it belongs', () => {
    const credentials = { CDK_DEFAULT_ACCOUNT: '999999999999' };
    expect(() => deploymentOf(STAGES.prod, says({}), credentials)).toThrow('The stage prod is pinned');
    expect(deploymentOf(STAGES.prod, says({ ...where, ...LISTENER }), credentials)).toMatchObject({
      env: where,
    });
    expect(deploymentOf(STAGES.prod, says(LISTENER), {})).not.toHaveProperty('env');
    expect(deploymentOf(STAGES.dev, says({}), credentials)).toEqual({ listeners: {} });
  });

  it('wants an account with its region', () => {
    expect(() => deploymentOf(STAGES.prod, says({ account: where.account }), {})).toThrow('Give both');
  });

  describe('pinned, and bounded', () => {
    const outdir = mkdtempSync(join(tmpdir(), 'due-process-pinned-'));
    beforeAll(() => synthesize('prod', outdir, { context: { ...where, boundary: 'Bound' } }));
    afterAll(() => rmSync(outdir, { recursive: true }));

    it('goes there and nowhere else', () => {
      const { artifacts } = manifestOf(outdir);
      for (const name of stackNames('prod'))
        expect(artifacts[name]?.environment).toBe(`aws://${where.account}/${where.region}`);
    });

    it('gives every role the boundary', () => {
      const roles = stackNames('prod').flatMap((name) =>
        resourcesOf(stackOf(outdir, name), 'AWS::IAM::Role'),
      );
      expect(roles.length).toBeGreaterThan(30);
      for (const [, { Properties }] of roles)
        expect(JSON.stringify(Properties.PermissionsBoundary)).toContain(':policy/Bound');
    });
  });
});

describe('templates for other engines', () => {
  const folder = mkdtempSync(join(tmpdir(), 'plain-'));
  beforeAll(() => synthesize('dev', folder, { context: { plain: 'true' } }));
  afterAll(() => rmSync(folder, { recursive: true }));

  it('leave out what only AWS plays, and nothing else', () => {
    const typesOf = (assembly: string) =>
      stackNames('dev').flatMap((name) =>
        Object.values(stackOf(assembly, name).Resources).map(({ Type }) => Type),
      );
    const plain = typesOf(folder);
    const left = typesOf(assemblyOf('dev'));
    for (const type of plain) left.splice(left.indexOf(type), 1);
    expect([...new Set(left)].sort()).toEqual([
      'AWS::IAM::Role',
      'AWS::Lambda::Function',
      'AWS::Logs::LogGroup',
      'AWS::StepFunctions::StateMachineAlias',
      'AWS::StepFunctions::StateMachineVersion',
      'Custom::S3AutoDeleteObjects',
    ]);
  });
});
