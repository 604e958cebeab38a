import { AwsError } from '../aws/aws-error.ts';
import type { Principal } from '../aws/credentials.ts';
import { ACCOUNT, REGION } from '../template/pseudo-parameters.ts';
import type { RequestContext } from './conditions.ts';
import { type AccessRequest, type Decision, evaluate } from './evaluate.ts';
import type { Role } from './roles.ts';

/** Condition keys that every request has, whatever the service. */
function globalContext(principal: Principal): RequestContext {
  return {
    'aws:principalarn': [principal.roleArn ?? principal.arn],
    'aws:principalaccount': [ACCOUNT],
    'aws:userid': [principal.userId],
    'aws:requestedregion': [REGION],
    'aws:currenttime': [new Date().toISOString()],
    'aws:epochtime': [String(Math.floor(Date.now() / 1000))],
    'aws:securetransport': ['true'],
    'aws:viaawsservice': ['false'],
    ...(principal.sourceIdentity === undefined ? {} : { 'aws:sourceidentity': [principal.sourceIdentity] }),
    ...Object.fromEntries(
      Object.entries(principal.tags).map(([key, value]) => [
        `aws:principaltag/${key.toLowerCase()}`,
        [value],
      ]),
    ),
  };
}

/** Decides requests by the policies of the template. */
export class Authorizer {
  readonly #roles: ReadonlyMap<string, Role>;

  constructor(roles: ReadonlyMap<string, Role>) {
    this.#roles = roles;
  }

  role(arn: string): Role | undefined {
    return this.#roles.get(arn);
  }

  decide(principal: Principal, request: AccessRequest): Decision {
    if (principal.roleArn === undefined) return 'allowed';
    const role = this.#roles.get(principal.roleArn);
    if (role === undefined) return 'notAllowed';
    const full = { ...request, context: { ...globalContext(principal), ...request.context } };
    const byRole = evaluate(role.permissions, full);
    if (byRole !== 'allowed' || principal.sessionPolicy === undefined) return byRole;
    // A session has what its role has and its session policy also allows, never more.
    return evaluate(principal.sessionPolicy, full);
  }

  /** Throws the service's own denial unless the request is allowed. */
  require(principal: Principal, request: AccessRequest, code = 'AccessDeniedException'): void {
    const decision = this.decide(principal, request);
    if (decision === 'allowed') return;
    const why =
      decision === 'explicitlyDenied'
        ? 'with an explicit deny'
        : `because no ${principal.sessionPolicy === undefined ? 'identity-based' : 'session or identity-based'} policy allows the ${request.action} action`;
    throw new AwsError(
      code,
      `User: ${principal.arn} is not authorized to perform: ${request.action} on resource: ${request.resource} ${why}`,
      { status: code === 'AccessDenied' ? 403 : 400 },
    );
  }
}
