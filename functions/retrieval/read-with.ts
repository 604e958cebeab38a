import { harvestPrefix } from '../ledger/parts/harvest.part.ts';
import type { Clock } from '../shared/clock.ts';
import type { PassInput, PassOutput } from '../workflow/step.schema.ts';
import type { Broker, FoundInGrant, GrantKey, Opened } from './broker.ts';
import type { Connector } from './connector.ts';
import { writeHarvest } from './harvest-writer.ts';
import { readSpans } from './read-spans.ts';
import type { UseCredentials } from './retrieval-session.ts';
import { WithdrawnWhileRead, whileStanding } from './while-standing.ts';

export type ReadDeps = { connector: Connector; broker: Broker; sessionOf: UseCredentials; clock: Clock };

/** After this a pass begins no other grant: each has the time of a call that it would have alone, but for this. */
const ENOUGH_MS = 60_000;

/**
 * Retrieves the grants of one pass: has each opened by the broker, lets the connector read inside it, keeps what it found
 * in the harvest bucket, hands in what that was. A demand that is
 * withdrawn meanwhile is read no further. A run that was cut off is run again from its start; what a pass has no
 * time for is left for the next call.
 */
export async function readWith(input: PassInput, deps: ReadDeps): Promise<PassOutput> {
  const { more = [], ...first } = input;
  const { demandId, round } = first;
  const began = deps.clock().getTime();
  const found: FoundInGrant[] = [];
  const close = async () => {
    if (found.length > 0) await deps.broker.close({ demandId, round, found });
  };
  for (const [index, grant] of [first.grant, ...more].entries()) {
    if (index > 0 && deps.clock().getTime() - began > ENOUGH_MS) {
      await close();
      return { ...first, grant, more: more.slice(index), left: true };
    }
    const key = { demandId, round, grant };
    const opened = await deps.broker.open({ ...key, begins: index === 0 });
    if (opened.is === 'withdrawn') return { ...first, left: false };
    if (opened.is !== 'open') continue;
    try {
      found.push(await readOne(key, opened, deps));
    } catch (error) {
      if (error instanceof WithdrawnWhileRead) return { ...first, left: false };
      throw error;
    }
  }
  await close();
  return { ...first, left: false };
}

async function readOne(
  { demandId, round, grant: number }: GrantKey,
  { grant, credentials }: Extract<Opened, { is: 'open' }>,
  deps: ReadDeps,
): Promise<FoundInGrant> {
  const session = deps.sessionOf(credentials);
  try {
    const prefix = harvestPrefix(demandId, round, number);
    const stands = async () => (await deps.broker.stands(demandId)).is === 'standing';
    const all = readSpans(deps.connector, grant, session.clients);
    const records = whileStanding(all, { stands, clock: deps.clock });
    return {
      grant: number,
      ...(await writeHarvest(records, grant.items, { prefix, harvest: session.harvest })),
    };
  } finally {
    session.close();
  }
}
