import { flatten } from '../../lib/shared/flatten.ts';
import { type RawStatement, rawStatementsOf, roleOf } from './permissions.ts';
import { type Method, methodsOf } from './routes.ts';
import { functionsOf, type Resource, resourcesOf, type Template } from './templates.ts';

/** A stage as people read it: a heading, and a line for each thing that matters. */
export type Digest = ReadonlyMap<string, readonly string[]>;

/** Without the hashes that the CDK appends, which say nothing to a reader. */
const plain = (text: string) => text.replace(/(\w)[0-9A-F]{8}(?=\b|live)/g, '$1');
const spelled = (value: unknown) => plain(flatten(value));
const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : [value]);

const counted = (types: readonly string[]) =>
  [...new Set(types)].sort().map((type) => `${types.filter((one) => one === type).length} ${type}`);

const kept = ({ DeletionPolicy = 'Delete', UpdateReplacePolicy = 'Delete' }: Resource) =>
  `deleted: ${DeletionPolicy}, replaced: ${UpdateReplacePolicy}`;

const retained = ({ Properties: { RetentionInDays } }: Resource) =>
  RetentionInDays === undefined ? '' : `, entries: ${RetentionInDays} days`;

/** `Allow dynamodb:GetItem, dynamodb:Query on <LedgerDemands.Arn> if …` */
function statementLine({ Effect, Action, Resource = '', Principal, Condition }: RawStatement): string {
  const who = Principal === undefined ? '' : ` to ${principals(Principal)}`;
  const where = Resource === '*' || Resource === '' ? Resource : list(Resource).map(spelled).join(', ');
  const when = Condition === undefined ? '' : ` if ${plain(conditions(Condition))}`;
  return `${Effect} ${list(Action).join(', ')}${who}${where ? ` on ${where}` : ''}${when}`;
}

const principals = (principal: unknown): string =>
  typeof principal === 'object' && principal !== null
    ? Object.values(principal)
        .flatMap((one) => list(one).map(spelled))
        .join(', ')
    : spelled(principal);

const conditions = (condition: unknown): string =>
  Object.entries(Object(condition))
    .flatMap(([operator, keys]) =>
      Object.entries(Object(keys)).map(
        ([key, value]) => `${key} ${operator} ${list(value).map(flatten).join(' or ')}`,
      ),
    )
    .join(' and ');

const policyLines = (template: Template, type: string, of: (properties: Resource['Properties']) => unknown) =>
  resourcesOf(template, type).flatMap(([id, { Properties }]) =>
    list(Object(of(Properties)).Statement).map(
      (one) => `${plain(id)}: ${statementLine(one as RawStatement)}`,
    ),
  );

function functionLines(template: Template): string[] {
  return functionsOf(template).flatMap(([, { Properties }]) => {
    const { Description, MemorySize, Timeout } = Properties;
    return [
      `${Description}: ${MemorySize} MB, ${Timeout} s`,
      ...rawStatementsOf(template, roleOf(template, String(Description)))
        .filter(({ Action }) => !list(Action).every((action) => /^(logs|xray):/.test(String(action))))
        .map((statement) => `  ${statementLine(statement)}`),
    ];
  });
}

const routeLine =
  (template: Template) =>
  ([route, { AuthorizationType, Integration }]: [string, Method]) => {
    const called = spelled(Integration.Uri);
    const [, { Properties }] =
      functionsOf(template).find(([id]) => called.includes(`<${plain(id)}`)) ??
      raise(`${route} calls nobody`);
    return `${route}: ${Properties.Description}${AuthorizationType === 'NONE' ? ', for everyone' : ''}`;
  };

function raise(message: string): never {
  throw new Error(message);
}

const alarmLine = ([id, { Properties }]: [string, Resource]) => {
  const { MetricName, ComparisonOperator, Threshold, EvaluationPeriods, Period } = Properties;
  const below = ComparisonOperator === 'LessThanThreshold' ? '<' : '>=';
  return `${plain(id)}: ${MetricName} ${below} ${Threshold}, ${EvaluationPeriods} of ${Period} s`;
};

const scheduleLine = ([, { Properties }]: [string, Resource]) =>
  `${Properties.ScheduleExpression}: ${list(Properties.Targets)
    .map((target) => spelled(Object(target).Arn))
    .join(', ')}`;

/** What matters of a stage: its stacks by name, and all of them linked as one. */
export function digestOf(stacks: Readonly<Record<string, Template>>, whole: Template): Digest {
  const inStack = Object.entries(stacks).map(([name, template]): [string, string[]] => [
    `${name.replace(/-(dev|prod)/, '-STAGE')}: resources`,
    counted(Object.values(template.Resources).map(({ Type }) => Type)),
  ]);
  const roles = resourcesOf(whole, 'AWS::IAM::Role');
  const ofFunctions = functionsOf(whole).map(([, { Properties }]) =>
    roleOf(whole, String(Properties.Description)),
  );
  return new Map([
    ...inStack,
    [
      'what becomes of it',
      counted(
        Object.values(whole.Resources)
          .filter(({ Type, DeletionPolicy }) => DeletionPolicy && !Type.startsWith('Custom'))
          .map((one) => `${one.Type}, ${kept(one)}${retained(one)}`),
      ),
    ],
    [
      'parameters',
      Object.entries(whole.Parameters).map(
        ([name, { Default }]) => `${name}${Default === undefined ? '' : ` = '${Default}'`}`,
      ),
    ],
    ['outputs', Object.entries(whole.Outputs).map(([name, { Value }]) => `${name}: ${spelled(Value)}`)],
    ['routes', methodsOf(whole).map(routeLine(whole))],
    ['functions, and what each may do beside its log', functionLines(whole)],
    [
      'roles of others',
      roles
        .filter(([id]) => !ofFunctions.includes(id))
        .flatMap(([id, { Properties }]) => [
          ...list(Object(Properties.AssumeRolePolicyDocument).Statement).map(
            (one) => `${plain(id)}: ${statementLine(one as RawStatement)}`,
          ),
          ...rawStatementsOf(whole, id).map((one) => `${plain(id)}: ${statementLine(one)}`),
        ]),
    ],
    ['keys', policyLines(whole, 'AWS::KMS::Key', ({ KeyPolicy }) => KeyPolicy)],
    ['buckets', policyLines(whole, 'AWS::S3::BucketPolicy', ({ PolicyDocument }) => PolicyDocument)],
    ['schedules', resourcesOf(whole, 'AWS::Events::Rule').map(scheduleLine)],
    ['alarms', resourcesOf(whole, 'AWS::CloudWatch::Alarm').map(alarmLine)],
  ]);
}

export const printDigest = (digest: Digest): string =>
  [...digest]
    .map(([heading, lines]) => [heading, ...lines.map((line) => `  ${line}`)].join('\n'))
    .join('\n\n');

/** What the second has and the first has not, and the other way round, under each heading. */
export function printDifference(first: Digest, second: Digest): string {
  const headings = new Set([...first.keys(), ...second.keys()]);
  return [...headings]
    .flatMap((heading) => {
      const [before, after] = [first.get(heading) ?? [], second.get(heading) ?? []];
      const gone = before.filter((line) => !after.includes(line)).map((line) => `- ${line}`);
      const come = after.filter((line) => !before.includes(line)).map((line) => `+ ${line}`);
      return gone.length + come.length === 0 ? [] : [heading, ...gone, ...come].join('\n');
    })
    .join('\n\n');
}
