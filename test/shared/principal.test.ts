import { principalOf, ROLES, type Role } from '../../functions/shared/principal.ts';
import { Problem, problem } from '../../functions/shared/problem.ts';
import { ALL_ROUTES } from '../../scripts/openapi/all-routes.ts';

/** The role that a token acts in on a route, or the code of the problem. */
function acting(roles: readonly Role[], taken: readonly Role[], named?: string, authorityId?: string) {
  try {
    const context = { subject: 'someone', roles: roles.join(','), authorityId };
    return principalOf(context, taken, named).role;
  } catch (error) {
    if (error instanceof Problem) return error.code;
    throw error;
  }
}

const STAFF = ROLES.filter((role) => role !== 'agent');
const sets = Array.from({ length: 2 ** ROLES.length }, (_none, bits) =>
  ROLES.filter((_role, place) => bits & (1 << place)),
);
const routes = ALL_ROUTES.flatMap(({ route }) =>
  route.roles === 'public' ? [] : [[`${route.method} ${route.path}`, [...route.roles]] as const],
);

describe('who calls', () => {
  it.each(routes)(
    'acts on %s in one role that it takes and the token has, or not at all',
    (_route, taken) => {
      for (const held of sets)
        for (const named of [undefined, ...ROLES]) {
          const usable = taken.filter((role) => held.includes(role) && (named ?? role) === role);
          const got = acting(held, taken, named);
          if (named !== undefined && !held.includes(named)) expect(got).toBe('role_not_held');
          else if (usable.length === 0) expect(got).toBe('role_required');
          else if (usable.length > 1) expect(got).toBe('acting_role_required');
          else if (usable[0] !== 'agent' && held.includes('agent')) expect(got).toBe('agents_token');
          else expect(got).toBe(usable[0]);
        }
    },
  );

  it('never acts for us with a token that names an authority', () => {
    for (const role of STAFF) expect(acting([role], [role], undefined, 'us-fbi')).toBe('agents_token');
    expect(acting(['agent'], ['agent', 'reviewer'], undefined, 'us-fbi')).toBe('agent');
  });

  it('has an authority as an agent, and a session in any role', () => {
    const context = { subject: ' Olga', authorityId: 'us-fbi', session: 'f'.repeat(64) };
    expect(principalOf({ ...context, roles: 'agent' }, ['agent'], undefined)).toEqual({
      person: 'olga',
      subject: ' Olga',
      role: 'agent',
      authorityId: 'us-fbi',
      session: 'f'.repeat(64),
    });
    const { authorityId: _none, ...ours } = context;
    expect(principalOf({ ...ours, roles: 'auditor' }, ['auditor'], undefined)).not.toHaveProperty(
      'authorityId',
    );
  });

  it.each(['', 'king', 'Reviewer', ' reviewer', 'reviewer,releaser', 'toString', '__proto__'])(
    'is told the roles there are, where the header names "%s"',
    (named) => {
      expect(acting(['reviewer'], ['reviewer'], named)).toBe('unknown_role');
      expect(problem('unknown_role', { roles: ROLES.join(', ') }).detail).toContain('cleared-auditor');
    },
  );

  it.each([undefined, null, {}, { subject: '', roles: 'agent' }, { subject: 'x' }])(
    'is nobody without the authorizer: %p',
    (context) => {
      expect(() => principalOf(context, ['agent'], undefined)).toThrow(
        expect.objectContaining({ status: 401 }),
      );
    },
  );
});
