import { handleLetters } from '../../functions/notice/letters.ts';
import type { Happened, World } from '../world.ts';
import { PACES } from './paces.ts';
import { mailerOf } from './roster.ts';

const HOUR = 3_600_000;

/** A letter that reached a customer. */
export type Delivered = { demandId: string; account: string; takenAt: string; at: string };

/** The provider's mailer: it is away for days, loses letters, and sends none twice that it remembers having sent. */
export class Mailer {
  readonly delivered: Delivered[] = [];
  readonly #sent = new Map<string, string>();
  readonly #world: World;

  constructor(world: World) {
    this.#world = world;
  }

  heard({ record: { id }, event: { action } }: Happened): void {
    if (action !== 'notice.queued' && action !== 'notice.overdue') return;
    this.#later(id, PACES.mailer(this.#world.chances.of(id)));
  }

  #later(id: string, ms: number): void {
    const { agenda, troubles } = this.#world;
    this.#world.later(id, troubles.mailerFrom(agenda.now + ms) - agenda.now, () => this.#take(id));
  }

  async #take(id: string): Promise<void> {
    const { times, chances } = this.#world;
    const random = chances.of(id);
    const deps = { ...this.#world.ledger('clarify'), times };
    await this.#world.attempt(id, 'letters taken', async () => {
      const { letters = [] } = await handleLetters(id, { take: true }, mailerOf(id), deps);
      for (const letter of letters) {
        const luck = random.next();
        // It never says what became of it.
        if (luck < 0.02) continue;
        if (luck < 0.06) this.#say(id, { failed: [{ letter: letter.letter }] }, 'letters that came back');
        else this.#send(id, letter);
      }
      if (letters.length > 0) await this.#take(id);
    });
  }

  #send(id: string, { letter, account, text }: { letter: number; account: string; text: string }): void {
    const { agenda, chances } = this.#world;
    const takenAt = this.#world.now;
    this.#world.later(id, 1000, async () => {
      const name = `${id} ${letter} ${text.length === 0 ? '' : account}`;
      const providerId = this.#sent.get(name) ?? `m-${this.#sent.size + 1}`;
      if (!this.#sent.has(name))
        this.delivered.push({ demandId: id, account, takenAt, at: agenda.clock().toISOString() });
      this.#sent.set(name, providerId);
      // It crashes after it sent, and before it says so: it says so when it is asked again.
      if (chances.of(id).chance(0.02)) return;
      this.#say(id, { sent: [{ letter, providerId }] }, 'letters confirmed');
    });
  }

  #say(
    id: string,
    said: { sent: { letter: number; providerId: string }[] } | { failed: { letter: number }[] },
    what: string,
  ): void {
    const { times, chances } = this.#world;
    const deps = { ...this.#world.ledger('clarify'), times };
    this.#world.later(id, chances.of(id).next() * HOUR, async () => {
      await this.#world.attempt(id, what, () => handleLetters(id, said, mailerOf(id), deps));
      if ('failed' in said) this.#later(id, HOUR);
    });
  }
}
