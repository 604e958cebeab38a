import * as z from 'zod/mini';
import { publicEventOf } from '../../functions/ledger/public-event.schema.ts';
import { TOLD } from '../../functions/ledger/public-event.ts';

/** Every event that leaves, by its action. */
export const publicEvents = () =>
  Object.entries(TOLD).flatMap(([action, members]) => (members ? [publicEventOf(action, members)] : []));

/** The JSON Schema of the events on the bus and in notices: what `docs/events.schema.json` holds. */
export function drawEvents(): Record<string, unknown> {
  const { $schema, ...schema } = z.toJSONSchema(z.union(publicEvents()), { reused: 'inline' });
  return {
    $schema,
    $id: 'https://due-process.example/events.schema.json',
    title: 'Events of Due Process, as the bus and notices carry them in `detail`',
    ...schema,
  };
}
