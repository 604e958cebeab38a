import { createRequire } from 'node:module';
import { describe, expect, it } from '@jest/globals';
import { SERVICE_NAMES } from '../../functions/provider/services.ts';
import { OUTCOMES } from '../../functions/shared/determination.schema.ts';
import { DecidedOutput } from '../../functions/workflow/step.schema.ts';
import { flatten } from '../../lib/shared/flatten.ts';
import { aliasOf, resourceOf, templateOf } from './templates.ts';

type State = {
  readonly Type: string;
  readonly Next?: string;
  readonly End?: boolean;
  readonly Resource?: string;
  readonly Parameters?: { readonly FunctionName: string; readonly Payload: Record<string, unknown> };
  readonly OutputPath?: string;
  readonly Retry?: readonly { readonly ErrorEquals: readonly string[] }[];
  readonly Catch?: readonly Record<string, unknown>[];
  readonly Choices?: readonly { readonly Next: string }[];
  readonly Default?: string;
  readonly ResultPath?: string | null;
  readonly ItemsPath?: string;
  readonly ItemProcessor?: { readonly States: Record<string, State>; readonly StartAt: string };
};

/** It comes without types, as CommonJS. */
const aslValidator: (definition: unknown) => { isValid: boolean; errorsText: () => string } = createRequire(
  import.meta.url,
)('asl-validator');

const template = templateOf('prod');
const [, machine] = resourceOf(template, 'AWS::StepFunctions::StateMachine');
const definition: { StartAt: string; States: Record<string, State> } = JSON.parse(
  flatten(machine.Properties.DefinitionString),
);
const { States } = definition;
const map = States['Retrieve within scope'];
const inner = map?.ItemProcessor?.States ?? {};
const tasksOf = (states: Record<string, State>) =>
  Object.entries(states).filter(([, { Type }]) => Type === 'Task');
const tasks = [...tasksOf(States), ...tasksOf(inner)];
const answers = (state: State | undefined, variable: string) =>
  Object.fromEntries(
    (state?.Choices ?? []).flatMap((choice) =>
      [...JSON.stringify(choice).matchAll(/"Variable":"([^"]+)","StringEquals":"([^"]+)"/g)].map(
        ([, path, value]) => {
          expect(path).toBe(variable);
          return [value, choice.Next];
        },
      ),
    ),
  );

describe('the way of a demand', () => {
  it.each(['dev', 'prod'] as const)('is valid in the States Language in %s', (stage) => {
    const [, { Properties }] = resourceOf(templateOf(stage), 'AWS::StepFunctions::StateMachine');
    // References stand where ARNs will.
    const text = flatten(Properties.DefinitionString).replaceAll(/<AWS::Partition>/g, 'aws');
    const { isValid, errorsText } = aslValidator(JSON.parse(text));
    expect([isValid, errorsText()]).toEqual([true, '']);
    const { StartAt, ...startless } = JSON.parse(text);
    expect(aslValidator({ ...startless, StartAt: `${StartAt}?` }).isValid).toBe(false);
  });

  it('has the states of the design', () => {
    expect([...Object.keys(States), ...Object.keys(inner)].sort()).toEqual(
      [
        ...[
          'Was it refused when it had failed?',
          'Check validity',
          'What did the checks find?',
          'Refuse',
          'Send elsewhere',
          'Preserve',
          'Close',
          'Closed',
        ],
        ...[
          'Await review',
          'What was decided?',
          'Compile scope',
          'Retrieve within scope',
          'Which service holds it?',
        ],
        ...SERVICE_NAMES.map((service) => `Read ${service}`),
        ...['Is any left?', 'All is read'],
        ...[
          'No service of ours',
          'Check the harvest',
          'Seal disclosure',
          'Await release',
          'Was it released?',
        ],
        ...['Deliver', 'Plan notice', 'The answer is unknown', 'Record failure', 'Failed'],
      ].sort(),
    );
  });

  it('begins with the checks, and goes where what they find says', () => {
    expect(definition.StartAt).toBe('Was it refused when it had failed?');
    const start = States['Was it refused when it had failed?'];
    expect(start).toMatchObject({ Default: 'Check validity', Choices: [{ Next: 'Refuse' }] });
    expect(States['Check validity']?.Next).toBe('What did the checks find?');
    const found = answers(States['What did the checks find?'], '$.outcome');
    expect(found).toEqual({
      reject: 'Refuse',
      redirect: 'Send elsewhere',
      preserve: 'Preserve',
      accept: 'Await review',
      narrow: 'Await review',
      refer: 'Await review',
      hold: 'Await review',
      suspend: 'Await review',
    });
    expect(Object.keys(found).sort()).toEqual([...OUTCOMES].sort());
  });

  it('goes where people say', () => {
    const review = answers(States['What was decided?'], '$.decision');
    const release = answers(States['Was it released?'], '$.decision');
    expect(review).toEqual({
      approve: 'Compile scope',
      refuse: 'Refuse',
      redirect: 'Send elsewhere',
      recheck: 'Check validity',
      withdraw: 'Close',
    });
    expect(release).toEqual({ release: 'Deliver', refuse: 'Refuse', withdraw: 'Close' });
    const decisions = DecidedOutput.shape.decision.options;
    expect([...new Set([...Object.keys(review), ...Object.keys(release)])].sort()).toEqual(
      [...decisions].sort(),
    );
  });

  it('never takes an answer that it does not know for one that it does', () => {
    for (const choice of ['What did the checks find?', 'What was decided?', 'Was it released?'])
      expect(States[choice]?.Default).toBe('The answer is unknown');
    expect(States['The answer is unknown']?.Next).toBe('Record failure');
    expect(inner['Which service holds it?']?.Default).toBe('No service of ours');
    expect(inner['No service of ours']?.Type).toBe('Fail');
  });

  it('retrieves, checks, seals and waits, in this order', () => {
    const way = [
      'Compile scope',
      'Retrieve within scope',
      'Check the harvest',
      'Seal disclosure',
      'Await release',
    ];
    for (const [index, name] of way.slice(0, -1).entries()) expect(States[name]?.Next).toBe(way[index + 1]);
    expect(States['Await release']?.Next).toBe('Was it released?');
    expect(States.Deliver?.Next).toBe('Plan notice');
    for (const name of ['Plan notice', 'Refuse', 'Send elsewhere', 'Preserve'])
      expect(States[name]?.Next).toBe('Close');
    expect(States.Close?.Next).toBe('Closed');
    expect(States.Closed?.Type).toBe('Succeed');
  });

  it('calls a pass again while it has grants left', () => {
    for (const service of SERVICE_NAMES) expect(inner[`Read ${service}`]?.Next).toBe('Is any left?');
    expect(inner['Is any left?']).toEqual({
      Type: 'Choice',
      Choices: [
        {
          And: [
            { Variable: '$.left', IsPresent: true },
            { Variable: '$.left', BooleanEquals: true },
          ],
          Next: 'Which service holds it?',
        },
      ],
      Default: 'All is read',
    });
    expect(inner['All is read']?.Type).toBe('Succeed');
  });

  it('reads each grant where it is held, and forgets what the passes returned', () => {
    expect(map).toMatchObject({ Type: 'Map', ItemsPath: '$.grants', ResultPath: null });
    const held = answers(inner['Which service holds it?'], '$.service');
    expect(held).toEqual(Object.fromEntries(SERVICE_NAMES.map((service) => [service, `Read ${service}`])));
  });
});

describe('a failure', () => {
  const caught = { ErrorEquals: ['States.ALL'], ResultPath: '$.failure', Next: 'Record failure' };

  it.each(
    [...tasksOf(States), ['Retrieve within scope', map] as const].filter(
      ([name]) => name !== 'Record failure',
    ),
  )('of %s is caught and recorded', (_, state) => {
    expect(state?.Catch).toEqual([caught]);
  });

  it.each(tasksOf(inner))('of %s is left to the Map, which catches it', (_, state) => {
    expect(state.Catch).toBeUndefined();
  });

  it('goes on as the name of an error, and ends as one', () => {
    expect(States['Record failure']?.Parameters?.Payload).toEqual({
      'demandId.$': '$.demandId',
      'round.$': '$.round',
      'error.$': '$.failure.Error',
    });
    expect(States['Record failure']?.Catch).toEqual([{ ...caught, Next: 'Failed' }]);
    expect(States['Record failure']?.Next).toBe('Failed');
    expect(States.Failed?.Type).toBe('Fail');
  });

  it.each(tasks)('of %s is tried again only when another try may help', (_, { Retry = [] }) => {
    expect(Retry.flatMap(({ ErrorEquals }) => ErrorEquals)).toEqual([
      'Lambda.ServiceException',
      'Lambda.AWSLambdaException',
      'Lambda.SdkClientException',
      'Lambda.TooManyRequestsException',
      'StoreBusy',
      'TransientFault',
    ]);
  });
});

describe('a state', () => {
  const ids = { 'demandId.$': '$.demandId', 'round.$': '$.round' };
  const functions: Record<string, string> = {
    'Check validity': 'validity/check-validity',
    'Await review': 'review/await-review',
    'Compile scope': 'retrieval/compile-scope',
    ...Object.fromEntries(SERVICE_NAMES.map((service) => [`Read ${service}`, `retrieval/read-${service}`])),
    'Check the harvest': 'retrieval/check-harvest',
    'Seal disclosure': 'disclosure/seal',
    'Await release': 'review/await-release',
    Deliver: 'disclosure/deliver',
    'Plan notice': 'notice/plan-notice',
    Refuse: 'review/refuse',
    'Send elsewhere': 'review/send-elsewhere',
    Preserve: 'preservation/preserve',
    Close: 'workflow/close',
    'Record failure': 'workflow/record-failure',
  };

  it.each(tasks)('%s is its function', (name, { Parameters }) => {
    expect(Parameters?.FunctionName).toBe(`<${aliasOf(template, functions[name] ?? name).Ref}>`);
  });

  it('carries ids and what its function returned', () => {
    for (const [name, { Parameters, OutputPath, Resource }] of tasksOf(States)) {
      if (name === 'Record failure') continue;
      const isWait = name.startsWith('Await');
      expect(Resource).toMatch(isWait ? /:lambda:invoke\.waitForTaskToken$/ : /:lambda:invoke$/);
      expect(Parameters?.Payload).toEqual(isWait ? { ...ids, 'token.$': '$$.Task.Token' } : ids);
      expect(OutputPath).toBe(isWait ? undefined : '$.Payload');
    }
    for (const [, { Parameters }] of tasksOf(inner)) {
      expect(Parameters).toMatchObject({ 'Payload.$': '$' });
      expect(Parameters?.Payload).toBeUndefined();
    }
  });
});

it('the state machine is Standard and logs errors without what was carried', () => {
  expect(machine.Properties).toMatchObject({
    StateMachineType: 'STANDARD',
    LoggingConfiguration: { Level: 'ERROR', IncludeExecutionData: false },
    TracingConfiguration: { Enabled: true },
  });
});
