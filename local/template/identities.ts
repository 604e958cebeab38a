import { createHash } from 'node:crypto';
import { asArray, asObject, asString, type Json, type JsonObject, optional } from './json.ts';
import { ACCOUNT, arn, REGION } from './pseudo-parameters.ts';

/** What Ref and Fn::GetAtt of a resource give. */
export type Identity = {
  readonly ref: string;
  readonly attributes: Readonly<Record<string, string>>;
};

export type IdentityContext = {
  /** A name that is unique in the stack, derived from the logical id, so that it is the same at every start. */
  readonly generatedName: string;
  readonly property: (name: string) => Json | undefined;
  readonly properties: () => JsonObject;
  /** What Fn::GetAtt asks for, if it is that; some attributes are costly or lead back to what is under way. */
  readonly attribute: string | undefined;
  /** Where the AWS-shaped endpoint listens. */
  readonly endpoint: string;
};

const digest = (text: string): string => createHash('sha256').update(text).digest('hex');

/** Physical names have limits of their own; a long one keeps its start and gets a digest for its uniqueness. */
const fitted = (name: string, limit: number): string =>
  name.length <= limit ? name : `${name.slice(0, limit - 9)}-${digest(name).slice(0, 8)}`;

const named = (context: IdentityContext, property: string, limit: number): string =>
  optional(context.property(property), property, asString) ?? fitted(context.generatedName, limit);

const shortId = (context: IdentityContext): string => digest(context.generatedName).slice(0, 10);

export function uuidOf(text: string): string {
  const hex = digest(text);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

const table = (context: IdentityContext): Identity => {
  const name = named(context, 'TableName', 255);
  const tableArn = arn('dynamodb', `table/${name}`);
  // Real labels are times of creation; this one must be known before the table exists, and stay.
  return {
    ref: name,
    attributes: { Arn: tableArn, StreamArn: `${tableArn}/stream/2026-01-01T00:00:00.000` },
  };
};

const functionArn = (nameOrArn: string): string =>
  nameOrArn.startsWith('arn:') ? nameOrArn : arn('lambda', `function:${nameOrArn}`);

const plain = (context: IdentityContext): Identity => ({ ref: shortId(context), attributes: {} });

export const IDENTITIES: Readonly<Record<string, (context: IdentityContext) => Identity>> = {
  'AWS::ApiGateway::Authorizer': (context) => ({
    ref: shortId(context),
    attributes: { AuthorizerId: shortId(context) },
  }),
  'AWS::ApiGateway::Deployment': (context) => ({
    ref: shortId(context),
    attributes: { DeploymentId: shortId(context) },
  }),
  'AWS::ApiGateway::Model': (context) => ({ ref: named(context, 'Name', 128), attributes: {} }),
  'AWS::ApiGateway::RequestValidator': (context) => ({
    ref: shortId(context),
    attributes: { RequestValidatorId: shortId(context) },
  }),
  'AWS::ApiGateway::Resource': (context) => ({
    ref: shortId(context),
    attributes: { ResourceId: shortId(context) },
  }),
  'AWS::ApiGateway::RestApi': (context) => ({
    ref: shortId(context),
    attributes: { RestApiId: shortId(context), RootResourceId: `${shortId(context)}-root` },
  }),
  'AWS::ApiGateway::Stage': (context) => ({
    ref: asString(context.property('StageName'), 'StageName'),
    attributes: {},
  }),
  'AWS::DynamoDB::Table': table,
  'AWS::DynamoDB::GlobalTable': table,
  'AWS::Events::Archive': (context) => ({ ref: fitted(context.generatedName, 48), attributes: {} }),
  'AWS::Events::EventBus': (context) => {
    const name = named(context, 'Name', 256);
    return { ref: name, attributes: { Name: name, Arn: arn('events', `event-bus/${name}`) } };
  },
  'AWS::Events::Rule': (context) => {
    const name = named(context, 'Name', 64);
    return { ref: name, attributes: { Arn: arn('events', `rule/${name}`) } };
  },
  'AWS::IAM::ManagedPolicy': (context) => {
    const policyArn = `arn:aws:iam::${ACCOUNT}:policy/${named(context, 'ManagedPolicyName', 128)}`;
    return { ref: policyArn, attributes: { PolicyArn: policyArn } };
  },
  'AWS::IAM::Policy': (context) => ({ ref: named(context, 'PolicyName', 128), attributes: {} }),
  'AWS::IAM::Role': (context) => {
    const name = named(context, 'RoleName', 64);
    return {
      ref: name,
      attributes: {
        Arn: `arn:aws:iam::${ACCOUNT}:role/${name}`,
        RoleId: `AROA${digest(name).slice(0, 17).toUpperCase()}`,
      },
    };
  },
  'AWS::KMS::Key': (context) => {
    const id = uuidOf(context.generatedName);
    return { ref: id, attributes: { KeyId: id, Arn: arn('kms', `key/${id}`) } };
  },
  'AWS::Lambda::Alias': (context) => {
    const aliasArn = `${functionArn(asString(context.property('FunctionName'), 'FunctionName'))}:${asString(context.property('Name'), 'Name')}`;
    return { ref: aliasArn, attributes: { AliasArn: aliasArn } };
  },
  'AWS::Lambda::Function': (context) => {
    const name = named(context, 'FunctionName', 64);
    return { ref: name, attributes: { Arn: functionArn(name) } };
  },
  'AWS::Lambda::Version': (context) => {
    const versionArn = `${functionArn(asString(context.property('FunctionName'), 'FunctionName'))}:1`;
    return { ref: versionArn, attributes: { FunctionArn: versionArn, Version: '1' } };
  },
  'AWS::Logs::LogGroup': (context) => {
    const name = named(context, 'LogGroupName', 512);
    return { ref: name, attributes: { Arn: arn('logs', `log-group:${name}:*`) } };
  },
  'AWS::S3::Bucket': (context) => {
    const name =
      optional(context.property('BucketName'), 'BucketName', asString) ??
      fitted(context.generatedName.toLowerCase(), 63);
    return {
      ref: name,
      attributes: {
        Arn: `arn:aws:s3:::${name}`,
        DomainName: `${name}.s3.amazonaws.com`,
        RegionalDomainName: `${name}.s3.${REGION}.amazonaws.com`,
      },
    };
  },
  'AWS::Scheduler::Schedule': (context) => {
    const name = named(context, 'Name', 64);
    return { ref: name, attributes: { Arn: arn('scheduler', `schedule/default/${name}`) } };
  },
  // AWS adds six letters, so that a secret which is made anew is another.
  'AWS::SecretsManager::Secret': (context) => {
    const name = named(context, 'Name', 512);
    const secretArn = arn('secretsmanager', `secret:${name}-${digest(name).slice(0, 6)}`);
    return { ref: secretArn, attributes: { Id: secretArn } };
  },
  'AWS::SNS::Topic': (context) => {
    const name = named(context, 'TopicName', 256);
    return { ref: arn('sns', name), attributes: { TopicArn: arn('sns', name), TopicName: name } };
  },
  'AWS::SQS::Queue': (context) => {
    const name = named(context, 'QueueName', 80);
    const url = `${context.endpoint}/${ACCOUNT}/${name}`;
    return { ref: url, attributes: { Arn: arn('sqs', name), QueueName: name, QueueUrl: url } };
  },
  'AWS::StepFunctions::StateMachine': (context) => {
    const name = named(context, 'StateMachineName', 80);
    const machineArn = arn('states', `stateMachine:${name}`);
    const revision = (): string => digest(JSON.stringify(context.properties()));
    return {
      ref: machineArn,
      attributes: {
        Arn: machineArn,
        Name: name,
        ...(context.attribute === 'StateMachineRevisionId' ? { StateMachineRevisionId: revision() } : {}),
      },
    };
  },
  'AWS::StepFunctions::StateMachineAlias': (context) => {
    const [route] = asArray(context.property('RoutingConfiguration') ?? null, 'RoutingConfiguration');
    const version = asString(asObject(route, 'RoutingConfiguration').StateMachineVersionArn, 'Version');
    const machineArn = version.slice(0, version.lastIndexOf(':'));
    const aliasArn = `${machineArn}:${asString(context.property('Name'), 'Name')}`;
    return { ref: aliasArn, attributes: { Arn: aliasArn } };
  },
  // Numbered by what is in it instead of counted, so that no state is needed to say which version a definition is.
  'AWS::StepFunctions::StateMachineVersion': (context) => {
    const revision = asString(context.property('StateMachineRevisionId'), 'StateMachineRevisionId');
    const machineArn = asString(context.property('StateMachineArn'), 'StateMachineArn');
    const versionArn = `${machineArn}:${Number.parseInt(digest(revision).slice(0, 8), 16)}`;
    return { ref: versionArn, attributes: { Arn: versionArn } };
  },
};

/** The identity of a type without one of its own. An inert resource gets an ARN, since policies like to name it. */
export const identityOf = (type: string, context: IdentityContext): Identity => {
  const { attribute } = context;
  const own = IDENTITIES[type];
  if (own !== undefined) return own(context);
  const service = type.split('::')[1]?.toLowerCase() ?? 'unknown';
  const inert = plain(context);
  return {
    ref: context.generatedName,
    attributes:
      attribute === undefined
        ? {}
        : { [attribute]: attribute.endsWith('Arn') ? arn(service, context.generatedName) : inert.ref },
  };
};
