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
/** The lists of roles that there are on routes: what somebody acts in depends on nothing else of a route. */
const lists = Map.groupBy(
  ALL_ROUTES.flatMap(({ route: { roles } }) => (roles === 'public' ? [] : [[...roles]])),
  (roles) => roles.join(', '),
);

function expected(held: readonly Role[], taken: readonly Role[], named: Role | undefined): string {
  const [usable, ...more] = taken.filter((role) => held.includes(role) && (named ?? role) === role);
  if (named !== undefined && !held.includes(named)) return 'role_not_held';
  if (usable === undefined) return 'role_required';
  if (more.length > 0) return 'acting_role_required';
  return usable !== 'agent' && held.includes('agent') ? 'agents_token' : usable;
}

describe('who calls', () => {
  it.each([...lists].map(([names, [taken = []]]) => [names, taken] as const))(
    'acts on a route of %s in one role that it takes and the token has, or not at all',
    (_names, taken) => {
      const otherwise = sets.flatMap((held) =>
        [undefined, ...ROLES].flatMap((named) => {
          const [got, wanted] = [acting(held, taken, named), expected(held, taken, named)];
          return got === wanted ? [] : [{ held, named, got, wanted }];
        }),
      );
      expect(otherwise).toEqual([]);
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
