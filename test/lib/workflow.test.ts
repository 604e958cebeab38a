import { createRequire } from 'node:module';
import { describe, expect, it } from '@jest/globals';
import { SERVICE_NAMES } from '../../functions/provider/services.ts';
import { OUTCOMES } from '../../functions/shared/determination.schema.ts';
import { DecidedOutput } from '../../functions/workflow/step.schema.ts';
import { flatten } from '../../lib/shared/flatten.ts';
import { aliasOf, functionsOf, resourceOf, templateOf } from './templates.ts';

type Retry = {
  readonly ErrorEquals: readonly string[];
  readonly IntervalSeconds: number;
  readonly BackoffRate: number;
  readonly MaxDelaySeconds: number;
  readonly MaxAttempts: number;
  readonly JitterStrategy: string;
};
type State = {
  readonly Type: string;
  readonly Next?: string;
  readonly End?: boolean;
  readonly Resource?: string;
  readonly Parameters?: { readonly FunctionName: string; readonly Payload: Record<string, unknown> };
  readonly OutputPath?: string;
  readonly Retry?: readonly Retry[];
  readonly Catch?: readonly Record<string, unknown>[];
  readonly Choices?: readonly { readonly Next: string }[];
  readonly Default?: string;
  readonly ResultPath?: string | null;
  readonly ItemsPath?: string;
  readonly ItemProcessor?: Machine;
  readonly Branches?: readonly Machine[];
};
type Machine = { readonly States: Record<string, State>; readonly StartAt: string };

/** It comes without types, as CommonJS. */
const aslValidator: (definition: unknown) => { isValid: boolean; errorsText: () => string } = createRequire(
  import.meta.url,
)('asl-validator');

const template = templateOf('prod');
const [, machine] = resourceOf(template, 'AWS::StepFunctions::StateMachine');
const definition: Machine = JSON.parse(flatten(machine.Properties.DefinitionString));
const { States } = definition;
const map = States['Retrieve within scope'];
const inner = map?.ItemProcessor?.States ?? {};
/** What happens at the same time: a person decides, and what may be approved is frozen. */
const both = States['Await review and freeze'];
const [waiting, freezing] = both?.Branches ?? [];
const kept = States['Freeze what is kept']?.ItemProcessor?.States ?? {};
const demanded = freezing?.States['Freeze what is demanded']?.ItemProcessor?.States ?? {};
const tasksOf = (states: Record<string, State>) =>
  Object.entries(states).filter(([, { Type }]) => Type === 'Task');
const branches = { ...waiting?.States, ...freezing?.States };
const tasks = [States, branches, inner, demanded, kept].flatMap(tasksOf);
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

/** The function that each state calls. */
const FUNCTIONS: Record<string, string> = {
  'Check validity': 'validity/check-validity',
  'Await review': 'review/await-review',
  'Compile scope': 'retrieval/compile-scope',
  ...Object.fromEntries(
    SERVICE_NAMES.flatMap((service) =>
      ['Read', 'Freeze', 'Keep'].map((verb) => [`${verb} ${service}`, `retrieval/read-${service}`]),
    ),
  ),
  ...Object.fromEntries(
    ['demanded', 'kept'].flatMap((what) => [
      [`Compile what is ${what}`, 'retrieval/compile-scope'],
      [`Record that what is ${what} was not frozen`, 'watch/record-failure'],
    ]),
  ),
  'Check the harvest': 'retrieval/check-harvest',
  'Seal disclosure': 'disclosure/seal',
  'Await release': 'review/await-release',
  Deliver: 'disclosure/deliver',
  'Plan notice': 'notice/plan-notice',
  Refuse: 'review/refuse',
  'Send elsewhere': 'review/send-elsewhere',
  Preserve: 'preservation/preserve',
  Close: 'preservation/close',
  'Close and keep': 'preservation/close',
  'Record failure': 'watch/record-failure',
};

/** How long the function of a state may run, in seconds. */
function timeoutOf(name: string): number {
  const handler = functionsOf(template).find(
    ([, { Properties }]) => Properties.Description === FUNCTIONS[name],
  );
  return Number(handler?.[1].Properties.Timeout);
}

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
    const of = (what: 'demanded' | 'kept') => [
      `Compile what is ${what}`,
      `Freeze what is ${what}`,
      `Which service holds what is ${what}?`,
      `No service of ours holds what is ${what}`,
      ...SERVICE_NAMES.map((service) => `${what === 'kept' ? 'Keep' : 'Freeze'} ${service}`),
      `Is any left that is ${what}?`,
      `All that is ${what} is frozen`,
      `Record that what is ${what} was not frozen`,
      `It goes on without what is ${what}`,
    ];
    expect([States, branches, inner, demanded, kept].flatMap((one) => Object.keys(one)).sort()).toEqual(
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
          'Close and keep',
          'Closed and kept',
        ],
        ...of('demanded'),
        ...of('kept'),
        ...[
          'Await review and freeze',
          'Await review',
          'What was decided?',
          'Compile scope',
          'Retrieve within scope',
          'Which service holds it?',
          'Is any left to check?',
          'Is any left to seal?',
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
      accept: 'Await review and freeze',
      narrow: 'Await review and freeze',
      refer: 'Await review and freeze',
      hold: 'Await review and freeze',
      suspend: 'Await review and freeze',
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
    for (const [index, name] of way.slice(0, -1).entries()) {
      const next = States[name]?.Next ?? '';
      // What is large is checked and sealed part by part.
      const after = next.startsWith('Is any left to') ? States[next]?.Default : next;
      expect(after).toBe(way[index + 1]);
    }
    for (const [choice, again] of [
      ['Is any left to check?', 'Check the harvest'],
      ['Is any left to seal?', 'Seal disclosure'],
    ])
      expect(States[choice ?? '']?.Choices).toEqual([expect.objectContaining({ Next: again })]);
    expect(States['Await release']?.Next).toBe('Was it released?');
    expect(States.Deliver?.Next).toBe('Plan notice');
    expect(States['Plan notice']?.Next).toBe('Close');
    expect(States.Close?.Next).toBe('Closed');
    expect(States.Closed?.Type).toBe('Succeed');
  });

  it('freezes beside the wait for a review, whose answer is what goes on', () => {
    expect(both).toMatchObject({ Type: 'Parallel', OutputPath: '$[0]', Next: 'What was decided?' });
    expect(waiting?.StartAt).toBe('Await review');
    expect(freezing?.StartAt).toBe('Compile what is demanded');
    expect(freezing?.States['Compile what is demanded']?.Next).toBe('Freeze what is demanded');
    expect(freezing?.States['Freeze what is demanded']?.End).toBe(true);
  });

  it('freezes what is kept once the demand is closed', () => {
    for (const name of ['Refuse', 'Send elsewhere', 'Preserve'])
      expect(States[name]?.Next).toBe('Close and keep');
    expect(States['Close and keep']?.Next).toBe('Compile what is kept');
    expect(States['Compile what is kept']?.Next).toBe('Freeze what is kept');
    expect(States['Freeze what is kept']?.Next).toBe('Closed and kept');
  });

  it.each([
    ['demanded', 'Freeze', demanded],
    ['kept', 'Keep', kept],
  ] as const)('goes on where a pass cannot freeze what is %s, and tells of it', (what, verb, states) => {
    const record = `Record that what is ${what} was not frozen`;
    for (const service of SERVICE_NAMES)
      expect(states[`${verb} ${service}`]).toMatchObject({
        Next: `Is any left that is ${what}?`,
        Catch: [{ ErrorEquals: ['States.ALL'], ResultPath: '$.failure', Next: record }],
      });
    expect(states[record]?.Parameters?.Payload).toEqual({
      'demandId.$': '$.demandId',
      'round.$': '$.round',
      'freeze.$': '$.freeze',
      'grant.$': '$.grant',
      'service.$': '$.service',
      'error.$': '$.failure.Error',
    });
    expect(states[record]?.Next).toBe(`It goes on without what is ${what}`);
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

/** How long all waits of a retry are together, in seconds; each is of a length by chance, from none to its whole. */
function waitsOf(retry: Retry | undefined) {
  if (retry?.JitterStrategy !== 'FULL') throw new Error('a retry by chance was expected');
  const { MaxAttempts, IntervalSeconds, BackoffRate, MaxDelaySeconds } = retry;
  const longest = Array.from({ length: MaxAttempts }, (_, index) =>
    Math.min(MaxDelaySeconds, IntervalSeconds * BackoffRate ** index),
  );
  return {
    mean: longest.reduce((sum, one) => sum + one / 2, 0),
    deviation: Math.sqrt(longest.reduce((sum, one) => sum + one ** 2 / 12, 0)),
  };
}

describe('a failure', () => {
  const caught = { ErrorEquals: ['States.ALL'], ResultPath: '$.failure', Next: 'Record failure' };

  it.each(
    [
      ...tasksOf(States),
      ...Object.entries(States).filter(([, { Type }]) => Type === 'Map' || Type === 'Parallel'),
    ].filter(([name]) => name !== 'Record failure'),
  )('of %s is caught and recorded', (_, state) => {
    expect(state?.Catch).toEqual([caught]);
  });

  it.each(tasksOf(branches))('of %s is left to what it is a branch of, which catches it', (_, state) => {
    expect(state.Catch).toBeUndefined();
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
      'Lambda.ClientExecutionTimeoutException',
      'Lambda.ServiceException',
      'Lambda.AWSLambdaException',
      'Lambda.SdkClientException',
      'Lambda.TooManyRequestsException',
      'StoreBusy',
      'TransientFault',
      'Sandbox.Timedout',
      'Lambda.Unknown',
      'Runtime.ExitError',
      'Runtime.OutOfMemory',
    ]);
  });

  it.each(tasks)('of %s is no failure while a dependency is away for ten minutes', (name, state) => {
    const [busy, again, ended] = state.Retry ?? [];
    for (const retry of [busy, again]) {
      const { mean, deviation } = waitsOf(retry);
      // Four and a half deviations below the mean: three in a million are shorter.
      expect(mean - 4.5 * deviation).toBeGreaterThan(10 * 60);
      expect(mean).toBeGreaterThan(15 * 60);
    }
    const altogether = timeoutOf(name) * Number(ended?.MaxAttempts);
    expect(altogether).toBeGreaterThanOrEqual(10 * 60);
    // What takes a quarter of an hour is not called for hours.
    expect(altogether).toBeLessThanOrEqual(60 * 60);
  });
});

describe('a state', () => {
  const ids = { 'demandId.$': '$.demandId', 'round.$': '$.round' };
  it.each(tasks)('%s is its function', (name, { Parameters }) => {
    expect(Parameters?.FunctionName).toBe(`<${aliasOf(template, FUNCTIONS[name] ?? name).Ref}>`);
  });

  it('carries ids and what its function returned', () => {
    const also: Record<string, object> = {
      'Compile what is demanded': { freeze: 'round' },
      'Compile what is kept': { freeze: 'kept' },
    };
    for (const [name, { Parameters, OutputPath, Resource }] of [...tasksOf(States), ...tasksOf(branches)]) {
      if (name === 'Record failure') continue;
      const isWait = name.startsWith('Await');
      expect(Resource).toMatch(isWait ? /:lambda:invoke\.waitForTaskToken$/ : /:lambda:invoke$/);
      const payload = isWait ? { ...ids, 'token.$': '$$.Task.Token' } : { ...ids, ...also[name] };
      expect(Parameters?.Payload).toEqual(payload);
      expect(OutputPath).toBe(isWait ? undefined : '$.Payload');
    }
    const passes = [inner, demanded, kept].flatMap(tasksOf);
    for (const [, { Parameters }] of passes.filter(([name]) => !name.startsWith('Record'))) {
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
