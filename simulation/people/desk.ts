import { tellLooks } from '../../functions/desk/tell-looks.ts';
import type { DemandRecord } from '../../functions/ledger/demand-record.schema.ts';
import { hasLapsed } from '../../functions/ledger/has-lapsed.ts';
import { matterOf } from '../../functions/ledger/matter.ts';
import { DETERMINATION, type DeterminationPart } from '../../functions/ledger/parts/determination.part.ts';
import { SECRECY } from '../../functions/ledger/parts/secrecy.part.ts';
import { clarifyDemand } from '../../functions/review/clarify.ts';
import { consult } from '../../functions/review/consult.ts';
import { decideObjection } from '../../functions/review/decide-objection.ts';
import { decideOrder } from '../../functions/review/decide-order.ts';
import { decideRelease } from '../../functions/review/decide-release.ts';
import { decideReview } from '../../functions/review/decide-review.ts';
import { lookBack } from '../../functions/review/look-back.ts';
import { openQuestions } from '../../functions/review/open-questions.ts';
import { recordCustomerAnswer } from '../../functions/review/record-customer-answer.ts';
import { recordObjection } from '../../functions/review/record-objection.ts';
import { resumeDemand } from '../../functions/review/resume.ts';
import { waiveDebt } from '../../functions/review/waive-debt.ts';
import { knownLaw } from '../../functions/validity/known-law.ts';
import type { TaskAnswer } from '../../functions/workflow/executions.ts';
import { dayAfter } from '../papers.ts';
import { SWITCHBOARD } from '../register.ts';
import type { Happened, World } from '../world.ts';
import { brought, everyPaper, looksAt, pagesOf, paperOf } from './documents.ts';
import { PACES } from './paces.ts';
import { someReleaser, someReviewer } from './roster.ts';

const DAY = 86_400_000;

/** The people who decide: late, forgetful, sometimes wrong, and never in a hurry but where a life is in danger. */
export class Desk {
  readonly #world: World;
  readonly #tasks: TaskAnswer;

  constructor(world: World, tasks: TaskAnswer) {
    this.#world = world;
    this.#tasks = tasks;
  }

  /** What somebody at the desk will do since this happened. */
  heard({ record, event }: Happened): void {
    const { id } = record;
    const random = this.#world.chances.of(id);
    const isEmergency = record.facts.series === 'emergency' || record.demand.emergency !== undefined;
    const later = (pace: keyof typeof PACES, act: () => Promise<unknown>) =>
      this.#world.later(id, PACES[isEmergency && pace !== 'court' ? 'emergency' : pace](random), async () => {
        await act();
      });
    switch (event.action) {
      case 'review.requested':
        later('review', () => this.#review(id, 0));
        break;
      case 'release.requested':
        later('release', () => this.#release(id, 0));
        break;
      case 'release.approved':
        later('release', () => this.#release(id, 0));
        break;
      case 'demand.failed':
        later('failed', () => this.#takeUp(id));
        break;
      case 'secrecy.recorded':
        if (random.chance(0.9)) later('order', () => this.#decideOrder(id, Number(event.detail.order)));
        break;
      case 'disclosure.available':
      case 'demand.closed':
        if (isEmergency) this.#world.later(id, PACES.order(random), () => this.#lookBack(id));
        if (event.action === 'disclosure.available' && record.facts.series === 'emergency')
          this.#world.later(id, PACES.court(random), () => this.#waive(id));
        break;
      case 'objection.brought':
        later('court', () => this.#hearOfCourt(id, Number(event.detail.objection)));
        break;
    }
  }

  async #review(id: string, tries: number): Promise<void> {
    const { chances, rulebook } = this.#world;
    const random = chances.of(id);
    const deps = { ...this.#world.ledger('decide-review'), tasks: this.#tasks, rulebook };
    const done = await this.#world.attempt(id, 'reviewed', async () => {
      const record = await deps.store.read(id);
      if (record?.status !== 'awaiting-review' || record.withdrawnAt) return;
      const checked = await deps.store.part(id, DETERMINATION(record.round));
      if (!checked) return;
      const reviewer = someReviewer(id, random);
      const { outcome, until } = checked.determination;
      if (await hasLapsed(record, this.#world.now, deps.store)) {
        const clarifies = this.#clarifies();
        await clarifyDemand(id, { checkAgain: true, on: matterOf(record) }, reviewer, clarifies);
        return;
      }
      if (outcome === 'hold' && (await this.#callBack(record))) return;
      if (outcome === 'suspend' && (until === undefined || random.chance(0.4))) {
        // The end of the wait comes by itself; where it has none, somebody else must speak.
        if (until !== undefined || tries < 3) this.#again(id, 20 * DAY, tries);
        return;
      }
      if (random.chance(0.03) && (await this.#object(record))) {
        this.#again(id, 10 * DAY, tries);
        return;
      }
      if (tries === 0 && (await this.#asks(record, checked))) {
        this.#again(id, 6 * DAY, tries);
        return;
      }
      await tellLooks(id, looksAt(record), reviewer, this.#world.ledger('read-demands'));
      const now = await deps.store.read(id);
      if (!now) return;
      // Somebody decides on what they read a while ago.
      const on = random.chance(0.02) ? matterOf(now) - 1 : matterOf(now);
      const common = { round: record.round, on };
      if (!this.#mayApprove(checked, tries) || random.chance(0.08)) {
        await decideReview(id, { ...common, decision: 'refuse', reason: 'paper-defective' }, reviewer, deps);
        return;
      }
      const resolves = openQuestions(checked.determination);
      const [first, ...others] = checked.determination.authorised;
      const isLess = others.length > 0 && first !== undefined && random.chance(0.1);
      const less = isLess ? { items: [first], reason: 'less-than-asked' } : {};
      await decideReview(id, { ...common, ...less, decision: 'approve', resolves }, reviewer, deps);
    });
    if (done !== 'done' && done !== 'away' && tries < 12) this.#again(id, DAY / 4, tries);
  }

  /** Before they decide, some ask: who filed it, counsel, or the organisation whose account it is. @returns whether they did */
  async #asks(record: DemandRecord, { determination: { reasons } }: DeterminationPart): Promise<boolean> {
    const { id } = record;
    const { chances, rulebook, clocks, now } = this.#world;
    const random = chances.of(id);
    const reviewer = someReviewer(id, random);
    const until = dayAfter(now, random.int(2, 20));
    if (reasons.includes('enterprise-customer') && random.chance(0.7)) {
      const answer = random.pick(['consents', 'objects', 'answers-itself', 'silent'] as const);
      const said = answer === 'silent' ? { answer, until } : { answer };
      const deps = { ...this.#world.ledger('clarify'), tasks: this.#tasks, documents: everyPaper };
      await tellLooks(id, pagesOf(paperOf(id)), reviewer, this.#world.ledger('read-demands'));
      await recordCustomerAnswer(id, { ...said, ...brought(id) }, reviewer, deps);
      return true;
    }
    const deps = { ...this.#world.ledger('decide-review'), rulebook, clocks };
    const luck = random.next();
    if (luck < 0.04) {
      const ask = { reason: 'paper-incomplete', fields: ['certifications' as const], until };
      await consult(id, { ask }, reviewer, deps);
    } else if (luck < 0.07) {
      await consult(id, { counsel: { reason: 'question-of-law' } }, reviewer, deps);
      const answer = { counsel: 'The counsel', says: 'It is as it seems.' };
      this.#world.later(id, PACES.order(random), async () => {
        await this.#world.attempt(id, 'counsel answered', () => consult(id, { answer }, reviewer, deps));
      });
    }
    return luck < 0.07;
  }

  #again(id: string, ms: number, tries: number): void {
    this.#world.later(id, ms, () => this.#review(id, tries + 1));
  }

  #mayApprove({ determination: { outcome, reasons }, tooManyAccounts }: DeterminationPart, tries: number) {
    if (tooManyAccounts || reasons.includes('cleared-counsel-only') || tries > 4) return false;
    return ['accept', 'narrow', 'refer', 'suspend'].includes(outcome);
  }

  /** @returns whether there was anybody left to call */
  async #callBack({ id, authenticity }: DemandRecord): Promise<boolean> {
    const { chances } = this.#world;
    const random = chances.of(id);
    const asked = authenticity?.callback === 'confirmed' ? 'supervisor' : 'office';
    if (authenticity?.supervisor === 'confirmed' || authenticity?.callback === 'refused') return false;
    const result = random.chance(0.85) ? 'confirmed' : random.pick(['refused', 'no-answer'] as const);
    const callBack = { asked, result, dialled: SWITCHBOARD, heldWith: 'the duty officer' } as const;
    await clarifyDemand(id, { callBack }, someReviewer(id, random), this.#clarifies());
    return true;
  }

  #clarifies() {
    const { register: authorities, rulebook, clocks } = this.#world;
    const law = knownLaw(rulebook);
    return { ...this.#world.ledger('clarify'), tasks: this.#tasks, law, authorities, rulebook, clocks };
  }

  async #release(id: string, tries: number): Promise<void> {
    const { chances, rulebook } = this.#world;
    const random = chances.of(id);
    const deps = { ...this.#world.ledger('decide-release'), tasks: this.#tasks, rulebook };
    const done = await this.#world.attempt(id, 'released', async () => {
      const record = await deps.store.read(id);
      if (record?.status !== 'awaiting-release' || !record.packageSha256) return;
      const releaser = someReleaser(id, random);
      const { packageSha256 } = record;
      await tellLooks(
        id,
        [{ what: 'package', sha256: packageSha256 }],
        releaser,
        this.#world.ledger('read-demands'),
      );
      const decision = random.chance(0.03)
        ? { decision: 'refuse' as const, reason: 'not-as-approved' }
        : { decision: 'release' as const };
      await decideRelease(id, { ...decision, packageSha256, on: matterOf(record) }, releaser, deps);
    });
    if (done !== 'done' && done !== 'away' && tries < 60)
      this.#world.later(id, tries < 12 ? DAY / 4 : 10 * DAY, () => this.#release(id, tries + 1));
  }

  /** Who had a part in it leaves it to somebody else. */
  async #lookBack(id: string, tries = 0): Promise<void> {
    const deps = { ...this.#world.ledger('decide-review'), rulebook: this.#world.rulebook };
    const found = { finding: 'rightly-given', text: 'What was given met the danger.' };
    const done = await this.#world.attempt(id, 'looked back', () =>
      lookBack(id, found, someReviewer(id, this.#world.chances.of(id)), deps),
    );
    if (done === 'second_person_required' && tries < 12)
      this.#world.later(id, DAY / 4, () => this.#lookBack(id, tries + 1));
  }

  async #waive(id: string, tries = 0): Promise<void> {
    const deps = { ...this.#world.ledger('decide-review'), rulebook: this.#world.rulebook };
    const done = await this.#world.attempt(id, 'debt waived', () =>
      waiveDebt(id, { reason: 'none-to-be-had' }, someReviewer(id, this.#world.chances.of(id)), deps),
    );
    if (done === 'second_person_required' && tries < 12)
      this.#world.later(id, DAY / 4, () => this.#waive(id, tries + 1));
  }

  async #takeUp(id: string, tries = 0): Promise<void> {
    const { chances, rulebook } = this.#world;
    const random = chances.of(id);
    const deps = { ...this.#world.ledger('decide-review'), rulebook };
    const done = await this.#world.attempt(id, 'taken up', async () => {
      const record = await deps.store.read(id);
      if (record?.status !== 'failed') return;
      const how =
        tries > 0 || random.chance(0.1)
          ? { action: 'refuse' as const, reason: 'cannot-be-carried-out' }
          : { action: 'retry' as const, reason: 'cause-removed' };
      const reviewer = someReviewer(id, random);
      await tellLooks(id, looksAt(record), reviewer, this.#world.ledger('read-demands'));
      await resumeDemand(id, { ...how, on: matterOf(record) }, reviewer, deps);
    });
    if (done !== 'done' && done !== 'away' && tries < 12)
      this.#world.later(id, DAY / 4, () => this.#takeUp(id, tries + 1));
  }

  async #decideOrder(id: string, order: number): Promise<void> {
    const { chances, rulebook, times, clocks } = this.#world;
    const random = chances.of(id);
    const deps = { ...this.#world.ledger('clarify'), rulebook, times, clocks, documents: everyPaper };
    const refuse = { order, decision: 'refuse' as const, reason: 'order-not-competent' };
    const decision = random.chance(0.85)
      ? { order, decision: 'accept' as const, reason: 'paper-says-so' }
      : refuse;
    const decide = async (what: typeof refuse | typeof decision) => {
      const reviewer = someReviewer(id, random);
      const papers = (await deps.store.part(id, SECRECY(order)))?.documents ?? [];
      await tellLooks(id, pagesOf(papers), reviewer, this.#world.ledger('read-demands'));
      await decideOrder(id, what, reviewer, deps);
    };
    const done = await this.#world.attempt(id, 'order decided', () => decide(decision));
    if (done === 'order_does_not_bind' || done === 'order_has_ended' || done === 'order_replaced')
      await this.#world.attempt(id, 'order decided', () => decide(refuse));
  }

  async #object(record: DemandRecord): Promise<boolean> {
    const { id, demand } = record;
    const { rulebook, times, clocks, chances } = this.#world;
    const kinds = rulebook.general.objections.kinds.filter(
      ({ instruments, holds }) => holds === 'production' && instruments.includes(demand.instrument),
    );
    const kind = kinds[0];
    const ground = kind?.grounds.find(({ within }) => within === undefined);
    if (!kind || !ground || (record.objections ?? []).length > 0) return false;
    const deps = { ...this.#world.ledger('clarify'), rulebook, times, clocks, documents: everyPaper };
    const brought = this.#world.now.slice(0, 10);
    const asked = { kind: kind.id, grounds: [ground.id], before: 'The court', brought, documents: [] };
    await recordObjection(id, { ...asked, documents: paperOf(id) }, someReviewer(id, chances.of(id)), deps);
    return true;
  }

  async #hearOfCourt(id: string, objection: number): Promise<void> {
    const { rulebook, times, clocks, chances } = this.#world;
    const random = chances.of(id);
    const deps = {
      ...this.#world.ledger('clarify'),
      ...{ rulebook, times, clocks, documents: everyPaper, tasks: this.#tasks },
    };
    const outcome = random.pick(['denied', 'denied', 'granted', 'withdrawn'] as const);
    const decided = dayAfter(this.#world.now, 0);
    let needsAnother = false;
    const decide = async () => {
      const reviewer = someReviewer(id, random);
      await tellLooks(id, pagesOf(paperOf(id)), reviewer, this.#world.ledger('read-demands'));
      const said = { outcome, decided, reason: 'on-its-merits', ...brought(id) };
      needsAnother = (await decideObjection(id, objection, said, reviewer, deps)).needsAnother ?? false;
    };
    // Who brought it, or approved, leaves it to somebody else; what has no paper of its own takes two.
    for (let tries = 0; tries < 12; tries += 1) {
      needsAnother = false;
      const came = await this.#world.attempt(id, 'objection decided', decide);
      if (came !== 'second_person_required' && !needsAnother) return;
    }
  }
}
