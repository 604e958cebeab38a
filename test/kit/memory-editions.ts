import type { Edition } from '../../functions/reporting/edition.schema.ts';
import type { EditionFiles, EditionStore } from '../../functions/reporting/edition.store.ts';

export function memoryEditions(): EditionStore {
  const rows: Edition[] = [];
  const find = (period: string, edition: number) =>
    rows.find((row) => row.period === period && row.edition === edition);
  return {
    find: async (period, edition) => find(period, edition),
    latest: async (period) =>
      rows
        .filter((row) => row.period === period)
        .sort(byEdition)
        .at(-1),
    list: async () =>
      [...rows].sort((a, b) => (a.period === b.period ? byEdition(a, b) : a.period < b.period ? -1 : 1)),
    create: async (edition) => {
      if (find(edition.period, edition.edition)) return 'exists';
      rows.push(edition);
      return 'created';
    },
  };
}

const byEdition = (a: Edition, b: Edition) => a.edition - b.edition;

/** Files in memory that, like the bucket, are written once. */
export function memoryFiles(): EditionFiles & { objects: Map<string, string> } {
  const objects = new Map<string, string>();
  return {
    objects,
    create: async ({ key, body }) => {
      if (objects.has(key)) return 'exists';
      objects.set(key, body);
      return 'created';
    },
    read: async (key) => objects.get(key),
  };
}
