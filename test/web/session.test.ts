import { describe, expect, it } from '@jest/globals';
import { claimAt, readRoleNames, rolesOf } from '../../functions/intake/claims.ts';
import { sessionOf } from '../../web/src/session/session.ts';

const token = (claims: object) =>
  ['{}', JSON.stringify({ sub: 'rita', exp: 4e9, ...claims }), '']
    .map((part) => Buffer.from(part).toString('base64url'))
    .join('.');

const CASES = [
  ['a list under a name with dots', { 'my.roles': ['reviewer', 'king'] }, 'my.roles', ''],
  ['a list at a path', { realm_access: { roles: ['agent'] } }, 'realm_access.roles', ''],
  ['words', { roles: 'auditor, releaser' }, 'roles', ''],
  [
    'groups that give roles',
    { groups: ['6f7a', 'Legal desk'] },
    'groups',
    '6f7a=releaser,Legal desk=reviewer',
  ],
  ['a group that is called as a role and gives none', { groups: ['reviewer'] }, 'groups', 'desk=reviewer'],
  ['a group with a sign of equality', { groups: ['CN=desk'] }, 'groups', 'CN=desk=reviewer'],
  ['nothing', { groups: 7 }, 'groups', ''],
  ['what every object has', {}, 'constructor', ''],
] as const;

describe('the roles that pages offer', () => {
  it.each(CASES)('are those that the API reads from %s', (_, claims, rolesClaim, roleNames) => {
    const read = sessionOf(token(claims), { rolesClaim, roleNames });
    const byTheApi = rolesOf(claimAt(claims, rolesClaim), readRoleNames(roleNames));
    expect([...(read?.roles ?? [])].sort()).toEqual([...byTheApi].sort());
  });

  it('stand under one of the usual names where the host says nothing', () => {
    for (const name of ['cognito:groups', 'roles', 'groups'])
      expect(sessionOf(token({ [name]: ['agent'] }))?.role).toBe('agent');
  });

  it('are chosen from by who has several', () => {
    const both = token({ roles: ['reviewer', 'auditor'] });
    expect(sessionOf(both, {}, 'auditor')?.role).toBe('auditor');
    expect(sessionOf(both, {}, 'king')?.role).toBe('reviewer');
  });
});
