import { factsOf, isKnown } from '../ledger/event.schema.ts';
import { failsForGood, setAside } from '../ledger/set-aside.ts';
import {
  type BatchResponse,
  failedAt,
  type ReadEvent,
  type StreamBatch,
  type StreamRecord,
} from '../ledger/stream-batch.schema.ts';
import { logError, logInfo } from '../shared/logger.ts';
import type { Contribution } from './contribution.schema.ts';
import type { ContributionStore } from './contribution.store.ts';

type Read = { record: StreamRecord; contribution: Contribution };

/**
 * Turns ledger events into contribution rows. A demand has one row, of its latest event: of several in a batch the latest is
 * written, and one before it only where that can never be. What can never be counted is set aside, and the rest goes on; at
 * what fails for now it stops, and reports the first record whose demand has no row of this batch yet: what came before stays
 * counted, what comes after is handed over again.
 */
export async function countEvents(
  batch: StreamBatch,
  deps: { contributions: ContributionStore; read: ReadEvent },
): Promise<BatchResponse> {
  for (const ofDemand of byDemand(batch, deps.read)) {
    const [first] = ofDemand;
    for (const { record, contribution } of ofDemand.toSorted((a, b) => seqOf(b) - seqOf(a))) {
      try {
        await deps.contributions.put(contribution);
        break;
      } catch (error) {
        if (!failsForGood(error)) {
          logError('RECORD_LEFT', error, { sequenceNumber: record.dynamodb.SequenceNumber });
          return failedAt(first.record);
        }
        setAside(record, error);
      }
    }
  }
  return { batchItemFailures: [] };
}

const seqOf = ({ contribution }: Read) => contribution.seq;

/** What a batch has of each demand, as it came; demands in the order of their first records. */
function byDemand(batch: StreamBatch, read: ReadEvent): Iterable<[Read, ...Read[]]> {
  const demands = new Map<string, [Read, ...Read[]]>();
  for (const record of batch.Records) {
    const contribution = readContribution(record, read);
    if (!contribution) continue;
    // Its row stands in the half-year in which it was received. Events that differed in that would have rows of their own.
    const name = `${contribution.demandId} ${contribution.facts.receivedAt}`;
    const known = demands.get(name);
    if (known) known.push({ record, contribution });
    else demands.set(name, [{ record, contribution }]);
  }
  return demands.values();
}

/** Reading needs nothing but the record itself: what fails here fails for good. */
function readContribution(record: StreamRecord, read: ReadEvent): Contribution | undefined {
  try {
    const event = read(record);
    // What stood after it counts, whatever it was that a later deployment did.
    if (!isKnown(event.action)) logInfo('ACTION_UNKNOWN', { demandId: event.demandId, seq: event.seq });
    return { demandId: event.demandId, seq: event.seq, facts: factsOf(event) };
  } catch (error) {
    setAside(record, error);
    return undefined;
  }
}
