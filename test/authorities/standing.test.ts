import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { AUTHORITIES_TABLE_KEYS } from '../../functions/authorities/authorities.table.ts';
import type { Authority } from '../../functions/authorities/authority.schema.ts';
import { dynamoAuthorityRegister } from '../../functions/authorities/dynamodb-authority-register.ts';
import { requireStanding, requireStandingOfAgent } from '../../functions/authorities/standing.ts';
import { Problem } from '../../functions/shared/problem.ts';
import { registerOf, someAuthority } from '../kit/authorities.ts';
import { fred, olga, rita } from '../kit/desk.ts';
import { startEngine } from '../kit/dynoxide.ts';

const NOW = '2026-11-23T09:00:00Z';
const AFTER = '2026-11-23T09:00:00.001Z';
const clock = () => new Date(NOW);

const outcomeOf = (asked: Promise<unknown>) =>
  asked.then(
    () => 'good',
    (error: unknown) => (error instanceof Problem ? `${error.status} ${error.code}` : String(error)),
  );
const standing = (change: Partial<Authority>, subject = 'olga', account?: string) =>
  outcomeOf(
    requireStanding(
      { authorityId: 'us-usao-ndca', subject, account },
      { authorities: registerOf(someAuthority(change)), clock },
    ),
  );

describe('the standing of an agent', () => {
  it.each([
    ['enrolled', NOW, 'good'],
    ['enrolled', AFTER, '403 authority_not_enrolled'],
    ['suspended', NOW, '403 authority_suspended'],
    ['suspended', AFTER, 'good'],
  ] as const)('of an authority that is %s from %s: %s', async (is, from, expected) => {
    expect(await standing({ status: { is, from } })).toBe(expected);
  });

  it('of an authority that the register does not have is none', async () => {
    expect(await standing({ id: 'us-fbi' })).toBe('403 authority_not_enrolled');
  });

  it.each([
    [undefined, 'good'],
    [[], '403 agent_not_listed'],
    [['fred'], '403 agent_not_listed'],
    [['fred', 'olga'], 'good'],
    [['OLGA'], 'good'],
    [['olga2', 'olg', 'ol ga'], '403 agent_not_listed'],
  ])('where its authority lists %j: %s', async (agents, expected) => {
    expect(await standing(agents ? { agents } : {})).toBe(expected);
  });

  it('where its authority lists accounts, or who holds them', async () => {
    expect(await standing({ agents: ['olga'] }, '4711', 'olga')).toBe('good');
    expect(await standing({ agents: ['4711'] }, '4711', 'olga')).toBe('good');
    expect(await standing({ agents: ['oscar'] }, '4711', 'olga')).toBe('403 agent_not_listed');
  });

  it('is asked of agents, and of nobody else', async () => {
    const deps = { authorities: registerOf(someAuthority()), clock };
    expect(await outcomeOf(requireStandingOfAgent(olga, deps))).toBe('good');
    expect(await outcomeOf(requireStandingOfAgent(fred, deps))).toBe('403 authority_not_enrolled');
    expect(await outcomeOf(requireStandingOfAgent(rita, deps))).toBe('good');
    expect(await outcomeOf(requireStandingOfAgent({ ...olga, authorityId: undefined }, deps))).toBe(
      '403 authority_required',
    );
  });

  it('is a fault, and no standing, where the register cannot be read or holds what is no entry', async () => {
    const engine = await startEngine();
    try {
      const table = await engine.createTable(AUTHORITIES_TABLE_KEYS);
      const put = (Item: object) =>
        engine.documents.send(new PutCommand({ TableName: table, Item: { ...Item } }));
      const { status: _status, ...without } = someAuthority();
      await put(without);
      await put(someAuthority({ id: 'us-fbi' }));
      const asked = (authorityId: string, name = table) =>
        outcomeOf(
          requireStanding(
            { authorityId, subject: 'olga' },
            { authorities: dynamoAuthorityRegister(engine.documents, name), clock },
          ),
        );
      expect(await asked('us-fbi')).toBe('good');
      expect(await asked('us-dea')).toBe('403 authority_not_enrolled');
      expect(await asked('us-usao-ndca')).toMatch(/^UnreadableItem/);
      expect(await asked('us-fbi', 'no-such-table')).toMatch(/^ResourceNotFoundException/);
    } finally {
      await engine.stop();
    }
  });
});
