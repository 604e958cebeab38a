import { describe, expect, test } from '@jest/globals';
import type { Json, JsonObject } from '../template/json.ts';
import { Refused } from '../template/refused.ts';
import { modelStacks, type StackModel } from '../template/stack-model.ts';
import { parseTemplate } from '../template/template.ts';

const modelOf = (template: JsonObject, parameters: Record<string, string> = {}): StackModel =>
  modelStacks({
    stacks: [{ name: 'Demo', template: parseTemplate(template) }],
    parameters,
    endpoint: 'http://127.0.0.1:1',
  });

const outputOf = (
  value: Json,
  rest: JsonObject = {},
  parameters: Record<string, string> = {},
): string | undefined => modelOf({ ...rest, Outputs: { It: { Value: value } } }, parameters).outputs().It;

const table = {
  Type: 'AWS::DynamoDB::Table',
  Properties: {
    AttributeDefinitions: [],
    KeySchema: [],
    StreamSpecification: { StreamViewType: 'KEYS_ONLY' },
  },
};

describe('intrinsic functions', () => {
  const Resources = { Things: table, Box: { Type: 'AWS::S3::Bucket' } };
  const cases: [string, Json, string][] = [
    ['Ref of a table', { Ref: 'Things' }, 'Demo-Things'],
    ['Ref of a bucket', { Ref: 'Box' }, 'demo-box'],
    ['Ref of a pseudo parameter', { Ref: 'AWS::AccountId' }, '000000000000'],
    [
      'GetAtt',
      { 'Fn::GetAtt': ['Things', 'Arn'] },
      'arn:aws:dynamodb:us-east-1:000000000000:table/Demo-Things',
    ],
    [
      'Sub',
      { 'Fn::Sub': `x-\${AWS::Region}-\${Things.Arn}-\${!Literal}` },
      `x-us-east-1-arn:aws:dynamodb:us-east-1:000000000000:table/Demo-Things-\${Literal}`,
    ],
    [
      'Sub with variables',
      { 'Fn::Sub': [`\${a}/\${Box}`, { a: { Ref: 'Things' } }] },
      'Demo-Things/demo-box',
    ],
    [
      'Join, Split, Select',
      { 'Fn::Join': ['+', ['a', { 'Fn::Select': [1, { 'Fn::Split': ['/', 'b/c'] }] }]] },
      'a+c',
    ],
    ['If', { 'Fn::If': ['Yes', 'one', 'two'] }, 'one'],
    ['FindInMap', { 'Fn::FindInMap': ['Sizes', { Ref: 'AWS::Region' }, 'small'] }, '1'],
  ];
  const rest = {
    Resources,
    Mappings: { Sizes: { 'us-east-1': { small: '1' } } },
    Conditions: {
      Yes: {
        'Fn::And': [
          { 'Fn::Not': [{ 'Fn::Equals': ['a', 'b'] }] },
          { 'Fn::Or': [{ Condition: 'No' }, { 'Fn::Equals': ['a', 'a'] }] },
        ],
      },
      No: { 'Fn::Equals': ['a', 'b'] },
    },
  };

  test.each(cases)('%s', (_name, value, expected) => {
    expect(outputOf(value, rest)).toBe(expected);
  });

  test('one that is not known is refused by its name', () => {
    expect(() => outputOf({ 'Fn::Cidr': ['10.0.0.0/8', 2] })).toThrow('Fn::Cidr');
  });

  test('AWS::NoValue leaves no trace', () => {
    const model = modelOf({
      Resources: { Box: { Type: 'AWS::S3::Bucket', Properties: { BucketName: { Ref: 'AWS::NoValue' } } } },
    });
    expect(model.resource('Box').properties).toEqual({});
  });
});

describe('parameters and conditions', () => {
  const template = {
    Parameters: { Issuer: { Type: 'String', Default: '' } },
    Conditions: { OwnPool: { 'Fn::Equals': [{ Ref: 'Issuer' }, ''] } },
    Resources: {
      Pool: { Type: 'AWS::Cognito::UserPool', Condition: 'OwnPool' },
      Strange: { Type: 'AWS::Strange::Thing', Condition: 'OwnPool' },
    },
    Outputs: { Issuer: { Value: { Ref: 'Issuer' } }, Pool: { Value: { Ref: 'Pool' }, Condition: 'OwnPool' } },
  };

  test('a value decides which resources there are', () => {
    expect(modelOf(template, { Issuer: 'http://x' }).outputs()).toEqual({ Issuer: 'http://x' });
  });

  test('the default decides otherwise', () => {
    expect(() => modelOf(template)).toThrow('AWS::Strange::Thing (Strange)');
  });

  test('a value for a parameter that is not there is a mistake', () => {
    expect(() => modelOf(template, { Isuer: 'x' })).toThrow('Isuer');
  });

  test('a parameter without a value is a mistake', () => {
    expect(() => modelOf({ Parameters: { A: { Type: 'String' } } })).toThrow('the parameter A');
  });
});

describe('several stacks', () => {
  const played = (...templates: JsonObject[]): StackModel =>
    modelStacks({
      stacks: templates.map((template, index) => ({
        name: `Stack${index}`,
        template: parseTemplate(template),
      })),
      parameters: {},
      endpoint: 'http://127.0.0.1:1',
    });
  const state = {
    Resources: { Things: table },
    Outputs: {
      ThingsArn: {
        Value: { 'Fn::GetAtt': ['Things', 'Arn'] },
        Export: { Name: { 'Fn::Sub': `\${AWS::StackName}-things` } },
      },
    },
  };
  const service = {
    Outputs: { Imported: { Value: { 'Fn::Join': ['', [{ 'Fn::ImportValue': 'Stack0-things' }, '/*']] } } },
  };

  test('import what stacks before them export', () => {
    expect(played(state, service).outputs().Imported).toBe(
      'arn:aws:dynamodb:us-east-1:000000000000:table/Stack0-Things/*',
    );
  });

  test('do not import what nobody before them exports', () => {
    expect(() => played(service, state).outputs()).toThrow('the import Stack0-things');
  });

  test('do not share a logical id, which is what state is kept by', () => {
    expect(() => played(state, { Resources: { Things: table } })).toThrow('the logical id Things');
  });
});

describe('versions and aliases', () => {
  const modelWith = (definition: string): StackModel =>
    modelOf({
      Resources: {
        Flow: {
          Type: 'AWS::StepFunctions::StateMachine',
          Properties: { RoleArn: 'arn:aws:iam::000000000000:role/flow', DefinitionString: definition },
        },
        Version: {
          Type: 'AWS::StepFunctions::StateMachineVersion',
          Properties: {
            StateMachineArn: { Ref: 'Flow' },
            StateMachineRevisionId: { 'Fn::GetAtt': ['Flow', 'StateMachineRevisionId'] },
          },
        },
        Live: {
          Type: 'AWS::StepFunctions::StateMachineAlias',
          Properties: {
            Name: 'live',
            RoutingConfiguration: [
              { StateMachineVersionArn: { 'Fn::GetAtt': ['Version', 'Arn'] }, Weight: 100 },
            ],
          },
        },
      },
    });
  const flow = 'arn:aws:states:us-east-1:000000000000:stateMachine:Demo-Flow';

  test('an alias is named after its machine', () => {
    expect(modelWith('{}').resource('Live').ref).toBe(`${flow}:live`);
  });

  test('a version is numbered by its definition: the same one again is the same version', () => {
    const version = (definition: string) => modelWith(definition).resource('Version').ref;
    expect(version('{}')).toMatch(new RegExp(`^${flow}:\\d+$`));
    expect(version('{"Comment":"another"}')).not.toBe(version('{}'));
    expect(version('{}')).toBe(version('{}'));
  });
});

describe('what is not known', () => {
  test('every type and every property is named at once', () => {
    const template = {
      Resources: {
        A: { Type: 'AWS::EC2::Instance' },
        B: { Type: 'Custom::Thing' },
        C: { Type: 'AWS::S3::Bucket', Properties: { ReplicationConfiguration: {} } },
        Logs: { Type: 'AWS::Logs::LogGroup', Properties: { Anything: 'goes' } },
      },
    };
    try {
      modelOf(template);
      throw new Error('it was not refused');
    } catch (error) {
      expect(error).toBeInstanceOf(Refused);
      expect(error instanceof Refused && error.reasons).toEqual([
        'AWS::EC2::Instance (A)',
        'Custom::Thing (B)',
        'AWS::S3::Bucket.ReplicationConfiguration (C)',
      ]);
    }
  });

  test('a reference to nothing', () => {
    expect(() => outputOf({ Ref: 'Nobody' })).toThrow('Nobody');
  });

  test('an attribute that the type does not have', () => {
    expect(() => outputOf({ 'Fn::GetAtt': ['Things', 'Colour'] }, { Resources: { Things: table } })).toThrow(
      'Things.Colour',
    );
  });
});

test('a name that is too long stays unique and within its limit', () => {
  const long = 'L'.repeat(120);
  const model = modelOf({
    Resources: {
      [`${long}1`]: { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: {} } },
      [`${long}2`]: { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: {} } },
    },
  });
  const names = model.byType('AWS::IAM::Role').map(({ ref }) => ref);
  expect(new Set(names).size).toBe(2);
  for (const name of names) expect(name.length).toBeLessThanOrEqual(64);
});
