import { SERVICE_NAMES, SERVICES, variableOf } from '../../functions/provider/services.ts';
import { type Deployed, functionOf, placeOf, valuesOf, type World } from './world.ts';

export type Request = {
  action: string;
  resource: string;
  /** What the request says of itself, by condition key in lower case. */
  context: Readonly<Record<string, readonly string[]>>;
};

/** A request that no function may make, but for the few that it is the work of. */
export type Denial = Request & {
  what: string;
  /** Whose work it is. */
  may(fn: Deployed): boolean;
};

const NOBODY = () => false;
const only =
  (...handlers: readonly string[]) =>
  ({ handler }: Deployed) =>
    handlers.includes(handler);

/** The favourable case: a request that names one key, its attributes, and how it selects. */
const ofKey = (key: string) => ({
  'dynamodb:leadingkeys': [key],
  'dynamodb:attributes': ['account', 'entry', 'id', 'pk', 'sk'],
  'dynamodb:select': ['SPECIFIC_ATTRIBUTES'],
});
const READS = ['GetItem', 'Query', 'Scan', 'BatchGetItem', 'PartiQLSelect'];
const WRITES = ['PutItem', 'UpdateItem', 'DeleteItem', 'BatchWriteItem', 'PartiQLInsert', 'PartiQLDelete'];

/** Everything that a stolen role must not be good for. */
export function denialsOf(world: World): Denial[] {
  return [
    ...demands(world),
    ...stores(world),
    ...harvests(world),
    ...reports(world),
    ...attempts(world),
    ...sessions(world),
    ...functions(world),
    ...rest(world),
  ];
}

const isConnector = ({ handler }: Deployed) =>
  SERVICE_NAMES.some((service) => handler === `retrieval/read-${service}`);
const knows = (value: string) => (fn: Deployed) => Object.values(fn.variables).includes(value);

/** Who publishes numbers sees which demands there are, and nothing that they say. */
const counts = only('reporting/publish-report');

function demands(world: World): Denial[] {
  return valuesOf(world, /^(CLEARED_)?DEMANDS_TABLE$/).flatMap((name) => {
    const resource = table(world, name);
    const context = ofKey('demand#d-0001');
    const isRecorder = (fn: Deployed) => fn.handler === 'ledger/record' && knows(name)(fn);
    return [
      ...['GetItem', 'Query'].map((verb) => ({
        what: `${verb} demands`,
        action: `dynamodb:${verb}`,
        resource,
        context,
        may: (fn: Deployed) => knows(name)(fn) && !isConnector(fn) && !counts(fn),
      })),
      {
        what: 'Query demands by their status',
        action: 'dynamodb:Query',
        resource: `${resource}/index/byStatus`,
        context: ofKey('closed'),
        may: (fn: Deployed) => fn.handler === 'desk/read-demands' && knows(name)(fn),
      },
      ...['Scan', 'BatchGetItem', 'PartiQLSelect'].map((verb) => ({
        what: `${verb} demands`,
        action: `dynamodb:${verb}`,
        resource,
        context,
        may: NOBODY,
      })),
      ...WRITES.map((verb) => ({
        what: `${verb} demands`,
        action: `dynamodb:${verb}`,
        resource,
        context,
        may: ['PutItem', 'UpdateItem'].includes(verb) ? isRecorder : NOBODY,
      })),
    ];
  });
}

/** The provider's stores, which the broker's variables name. */
function stores(world: World): Denial[] {
  const { variables } = functionOf(world, 'retrieval/open-session');
  const named = (kind: 'Table' | 'Bucket') => [
    ...new Set(
      SERVICE_NAMES.flatMap((service) =>
        SERVICES[service][kind === 'Table' ? 'tables' : 'buckets'].map(
          (name) => variables[variableOf(name, kind)] ?? '',
        ),
      ),
    ),
  ];
  return [
    ...named('Table').flatMap((name) =>
      [...READS, ...WRITES].map((verb) => ({
        what: `${verb} a store`,
        action: `dynamodb:${verb}`,
        resource: table(world, name),
        context: ofKey('acct-0001'),
        may: NOBODY,
      })),
    ),
    ...named('Bucket').flatMap((name) =>
      objects(world, name, 'acct-0001/1').map((denial) => ({ ...denial, what: `${denial.what} of a store` })),
    ),
    ...valuesOf(world, /^DIRECTORY_TABLE$/).flatMap((name) =>
      [...READS, ...WRITES].map((verb) => ({
        what: `${verb} the directory`,
        action: `dynamodb:${verb}`,
        resource: table(world, name),
        context: ofKey('email:alice@example.com'),
        may: verb === 'Query' ? knows(name) : NOBODY,
      })),
    ),
  ];
}

function harvests(world: World): Denial[] {
  const { HARVEST_BUCKET: bucket = '' } = functionOf(world, 'retrieval/open-session').variables;
  return objects(world, bucket, 'd-0001/1/0/records/0.jsonl', {
    's3:GetObject': only('retrieval/check-harvest', 'disclosure/seal'),
  }).map((denial) => ({ ...denial, what: `${denial.what} of a harvest` }));
}

/** What demands add to reports names each of them, and stands apart where they are secret; the editions beside it are everyone's. */
function reports(world: World): Denial[] {
  const parts = [
    { what: 'what demands add', key: 'period#2026-H2', read: [], put: ['reporting/count-events'] },
    { what: 'interim editions', key: 'drafts', read: ['reporting/read-interim'], put: [] },
    { what: 'the editions', key: 'editions', read: ['reporting/read-reports'], put: [] },
  ];
  const asked = (name: string, what: string, key: string, may: (verb: string) => Denial['may']) =>
    [...READS, ...WRITES].map((verb) => ({
      what: `${verb} ${what}`,
      action: `dynamodb:${verb}`,
      resource: table(world, name),
      context: ofKey(key),
      may: may(verb),
    }));
  return [
    ...valuesOf(world, /^REPORTS_TABLE$/).flatMap((name) =>
      parts.flatMap(({ what, key, read, put }) =>
        asked(name, what, key, (verb) => (fn) => {
          const publishes = fn.handler === 'reporting/publish-report';
          if (['GetItem', 'Query'].includes(verb)) return publishes || only(...read)(fn);
          return verb === 'PutItem' && (publishes || (only(...put)(fn) && knows(name)(fn)));
        }),
      ),
    ),
    ...valuesOf(world, /^NATIONAL_SECURITY_TABLE$/).flatMap((name) => [
      ...asked(name, 'what secret demands add', 'period#2026-H2', (verb) =>
        verb === 'Query'
          ? only('reporting/publish-report')
          : verb === 'PutItem'
            ? only('reporting/count-events')
            : NOBODY,
      ),
      ...asked(name, 'anything else there', 'editions', () => NOBODY),
    ]),
  ];
}

/** What was tried at what only cleared people may know of is listed to them, and all else to the others. */
const attempts = (world: World): Denial[] =>
  valuesOf(world, /^ATTEMPTS_TABLE$/).flatMap((name) =>
    ['attempts', 'cleared'].flatMap((circle) =>
      READS.map((verb) => ({
        what: `${verb} what was tried (${circle})`,
        action: `dynamodb:${verb}`,
        resource: table(world, name),
        context: ofKey(`${circle}#2026-11-26`),
        may: ({ handler, variables }: Deployed) =>
          verb === 'Query' && handler === 'desk/list-attempts' && variables.CIRCLE === circle,
      })),
    ),
  );

function objects(
  world: World,
  bucket: string,
  key: string,
  may: Readonly<Record<string, Denial['may']>> = {},
): Denial[] {
  const arn = `arn:${placeOf(world).partition}:s3:::${bucket}`;
  const request = (action: string, resource: string, context: Request['context'] = {}) => ({
    what: action.slice('s3:'.length),
    action,
    resource,
    context,
    may: may[action] ?? NOBODY,
  });
  return [
    request('s3:GetObject', `${arn}/${key}`),
    request('s3:PutObject', `${arn}/${key}`, { 's3:if-none-match': ['*'] }),
    request('s3:DeleteObject', `${arn}/${key}`),
    request('s3:ListBucket', arn),
    request('s3:PutBucketPolicy', arn),
  ];
}

function sessions(world: World): Denial[] {
  const { RETRIEVAL_ROLE_ARN: role = '' } = functionOf(world, 'retrieval/open-session').variables;
  const context = {
    'sts:sourceidentity': ['d-0001'],
    'sts:rolesessionname': ['d-0001-1-0'],
    ...Object.fromEntries(
      ['account', 'demandId', 'round', 'grant'].map((tag) => [`aws:requesttag/${tag.toLowerCase()}`, ['1']]),
    ),
  };
  return [
    ...['AssumeRole', 'SetSourceIdentity', 'TagSession'].map((verb) => ({
      what: `${verb} of the retrieval role`,
      action: `sts:${verb}`,
      resource: role,
      context,
      may: only('retrieval/open-session'),
    })),
    ...[...new Set(world.map(({ roleArn }) => roleArn))].map((resource) => ({
      what: 'AssumeRole of a function’s role',
      action: 'sts:AssumeRole',
      resource,
      context,
      may: NOBODY,
    })),
  ];
}

/** A function is asked through the alias that is the asker's own. */
function functions(world: World): Denial[] {
  return world.flatMap((asked) =>
    ['', ...asked.aliases].map((alias) => ({
      what: `InvokeFunction ${asked.handler}${alias === '' ? '' : `:${alias}`}`,
      action: 'lambda:InvokeFunction',
      resource: alias === '' ? asked.arn : `${asked.arn}:${alias}`,
      context: {},
      may: ({ handler, variables }: Deployed) => {
        if (asked.handler === 'retrieval/open-session')
          return alias !== '' && handler === `retrieval/read-${alias}`;
        // Whoever lets something leave has the log take it in at once; whoever scans or shows a paper asks who does it.
        if (
          ['log/run-epoch', 'provider/scan-sample', 'desk/draw-paper', 'disclosure/encrypt-copy'].includes(
            asked.handler,
          )
        )
          return alias === 'live' && Object.values(variables).includes(`${asked.arn}:${alias}`);
        if (asked.handler !== 'ledger/record' || alias === '') return false;
        const own = [variables.RECORDER, variables.CLEARED_RECORDER];
        return handler.split('/')[1] === alias && own.includes(`${asked.arn}:${alias}`);
      },
    })),
  );
}

function rest(world: World): Denial[] {
  const any = (action: string, resource: string, may: Denial['may'] = NOBODY): Denial => ({
    what: action.split(':')[1] ?? action,
    action,
    resource,
    context: {},
    may,
  });
  const { partition, region, account } = placeOf(world);
  const key = `arn:${partition}:kms:${region}:${account}:key/`;
  return [
    ...valuesOf(world, /^SIGNING_KEY_ID$/).flatMap((id) => {
      const arn = id.startsWith('arn:') ? id : `${key}${id}`;
      return [
        any('kms:Sign', arn, only('disclosure/seal')),
        any('kms:ScheduleKeyDeletion', arn),
        any('kms:PutKeyPolicy', arn),
      ];
    }),
    ...valuesOf(world, /^LOG_KEY_ID$/).flatMap((id) => {
      const arn = id.startsWith('arn:') ? id : `${key}${id}`;
      return [
        any('kms:Sign', arn, (fn) => fn.handler === 'log/run-epoch' && knows(id)(fn)),
        any('kms:ScheduleKeyDeletion', arn),
      ];
    }),
    // Keys are used through the stores that they are for, and by nobody by themselves.
    ...['Decrypt', 'GenerateDataKey', 'CreateGrant', 'ScheduleKeyDeletion', 'DisableKey'].map((verb) =>
      any(`kms:${verb}`, `${key}00000000-0000-0000-0000-000000000000`),
    ),
    ...valuesOf(world, /^STATE_MACHINE_ARN$/).map((arn) =>
      any('states:StartExecution', arn, only('intake/file-demand', 'watch/sweep')),
    ),
    ...['CreateRole', 'PassRole', 'PutRolePolicy', 'UpdateAssumeRolePolicy', 'CreateAccessKey'].map((verb) =>
      any(`iam:${verb}`, `arn:${partition}:iam::${account}:role/any`),
    ),
    ...['UpdateFunctionCode', 'UpdateFunctionConfiguration', 'AddPermission', 'GetFunction'].map((verb) =>
      any(`lambda:${verb}`, functionOf(world, 'retrieval/open-session').arn),
    ),
    ...valuesOf(world, /_TABLE$/).flatMap((name) =>
      ['DeleteTable', 'UpdateTable', 'UpdateTimeToLive', 'ExportTableToPointInTime', 'PutResourcePolicy'].map(
        (verb) => any(`dynamodb:${verb}`, table(world, name)),
      ),
    ),
    ...valuesOf(world, /_BUCKET$/).flatMap((name) =>
      ['DeleteBucket', 'PutBucketPolicy', 'PutLifecycleConfiguration'].map((verb) =>
        any(`s3:${verb}`, `arn:${partition}:s3:::${name}`),
      ),
    ),
    any('cloudtrail:StopLogging', `arn:${partition}:cloudtrail:${region}:${account}:trail/any`),
  ];
}

function table(world: World, name: string): string {
  const { partition, region, account } = placeOf(world);
  return `arn:${partition}:dynamodb:${region}:${account}:table/${name}`;
}
