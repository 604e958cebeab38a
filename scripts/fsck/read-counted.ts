import type { Tables } from './open-tables.ts';
import type { Item } from './raw-demand.ts';
import { scan } from './read-items.ts';
import { type Counted, countedIn, countedOf, isCleared } from './report-faults.ts';

/**
 * The rows that count demands of one compartment, of both tables that hold such. Those of the other compartment are its own
 * check's.
 * @param other hears every item of the reports table
 */
export async function readCounted(
  { documents, reports, nationalSecurity, hasEditions }: Tables,
  other: (item: Item) => void = () => {},
): Promise<ReturnType<typeof countedIn>> {
  const rowsIn = async (TableName: string, hear: (item: Item) => void = () => {}) => {
    const rows: Counted[] = [];
    for await (const item of scan(documents, { TableName })) {
      const row = countedOf(item);
      if (row && isCleared(row.demandId) !== hasEditions) rows.push(row);
      hear(item);
    }
    return rows;
  };
  return countedIn({
    secret: nationalSecurity === undefined ? [] : await rowsIn(nationalSecurity),
    reports: await rowsIn(reports, other),
  });
}
