import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { App } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { STAGES } from '../../bin/stages.ts';
import { TRANSITIONS } from '../../functions/ledger/transitions.ts';
import { AnswersStack } from '../../lib/answers-stack.ts';
import { LedgerStack } from '../../lib/ledger-stack.ts';
import { ServiceStack } from '../../lib/service-stack.ts';
import { flatten } from '../../lib/shared/flatten.ts';
import { StateStack } from '../../lib/state-stack.ts';
import { functionsOf, ROOT, templateOf } from './templates.ts';

const { context } = JSON.parse(readFileSync(join(ROOT, 'cdk.json'), 'utf8'));
const CA = '-----BEGIN CERTIFICATE-----\n';

/** The service of a stage that names a timestamp authority. */
function service() {
  const stage = { ...STAGES.dev, timestamps: { url: 'https://timestamps.example.com', ca: CA } };
  const app = new App({ context: { ...context, 'aws:cdk:bundling-stacks': [] } });
  const of = { stage, listeners: {} };
  const state = new StateStack(app, 'State', of);
  const ledger = new LedgerStack(app, 'Ledger', { ...of, state });
  const answers = new AnswersStack(app, 'Answers', { ...of, state, ledger });
  return Template.fromStack(new ServiceStack(app, 'Service', { ...of, state, ledger, answers }));
}

describe('a stage that names a timestamp authority', () => {
  const template = service();
  const [found] = Object.entries(template.findResources('AWS::Lambda::Function')).filter(
    ([, { Properties }]) => Properties.Description === 'disclosure/timestamp',
  );
  const [machine] = Object.values(template.findResources('AWS::StepFunctions::StateMachine'));
  const { States } = JSON.parse(flatten(machine?.Properties.DefinitionString));

  it('asks it before a release, and again before a delivery', () => {
    expect(States['Is any left to seal?'].Default).toBe('Timestamp the package');
    expect(States['Timestamp the package'].Next).toBe('Await release');
    expect(JSON.stringify(States['Was it released?'])).toContain('"Next":"Timestamp before delivery"');
    expect(States['Timestamp before delivery'].Next).toBe('Deliver');
    for (const state of TRANSITIONS['disclosure.timestamped'].at) expect(States).toHaveProperty([state]);
  });

  it('goes on without it where its function fails, and rings', () => {
    for (const [name, next] of [
      ['Timestamp the package', 'Await release'],
      ['Timestamp before delivery', 'Deliver'],
    ] as const)
      expect(States[name].Catch).toEqual([{ ErrorEquals: ['States.ALL'], ResultPath: null, Next: next }]);
    template.hasResourceProperties('AWS::CloudWatch::Alarm', {
      AlarmDescription: Match.stringLikeRegexp('^Timestamp failed'),
    });
  });

  it('does so by a function that reaches no package, no key that signs, and no cleared demand', () => {
    const [, fn] = found ?? [];
    const { Variables } = fn?.Properties.Environment ?? {};
    expect(Variables).toMatchObject({ TIMESTAMP_URL: 'https://timestamps.example.com', TIMESTAMP_CA: CA });
    const role = JSON.stringify(fn?.Properties.Role['Fn::GetAtt'][0]).replaceAll('"', '');
    const policies = Object.values(template.findResources('AWS::IAM::Policy')).filter(({ Properties }) =>
      JSON.stringify(Properties.Roles).includes(role),
    );
    const rights = JSON.stringify(policies);
    expect(rights).toContain('dynamodb:GetItem');
    expect(rights).toContain(':timestamp"');
    expect(rights).not.toMatch(/s3:|kms:Sign|Cleared/);
  });

  it('rings where none came', () => {
    template.hasResourceProperties('AWS::Logs::MetricFilter', {
      FilterPattern: '{ $.code = "NO_TIMESTAMP" }',
    });
    template.hasResourceProperties('AWS::CloudWatch::Alarm', {
      AlarmDescription: Match.stringLikeRegexp('docs/runbook.md#a-package-has-no-timestamp'),
    });
  });
});

it.each(['dev', 'prod'] as const)('%s names none, and has nothing of it', (stage) => {
  const handlers = functionsOf(templateOf(stage)).map(([, { Properties }]) => Properties.Description);
  expect(handlers).not.toContain('disclosure/timestamp');
});
