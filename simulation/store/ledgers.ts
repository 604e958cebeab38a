import type { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import type { Compartment } from '../../functions/ledger/demand-id.ts';
import { dynamoDemandStore } from '../../functions/ledger/dynamodb-demand.store.ts';
import { dynamoDueStore } from '../../functions/ledger/dynamodb-due.store.ts';
import { dynamoFilingStore } from '../../functions/ledger/dynamodb-filing.store.ts';
import { joinLedgers, type Ledger, ledgerOf } from '../../functions/ledger/dynamodb-ledgers.ts';
import { lastWritten } from '../../functions/ledger/last-written.ts';
import { RecordRequest } from '../../functions/ledger/record.schema.ts';
import { record } from '../../functions/ledger/record.ts';
import { isWriter, type WriterName } from '../../functions/ledger/writers.ts';
import type { Clock } from '../../functions/shared/clock.ts';
import { namedFault } from '../../functions/shared/named-fault.ts';
import type { MemoryTables } from './memory-tables.ts';

/** The tables of a compartment, by the names that the stores are given. */
export const TABLES = {
  open: { demands: 'demands', work: 'work' },
  cleared: { demands: 'cleared-demands', work: 'cleared-work' },
} as const satisfies Record<Compartment, { demands: string; work: string }>;

/** What a function has of the ledgers, as the product puts it together: it reads by itself, and writes by the recorder. */
export function ledgersOfWriter(writer: WriterName, tables: MemoryTables, clock: Clock): Ledger {
  const of = ({ demands, work }: { demands: string; work: string }) =>
    ledgerOf(
      tables.client,
      { DEMANDS_TABLE: demands, WORK_TABLE: work, RECORDER: writer },
      recorderOf({ demands, work }, tables, clock),
    );
  return joinLedgers({ open: of(TABLES.open), cleared: of(TABLES.cleared) });
}

/** The recorder as Lambda answers for it: what it throws comes under its name, and nothing else of it. */
function recorderOf(
  { demands, work }: { demands: string; work: string },
  { client }: MemoryTables,
  clock: Clock,
): LambdaClient {
  const deps = {
    store: dynamoDemandStore(client, demands, work),
    filings: dynamoFilingStore(client, { demands, work }),
    dues: dynamoDueStore(client, demands),
    clock,
    last: lastWritten(),
  };
  const send = async ({ input: { FunctionName: writer = '', Payload } }: InvokeCommand) => {
    if (!isWriter(writer)) throw new TypeError('asked by no writer');
    try {
      return { Payload: bytes(await record(RecordRequest.parse(JSON.parse(String(Payload))), writer, deps)) };
    } catch (error) {
      const { name, message } = namedFault(error);
      return { FunctionError: 'Unhandled', Payload: bytes({ errorType: name, errorMessage: message }) };
    }
  };
  return { send } as unknown as LambdaClient;
}

const bytes = (answer: unknown) => Buffer.from(JSON.stringify(answer));
