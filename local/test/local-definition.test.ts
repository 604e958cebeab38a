import { describe, expect, test } from '@jest/globals';
import { localDefinition, TOKEN_PLACEHOLDER } from '../states/local-definition.ts';
import { asObject, type JsonObject } from '../template/json.ts';

const task = (over: JsonObject = {}): JsonObject => ({
  Type: 'Task',
  Resource: 'arn:aws:states:::lambda:invoke',
  Parameters: { FunctionName: 'f', 'Payload.$': '$' },
  End: true,
  ...over,
});

const local = (state: JsonObject): JsonObject => {
  const { definition } = localDefinition({ StartAt: 'It', States: { It: state } });
  return asObject(asObject(definition.States ?? null, 'States').It ?? null, 'It');
};

describe('what the interpreter gets', () => {
  test('a task without a timeout does not end after a minute', () => {
    expect(local(task()).TimeoutSeconds).toBe(2_147_483);
  });

  test('a timeout beyond its timers is kept elsewhere', () => {
    const { definition, tasks } = localDefinition({
      StartAt: 'It',
      States: { It: task({ TimeoutSeconds: 31_536_000 }) },
    });
    expect(JSON.stringify(definition)).toContain('"TimeoutSeconds":2147483');
    expect(tasks.get('It')?.timeoutSeconds).toBe(31_536_000);
  });

  test('a task token is a placeholder, in a path and in an intrinsic', () => {
    const Parameters = { 'token.$': '$$.Task.Token', 'text.$': "States.Format('{}', $$.Task.Token)" };
    expect(local(task({ Parameters })).Parameters).toEqual({
      token: TOKEN_PLACEHOLDER,
      'text.$': `States.Format('{}', '${TOKEN_PLACEHOLDER}')`,
    });
  });

  test('what belongs to the run is looked up where a Map does not replace it', () => {
    const Parameters = { 'name.$': '$$.Execution.Name', 'state.$': '$$.State.Name', 'own.$': '$.id' };
    expect(local(task({ Parameters })).Parameters).toEqual({
      'name.$': '$$.OuterExecution.Name',
      state: 'It',
      'own.$': '$.id',
    });
  });

  test('a result path of the whole is left out', () => {
    expect(local(task({ ResultPath: '$' }))).not.toHaveProperty('ResultPath');
  });

  test('tasks inside Map and Parallel are found', () => {
    const inner = { StartAt: 'Inner', States: { Inner: task() } };
    const { tasks } = localDefinition({
      StartAt: 'M',
      States: {
        M: { Type: 'Map', ItemProcessor: inner, Next: 'P' },
        P: { Type: 'Parallel', Branches: [{ StartAt: 'Branch', States: { Branch: task() } }], End: true },
      },
    });
    expect([...tasks.keys()]).toEqual(['Inner', 'Branch']);
  });
});

test.each<[string, JsonObject]>([
  ['arn:aws:states:::dynamodb:putItem', task({ Resource: 'arn:aws:states:::dynamodb:putItem' })],
  ['JSONata', task({ QueryLanguage: 'JSONata' })],
  [
    'Distributed Map',
    {
      Type: 'Map',
      ItemProcessor: { ProcessorConfig: { Mode: 'DISTRIBUTED' }, StartAt: 'x', States: {} },
      End: true,
    },
  ],
  ['ItemReader', { Type: 'Map', ItemReader: {}, ItemProcessor: { StartAt: 'x', States: {} }, End: true }],
  ['Credentials', task({ Credentials: { RoleArn: 'x' } })],
  ['Wait', { Type: 'Wait', Seconds: 3_000_000, End: true }],
])('%s is refused by name', (name, state) => {
  expect(() => local(state)).toThrow(name);
});
