import { AwsError } from '../aws/aws-error.ts';
import type { Principal } from '../aws/credentials.ts';
import { ACCOUNT, REGION } from '../template/pseudo-parameters.ts';
import type { RequestContext } from './conditions.ts';
import { type AccessRequest, type Decision, evaluate } from './evaluate.ts';
import type { Role } from './roles.ts';
import type { UsedRights } from './used-rights.ts';

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
  readonly #used: UsedRights | undefined;

  constructor(roles: ReadonlyMap<string, Role>, used?: UsedRights) {
    this.#roles = roles;
    this.#used = used;
  }

  role(arn: string): Role | undefined {
    return this.#roles.get(arn);
  }

  decide(principal: Principal, request: AccessRequest): Decision {
    if (principal.roleArn === undefined) return 'allowed';
    const role = this.#roles.get(principal.roleArn);
    if (role === undefined) return 'notAllowed';
    const full = { ...request, context: { ...globalContext(principal), ...request.context } };
    const decision = this.#decideAs(role, principal, full);
    if (decision === 'allowed') this.#used?.add(role, full);
    return decision;
  }

  #decideAs(role: Role, { sessionPolicy }: Principal, request: AccessRequest): Decision {
    const byRole = evaluate(role.permissions, request);
    if (byRole !== 'allowed' || sessionPolicy === undefined) return byRole;
    // A session has what its role has and its session policy also allows, never more.
    return evaluate(sessionPolicy, request);
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
