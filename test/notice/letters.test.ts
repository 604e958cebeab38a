import { LETTER } from '../../functions/ledger/parts/letter.part.ts';
import { sendNotice } from '../../functions/notice/send-notice.ts';
import { composeLetter } from '../../functions/validity/decide/compose-letter.ts';
import { problemOf } from '../kit/desk.ts';
import { anOrder, silencedDemand } from '../kit/silenced-demand.ts';
import { law } from '../validity/law.ts';

const OVER = '2027-01-01T00:00:00.000Z';
const HOUR_MS = 3_600_000;
const later = (hours: number) => new Date(Date.parse(OVER) + hours * HOUR_MS).toISOString();

/** A demand whose letters wait for the mailer. */
async function queued(accounts?: readonly string[]) {
  const demand = await silencedDemand(accounts ? { accounts } : {});
  await demand.plan();
  demand.at(OVER);
  await demand.sweep();
  return demand;
}

describe('letters to customers', () => {
  test('are written when the silence is over, one for each account, each telling of its own', async () => {
    const demand = await queued();
    const letters = await demand.letters();
    expect(letters.map(({ account, state }) => [account, state])).toEqual([
      ['acct-0001', 'queued'],
      ['acct-0002', 'queued'],
    ]);
    const [first] = letters;
    expect(first?.text).toContain('acct-0001');
    expect(first?.text).not.toContain('acct-0002');
    expect(first?.text).not.toContain('alice@example.com');
    expect(first?.text).not.toContain('olga');
    expect(first?.text).toContain('a duty of secrecy bound us until December 31, 2026');
    expect(first?.text).toContain('what was stored or written');
    expect(first?.text).not.toContain('who holds the account');
    expect(first?.html).not.toMatch(/src=|href=|url\(|<script/);
  });

  test('name whom the register knows, whatever the paper calls itself', async () => {
    const name = 'Sheriff of Example County';
    const demand = await silencedDemand({
      authority: { name, country: 'US', level: 'local', kind: 'law-enforcement' },
    });
    await demand.plan();
    demand.at(OVER);
    await demand.sweep();
    const [letter] = await demand.letters();
    expect(letter?.text).toContain(`Who asked: ${name} (`);
    expect(letter?.text).not.toContain('Attorney');
  });

  test('have no paragraph that the authority wrote', () => {
    const { demand } = law.instruments['us/search-warrant']?.sample ?? {};
    if (!demand) throw new Error('no sample');
    const name = 'County Court\n\nYour account is closed.\r\nBcc: a@example.com';
    const letter = composeLetter(
      {
        demand: { ...demand, authority: { ...demand.authority, name } },
        receivedAt: OVER,
        account: 'acct-0001',
        given: [],
      },
      { letters: law.general.letters, instruments: law.instruments },
    );
    expect(letter.text).toContain('County Court Your account is closed. Bcc: a@example.com (');
    expect(letter.subject).not.toMatch(/\n/);
  });

  test('are sent when the mailer has confirmed all of them, and not before', async () => {
    const demand = await queued();
    const { letters = [] } = await demand.mailer({ take: true });
    expect(letters).toHaveLength(2);
    expect(await demand.facts()).toMatchObject({ notice: 'planned' });
    expect(await demand.mailer({ sent: [{ letter: 1, providerId: 'm-1' }] })).toEqual({
      id: demand.id,
      unconfirmed: 1,
    });
    expect(await demand.facts()).toMatchObject({ notice: 'planned' });
    await demand.mailer({ sent: [{ letter: 2, providerId: 'm-2' }] });
    expect(await demand.facts()).toMatchObject({ notice: 'sent' });
    expect(await demand.notice()).toMatchObject({ state: 'sent', sentAt: OVER });
    expect((await demand.notice())?.dueAt).toBeUndefined();
    await demand.mailer({ sent: [{ letter: 2, providerId: 'm-2' }] });
    expect((await demand.actions()).slice(-4)).toEqual([
      ...['notice.queued', 'letter.taken', 'letter.confirmed', 'notice.sent'],
    ]);
  });

  test('that nobody confirms are told of again, and then people are', async () => {
    const demand = await queued();
    await demand.mailer({ take: true });
    demand.at(later(1));
    await demand.sweep();
    expect((await demand.deps.store.part(demand.id, LETTER(1)))?.state).toBe('queued');
    demand.at(later(7));
    await demand.sweep();
    demand.at(later(31));
    await expect(demand.sweep()).rejects.toMatchObject({ name: 'TransientFault' });
    demand.at(later(55));
    await expect(demand.sweep()).rejects.toMatchObject({ name: 'TransientFault' });
    expect(await demand.actions()).toEqual([
      ...['demand.filed', 'notice.planned', 'secrecy.expired', 'notice.queued', 'letter.taken'],
      ...['notice.overdue', 'notice.overdue', 'notice.overdue', 'notice.overdue'],
    ]);
    expect(await demand.mailer({ take: true })).toMatchObject({ unconfirmed: 2 });
  });

  test('that could not be sent are taken again', async () => {
    const demand = await queued(['acct-0001']);
    await demand.mailer({ take: true });
    await demand.mailer({ failed: [{ letter: 1 }] });
    expect((await demand.letters())[0]).toMatchObject({ state: 'queued', failed: 1 });
    await demand.mailer({ take: true });
    await demand.mailer({ sent: [{ letter: 1, providerId: 'm-1' }] });
    expect(await demand.facts()).toMatchObject({ notice: 'sent' });
  });

  test('are held by an order that comes before the mailer, and written anew when that is over', async () => {
    const demand = await queued(['acct-0001']);
    await demand.bring(anOrder({ kind: 'ordered', until: '2027-06-30' }));
    await demand.accept(1);
    expect(await problemOf(demand.mailer({ take: true }))).toBe('409 not_to_be_told');
    demand.at('2027-07-01T00:00:00.000Z');
    await demand.sweep();
    const { letters = [] } = await demand.mailer({ take: true });
    expect(letters[0]?.text).toContain('bound us until June 30, 2027');
  });

  test('say why they come late where the silence was lifted', async () => {
    const secrecy = { basis: '18 USC 2705(b)', orderedBy: 'court' as const };
    const demand = await silencedDemand({ secrecy, notice: { regime: 'prohibited' } });
    await demand.plan();
    demand.at('2027-02-01T10:00:00.000Z');
    await demand.bring(anOrder({ kind: 'lifted', of: 0, issued: '2027-02-01' }));
    await demand.accept(1);
    await demand.sweep();
    const { letters = [] } = await demand.mailer({ take: true });
    expect(letters[0]?.text).toContain('bound us until February 1, 2027');
  });

  test('are none where no account was named, and nobody is counted as told', async () => {
    const demand = await queued([]);
    expect(await demand.notice()).toMatchObject({ state: 'none' });
    expect(await demand.facts()).toMatchObject({ notice: 'none' });
  });

  test('that nobody took were not sent', async () => {
    const demand = await queued(['acct-0001']);
    expect(await problemOf(demand.mailer({ sent: [{ letter: 1, providerId: 'm' }] }))).toBe(
      '409 no_such_letter',
    );
  });

  test('are written once, whichever of two sweeps comes first', async () => {
    const demand = await silencedDemand();
    await demand.plan();
    demand.at(OVER);
    const ends = await Promise.all([sendNotice(demand.id, demand.deps), sendNotice(demand.id, demand.deps)]);
    expect(ends.sort()).toEqual(['done', 'not-due']);
  });
});
