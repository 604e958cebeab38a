import { frozenPrefix } from '../ledger/parts/frozen.part.ts';
import { harvestPrefix } from '../ledger/parts/harvest.part.ts';
import type { Grant } from '../ledger/parts/scope.part.ts';
import type { Clock } from '../shared/clock.ts';
import { isPassing } from '../shared/is-passing.ts';
import type { PassInput, PassOutput } from '../workflow/step.schema.ts';
import type { Broker, Compared, FoundInGrant, GrantKey, Open, Written } from './broker.ts';
import type { Connector } from './connector.ts';
import { foundInAll } from './frozen-lines.ts';
import { writeHarvest } from './harvest-writer.ts';
import { OnePart } from './one-part.ts';
import { OpenAhead } from './open-ahead.ts';
import { readSpans } from './read-spans.ts';
import type { UseSession } from './retrieval-session.ts';
import { retrieveFrozen } from './retrieve-frozen.ts';
import { RowsSeen } from './rows-seen.ts';
import { Stamps } from './stamps.ts';
import { WithdrawnWhileRead, whileStanding } from './while-standing.ts';
import { withoutWords } from './without-words.ts';

export type ReadDeps = {
  connector: Connector;
  broker: Broker;
  sessionOf: UseSession;
  clock: Clock;
  /** Lines of what was frozen that are compared together. */
  togetherBytes?: number;
  /** Between two tries to look at what became of something frozen. */
  pause?: (ms: number) => Promise<unknown>;
};

/** After this a pass begins no other grant: each has the time of a call that it would have alone, but for this. */
const ENOUGH_MS = 60_000;
/** After this it begins no other part of one: a call has twice as long, and each call takes some of an execution's events. */
const MOST_MS = 5 * 60_000;

/**
 * Retrieves or freezes the grants of one pass: has each opened by the broker, lets the connector read inside it, keeps what it
 * found, hands in what that was. A demand that is withdrawn meanwhile is read no further. A run that was cut off is run again
 * from its start; what a pass has no time for is left for the next call.
 */
export async function readWith(input: PassInput, deps: ReadDeps): Promise<PassOutput> {
  const { more = [], ...first } = input;
  const { demandId, round, freeze } = first;
  const of = { demandId, round, ...(freeze ? { freeze } : {}) };
  const began = deps.clock().getTime();
  const found: FoundInGrant[] = [];
  const elapsed = () => deps.clock().getTime() - began;
  const close = async () => {
    if (found.length > 0) await deps.broker.close({ ...of, found: found.splice(0) });
  };
  let parts = 0;
  let fault: unknown;
  const grants = [first.grant, ...more];
  const sessions = new OpenAhead(deps);
  for (const [index, grant] of grants.entries()) {
    const next = grants.slice(index + 1);
    const left = () => ({ ...first, grant, more: next, left: true });
    if (index > 0 && elapsed() > ENOUGH_MS) {
      await close();
      return left();
    }
    const key = { ...of, grant };
    try {
      for (let isWhole = false; !isWhole; ) {
        const begins = index === 0 && parts === 0;
        const { opened, since } = await sessions.open({ ...key, begins }, next);
        if (opened.is === 'withdrawn') return { ...first, left: false };
        if (opened.is !== 'open') break;
        const reading = { ...deps, isEnough: () => elapsed() > ENOUGH_MS };
        const written = await readOne(key, { ...opened, since }, reading);
        // Whoever opens it again is told why.
        if (written === 'ended') continue;
        if ('sources' in written) {
          await close();
          await deps.broker.compare({ demandId, round, grant, compared: written });
          return left();
        }
        found.push({ grant, ...written });
        isWhole = written.upTo === undefined;
        if (isWhole) continue;
        // A part of it, which stands from here on.
        await close();
        parts += 1;
        if (elapsed() > MOST_MS) return left();
      }
    } catch (error) {
      if (error instanceof WithdrawnWhileRead) return { ...first, left: false };
      // What cannot be frozen keeps nothing else from it.
      if (!freeze || isPassing(error)) throw error;
      fault ??= error;
    }
  }
  await close();
  if (fault !== undefined) throw fault;
  return { ...first, left: false };
}

/**
 * @param opened and since when it is known that the demand stands
 * @returns what was found; `ended` of a copy that stands no longer, be it that the demand does not
 */
async function readOne(
  key: GrantKey,
  opened: Open & { since: number },
  deps: ReadDeps & { isEnough(): boolean },
): Promise<Written | Compared | 'ended'> {
  const { demandId, round, grant: number, freeze } = key;
  const session = deps.sessionOf(opened, freeze ? 'frozen' : 'harvest');
  const rows = new RowsSeen();
  const clients = rows.through(session.clients);
  const read = (part: Grant) => readSpans(deps.connector, part, clients);
  const { grant, frozen } = opened;
  // What is there now, or what another demand has frozen of it.
  const isCopy = freeze !== undefined && frozen.length > 0;
  const of = { demandId, ...(freeze ? { freeze } : {}), ...(isCopy ? { grant: number } : {}) };
  const stands = async () => (await deps.broker.stands(of)).is === 'standing';
  const standing = <T>(all: AsyncIterable<T>) =>
    whileStanding(all, { stands, clock: deps.clock, since: opened.since });
  const { items, account } = grant;
  try {
    if (freeze) {
      const prefix = frozenPrefix(account, demandId, freeze, number);
      const keeping = { prefix, harvest: session.written, stamps: new Stamps() };
      const part = new OnePart(deps.clock);
      const written = await writeHarvest(
        isCopy
          ? part.of(standing(foundInAll(frozen, session.frozen)))
          : rows.hold(part.of(standing(read(grant)))),
        items,
        keeping,
      );
      return { ...written, ...partOf(opened, part), ...(isCopy ? {} : { instants: rows.counts }) };
    }
    const keeping = { prefix: harvestPrefix(demandId, round, number), harvest: session.written };
    if (frozen.length === 0)
      return {
        ...(await writeHarvest(rows.hold(standing(read(grant))), items, keeping)),
        instants: rows.counts,
      };
    return await retrieveFrozen(opened, {
      keeping,
      frozen: session.frozen,
      standing,
      read: (part) => rows.hold(read({ ...grant, ...part })),
      isEnough: deps.isEnough,
      togetherBytes: deps.togetherBytes,
      pause: deps.pause,
    });
  } catch (error) {
    if (isCopy && error instanceof WithdrawnWhileRead) return 'ended';
    throw opened.secrets ? withoutWords(error) : error;
  } finally {
    session.close();
  }
}

/** Which part of its grant it is, and of which time. */
const partOf = ({ part = 0, grant }: Open, { upTo }: OnePart) => ({
  part,
  ...(part > 0 ? { from: grant.period.from } : {}),
  ...(upTo === undefined ? {} : { upTo }),
});
