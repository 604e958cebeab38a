import { freePort } from '../state/ports.ts';
import { StartFault } from '../state/start-fault.ts';
import { engineBinary } from './binary.ts';
import { type EngineProcess, startEngine } from './engine-process.ts';
import { KeptRunning, type Outage } from './kept-running.ts';
import { indexStreams, trimStream } from './stream-records.ts';

export type DynamoEngine = {
  readonly url: URL;
  /** Resolves with how, when the engine ended too often and is given up; never otherwise. */
  readonly died: Promise<string>;
  /** Whether it ended and is not back yet. */
  readonly isAway: () => boolean;
  /** A call was told to come again. */
  readonly refused: () => void;
  /** A call was left without an answer. */
  readonly silent: () => void;
  /** Lets go of a table's stream, up to the record of this number and as DynamoDB would have by now. */
  readonly trim: (table: string, last: string) => void;
  readonly stop: () => Promise<void>;
};

type EngineOptions = {
  readonly databaseFile: string;
  readonly logFile: string;
  readonly report: (line: string) => void;
  /** Told of each outage, when it is over. */
  readonly outage: (outage: Outage) => void;
};

/** Somebody else keeps it. */
const keptElsewhere = (url: URL): DynamoEngine => ({
  url,
  died: new Promise(() => {}),
  isAway: () => false,
  refused: () => {},
  silent: () => {},
  trim: () => {},
  stop: async () => {},
});

/** Starts the embedded engine on its database file and keeps it running, or uses the one at DYNAMODB_ENDPOINT. */
export async function startDynamo({
  databaseFile,
  logFile,
  report,
  outage,
}: EngineOptions): Promise<DynamoEngine> {
  const elsewhere = process.env.DYNAMODB_ENDPOINT;
  if (elsewhere) {
    if (!URL.canParse(elsewhere)) throw new StartFault('DYNAMODB_ENDPOINT is not a URL.');
    return keptElsewhere(new URL(elsewhere));
  }
  const program = engineBinary();
  // It comes back at the same port, on the same file: who speaks to it need not know that it was away.
  const port = await freePort();
  const start = (): Promise<EngineProcess> => startEngine({ program, port, databaseFile, logFile });
  const first = await start().catch((error: unknown) => {
    const why = error instanceof Error ? error.message : String(error);
    throw new StartFault(`The embedded DynamoDB did not start: ${why} (${logFile}).`);
  });
  indexStreams(databaseFile, report);
  const kept = new KeptRunning(first, { start, report, outage });
  return {
    url: new URL(`http://127.0.0.1:${port}/`),
    died: kept.died,
    isAway: () => kept.isAway,
    refused: () => kept.refused(),
    silent: () => void kept.silent(),
    trim: (table, last) => trimStream(databaseFile, { table, last }, report),
    stop: () => kept.stop(),
  };
}
