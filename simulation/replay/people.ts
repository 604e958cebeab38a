import { tellLooks } from '../../functions/desk/tell-looks.ts';
import { Filing } from '../../functions/intake/file-demand.route.ts';
import { fileDemand } from '../../functions/intake/file-demand.ts';
import type { DemandRecord } from '../../functions/ledger/demand-record.schema.ts';
import { matterOf } from '../../functions/ledger/matter.ts';
import { DETERMINATION } from '../../functions/ledger/parts/determination.part.ts';
import { clarifyDemand } from '../../functions/review/clarify.ts';
import { decideRelease } from '../../functions/review/decide-release.ts';
import { decideReview } from '../../functions/review/decide-review.ts';
import { openQuestions } from '../../functions/review/open-questions.ts';
import { knownLaw } from '../../functions/validity/known-law.ts';
import type { LaneDeps } from '../../functions/workflow/lane.ts';
import type { Directory } from '../people/directory.ts';
import { everyPaper, looksAt } from '../people/documents.ts';
import { agentOf, someReleaser, someReviewer } from '../people/roster.ts';
import { SWITCHBOARD, someAuthorityOf } from '../register.ts';
import type { Machine } from '../way/machine.ts';
import type { Happened, World } from '../world.ts';
import type { Case } from './cases.ts';
import type { LawOfPeriod } from './law-of-period.ts';
import { paperOf } from './paper.ts';

const HOUR = 3_600_000;
/** More than any demand takes: the office is called, then a superior, and now and then a person has had a part in it. */
const MOST_TRIES = 40;

const lane: LaneDeps = {
  limits: { take: async () => 0 },
  ordinaryStarts: { burst: 1, perHour: 1 },
};

type Deps = { machine: Machine; directory: Directory; law: LawOfPeriod; caseOf: (demandId: string) => Case };

/** Those who file, decide and release. They are prompt and make no mistakes: what is replayed is what came of it in the end. */
export class People {
  readonly #world: World;
  readonly #deps: Deps;

  constructor(world: World, deps: Deps) {
    this.#world = world;
    this.#deps = deps;
  }

  /** An office files a demand, in the time of its case. */
  async file(one: Case): Promise<void> {
    const { register, rulebook, now } = this.#world;
    const { machine, directory, law } = this.#deps;
    const paper = paperOf(one, { law, at: now, random: this.#world.chances.ofNumber(one.number) });
    const { id: authorityId } = someAuthorityOf(paper.demand.authority);
    register.enrol(paper.demand.authority);
    directory.knows(
      one.number,
      paper.demand.targets.map(({ value }) => value),
      paper.accounts,
    );
    await this.#world.attempt(`#${one.number}`, 'filed', async () => {
      const demand = Filing.parse(paper.demand);
      const idempotencyKey = `filing-${one.number}`;
      const input = { demand, idempotencyKey, authorityId, subject: agentOf(authorityId).subject };
      await fileDemand(input, {
        ...this.#world.ledger('file-demand'),
        ...{ executions: machine, lane, authorities: register, documents: everyPaper },
        nonces: { use: async () => 'ours' },
        law: knownLaw(rulebook),
      });
    });
  }

  heard({ record: { id }, event: { action } }: Happened): void {
    if (action === 'review.requested') this.#soon(id, () => this.#review(id, 0));
    if (action === 'release.requested' || action === 'release.approved')
      this.#soon(id, () => this.#release(id, 0));
  }

  #soon(id: string, act: () => Promise<void>): void {
    this.#world.later(id, HOUR * (1 + 20 * this.#world.chances.of(id).next()), act);
  }

  async #review(id: string, tries: number): Promise<void> {
    const { chances, rulebook } = this.#world;
    const deps = { ...this.#world.ledger('decide-review'), tasks: this.#deps.machine, rulebook };
    const done = await this.#world.attempt(id, 'reviewed', async () => {
      const [record, { isOther, wanted }] = [await deps.store.read(id), this.#deps.caseOf(id)];
      const checked = record && (await deps.store.part(id, DETERMINATION(record.round)));
      if (!checked || record.status !== 'awaiting-review') return;
      const { determination } = checked;
      if (determination.outcome === 'hold') return this.#callBack(record);
      const reviewer = someReviewer(id, chances.of(id));
      await tellLooks(id, looksAt(record), reviewer, this.#world.ledger('read-demands'));
      const common = { round: record.round, on: matterOf((await deps.store.read(id)) ?? record) };
      const refusal = wanted !== 'rejected' ? undefined : isOther ? 'too-vague' : 'paper-defective';
      const decision = refusal
        ? { decision: 'refuse' as const, reason: refusal }
        : { decision: 'approve' as const, resolves: openQuestions(determination) };
      await decideReview(id, { ...common, ...decision }, reviewer, deps);
    });
    if (done !== 'done' && tries < MOST_TRIES) this.#soon(id, () => this.#review(id, tries + 1));
  }

  /** An office that nobody knows yet is called, then its superior. */
  async #callBack({ id, authenticity }: DemandRecord): Promise<void> {
    const { chances, register, rulebook, clocks } = this.#world;
    const asked = authenticity?.callback === 'confirmed' ? 'supervisor' : 'office';
    const deps = { ...this.#world.ledger('clarify'), tasks: this.#deps.machine };
    const callBack = {
      asked,
      result: 'confirmed',
      dialled: SWITCHBOARD,
      heldWith: 'the duty officer',
    } as const;
    await clarifyDemand(id, { callBack }, someReviewer(id, chances.of(id)), {
      ...deps,
      ...{ law: knownLaw(rulebook), authorities: register, rulebook, clocks },
    });
  }

  async #release(id: string, tries: number): Promise<void> {
    const { chances, rulebook } = this.#world;
    const deps = { ...this.#world.ledger('decide-release'), tasks: this.#deps.machine, rulebook };
    const done = await this.#world.attempt(id, 'released', async () => {
      const record = await deps.store.read(id);
      if (record?.status !== 'awaiting-release' || !record.packageSha256) return;
      const releaser = someReleaser(id, chances.of(id));
      const seen = { what: 'package', sha256: record.packageSha256 } as const;
      await tellLooks(id, [seen], releaser, this.#world.ledger('read-demands'));
      const { packageSha256 } = record;
      await decideRelease(id, { decision: 'release', packageSha256, on: matterOf(record) }, releaser, deps);
    });
    if (done !== 'done' && tries < MOST_TRIES) this.#soon(id, () => this.#release(id, tries + 1));
  }
}
