import { randomUUID } from 'node:crypto';
import type { Authorizer } from '../iam/authorizer.ts';
import type { RequestContext } from '../iam/conditions.ts';
import { evaluate } from '../iam/evaluate.ts';
import type { Role } from '../iam/roles.ts';
import { parsePolicy, type Statement } from '../iam/statement.ts';
import { parseJson } from '../template/json.ts';
import { ACCOUNT } from '../template/pseudo-parameters.ts';
import { AwsError } from './aws-error.ts';
import type { AwsCall, AwsReply, Service } from './call.ts';
import { type CredentialStore, type Principal, sessionArn } from './credentials.ts';
import { unknownOperation } from './json-service.ts';
import { type XmlContent, xmlDocument } from './xml.ts';

/** Session policies may have 2,048 characters, https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html */
const LONGEST_SESSION_POLICY = 2048;
const CHAINED_SESSION_SECONDS = 3600;

const reply = (operation: string, result: XmlContent): AwsReply => ({
  status: 200,
  headers: { 'content-type': 'text/xml' },
  body: xmlDocument(
    `${operation}Response`,
    { [`${operation}Result`]: result, ResponseMetadata: { RequestId: randomUUID() } },
    'https://sts.amazonaws.com/doc/2011-06-15/',
  ),
});

const denied = (principal: Principal, action: string, resource: string): AwsError =>
  new AwsError(
    'AccessDenied',
    `User: ${principal.arn} is not authorized to perform: ${action} on resource: ${resource}`,
    {
      status: 403,
    },
  );

function sessionTags(input: URLSearchParams): Record<string, string> {
  const tags: Record<string, string> = {};
  for (let index = 1; input.has(`Tags.member.${index}.Key`); index += 1) {
    tags[input.get(`Tags.member.${index}.Key`) ?? ''] = input.get(`Tags.member.${index}.Value`) ?? '';
  }
  return tags;
}

function sessionPolicy(text: string | null): Statement[] | undefined {
  if (text === null) return undefined;
  if (text.length > LONGEST_SESSION_POLICY) {
    throw new AwsError(
      'PackedPolicyTooLarge',
      `Packed policy consumes more than 100% of allotted space: ${text.length} characters.`,
    );
  }
  try {
    return parsePolicy(parseJson(text, 'Policy'));
  } catch (cause) {
    throw new AwsError('MalformedPolicyDocument', cause instanceof Error ? cause.message : 'Policy');
  }
}

function duration(input: URLSearchParams, role: Role, principal: Principal): number {
  const seconds = Number(input.get('DurationSeconds') ?? 3600);
  const longest = principal.chained
    ? Math.min(role.maxSessionSeconds, CHAINED_SESSION_SECONDS)
    : role.maxSessionSeconds;
  if (!(seconds >= 900 && seconds <= longest)) {
    throw new AwsError(
      'ValidationError',
      `DurationSeconds must be between 900 and ${longest} for this role and caller.`,
    );
  }
  return seconds;
}

type StsOptions = {
  readonly authorizer: Authorizer;
  readonly store: CredentialStore;
};

export function stsService({ authorizer, store }: StsOptions): Service {
  /**
   * Both sides must agree: the role must trust the caller, and unless it names the caller itself, the caller's own
   * policies must allow the action too.
   */
  function requireTrust(principal: Principal, role: Role, action: string, context: RequestContext): void {
    const request = { action, resource: role.arn, context };
    const account = `arn:aws:iam::${ACCOUNT}:root`;
    const names = [principal.arn, principal.roleArn ?? account];
    const trusting = (wanted: readonly string[]): Statement[] =>
      role.trust.filter(
        (statement) => !statement.allows || statement.principals.some((one) => wanted.includes(one)),
      );
    // Asked first, since it tells of what was used, though whom the role names needs no policy.
    const byCaller = authorizer.decide(principal, request) === 'allowed';
    if (evaluate(trusting(names), request) === 'allowed') return;
    const byAccount = evaluate(trusting([account, ACCOUNT, '*']), request) === 'allowed';
    if (byAccount && byCaller) return;
    throw denied(principal, action, role.arn);
  }

  function assumeRole(input: URLSearchParams, call: AwsCall): AwsReply {
    const roleArn = input.get('RoleArn') ?? '';
    const sessionName = input.get('RoleSessionName') ?? '';
    const sourceIdentity = input.get('SourceIdentity') ?? call.principal.sourceIdentity;
    const tags = sessionTags(input);
    if (!/^[\w+=,.@-]{2,64}$/.test(sessionName))
      throw new AwsError('ValidationError', 'RoleSessionName is not valid.');
    if (sourceIdentity !== undefined && !/^[\w+=,.@-]{2,64}$/.test(sourceIdentity)) {
      throw new AwsError('ValidationError', 'SourceIdentity is not valid.');
    }
    const role = authorizer.role(roleArn);
    if (role === undefined) throw denied(call.principal, 'sts:AssumeRole', roleArn);
    const context: RequestContext = {
      'aws:principalarn': [call.principal.roleArn ?? call.principal.arn],
      'sts:rolesessionname': [sessionName],
      ...(sourceIdentity === undefined ? {} : { 'sts:sourceidentity': [sourceIdentity] }),
      ...(input.get('ExternalId') === null ? {} : { 'sts:externalid': [input.get('ExternalId') ?? ''] }),
      ...(Object.keys(tags).length === 0 ? {} : { 'aws:tagkeys': Object.keys(tags) }),
      ...Object.fromEntries(
        Object.entries(tags).map(([key, value]) => [`aws:requesttag/${key.toLowerCase()}`, [value]]),
      ),
    };
    requireTrust(call.principal, role, 'sts:AssumeRole', context);
    if (input.has('SourceIdentity')) requireTrust(call.principal, role, 'sts:SetSourceIdentity', context);
    if (Object.keys(tags).length > 0) requireTrust(call.principal, role, 'sts:TagSession', context);
    const expiresAt = Date.now() + duration(input, role, call.principal) * 1000;
    const arn = sessionArn(roleArn, sessionName);
    const credentials = store.forSession(
      {
        arn,
        roleArn,
        sessionPolicy: sessionPolicy(input.get('Policy')),
        tags: { ...role.tags, ...tags },
        sourceIdentity,
        chained: true,
      },
      expiresAt,
    );
    return reply('AssumeRole', {
      Credentials: {
        AccessKeyId: credentials.accessKeyId,
        SecretAccessKey: credentials.secretAccessKey,
        SessionToken: credentials.sessionToken,
        Expiration: new Date(expiresAt).toISOString(),
      },
      AssumedRoleUser: { AssumedRoleId: `${credentials.accessKeyId}:${sessionName}`, Arn: arn },
      SourceIdentity: sourceIdentity,
    });
  }

  return async (call) => {
    const input = new URLSearchParams(call.body.toString('utf8'));
    const operation = input.get('Action') ?? '';
    if (operation === 'AssumeRole') return assumeRole(input, call);
    if (operation === 'GetCallerIdentity') {
      return reply(operation, { UserId: call.principal.userId, Account: ACCOUNT, Arn: call.principal.arn });
    }
    throw unknownOperation('sts', operation);
  };
}
