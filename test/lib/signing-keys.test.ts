import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { App } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import type { CfnKey } from 'aws-cdk-lib/aws-kms';
import { STAGES } from '../../bin/stages.ts';
import { KeyTimes } from '../../functions/log/package-keys.ts';
import { keyIdOf } from '../../functions/shared/key-id.ts';
import { StateStack } from '../../lib/state-stack.ts';
import { functionsOf, ROOT, templateOf } from './templates.ts';

/** The flags that the app is made with. */
const { context } = JSON.parse(readFileSync(join(ROOT, 'cdk.json'), 'utf8'));

const FORMER = {
  publicKey: '-----BEGIN PUBLIC KEY-----\n',
  from: '1970-01-01T00:00:00.000Z',
  until: '2027-01-01T00:00:00.000Z',
};

/** Keys that sign packages, and the names under which others import them. */
function signingKeys(former: readonly (typeof FORMER)[]) {
  const stage = { ...STAGES.prod, signingKeys: { from: '2026-12-31T00:00:00.000Z', former } };
  const state = new StateStack(new App({ context }), 'State', {
    stage,
    listeners: { email: 'alarms@example.com' },
  });
  state.exportValue(state.disclosure.signingKey.keyArn);
  const template = Template.fromStack(state);
  const exported = Object.values(template.findOutputs('*')).flatMap(({ Export }) => Export?.Name ?? []);
  return {
    keys: Object.keys(template.findResources('AWS::KMS::Key')).filter((id) =>
      id.startsWith('DisclosureSigning'),
    ),
    exported: exported.filter((name: string) => name.includes('DisclosureSigningKey')),
    present: state.getLogicalId(state.disclosure.signingKey.node.defaultChild as CfnKey),
  };
}

it('one more former key makes another one that signs, and keeps what the deployed service names', () => {
  const [before, after] = [signingKeys([]), signingKeys([FORMER])];
  expect(before.keys).toEqual([before.present]);
  expect(after.keys).toEqual([before.present, after.present]);
  expect(after.present).not.toBe(before.present);
  expect(after.exported).toEqual(expect.arrayContaining(before.exported));
  expect(after.exported.filter((name) => name.includes(before.present))).toHaveLength(2);
});

it.each(['dev', 'prod'] as const)('%s publishes the key that its seal signs with', (name) => {
  const environmentOf = (handler: string) =>
    functionsOf(templateOf(name)).flatMap(
      ([
        ,
        {
          Properties: { Description, Environment },
        },
      ]) => (Description === handler ? [Object(Environment).Variables] : []),
    );
  const [[seal], [serve]] = [environmentOf('disclosure/seal'), environmentOf('log/serve-log')];
  expect(serve.SIGNING_KEY_ID).toBeDefined();
  expect(serve.SIGNING_KEY_ID).toEqual(seal.SIGNING_KEY_ID);
  const times = KeyTimes.parse(JSON.parse(serve.SIGNING_KEY_TIMES));
  expect(times).toEqual(STAGES[name].signingKeys);
  // What the deployer wrote by hand must be keys.
  expect(() => times.former.map(({ publicKey }) => keyIdOf(publicKey))).not.toThrow();
});
