/** What the desk's list can be narrowed by, as the address of the page has it; the API takes the same names. */
export const FILTERS = [
  'status',
  'instrument',
  'country',
  'authority',
  'outcome',
  'holder',
  'waits',
  'dueBefore',
  'q',
] as const;
export type FilterName = (typeof FILTERS)[number];
export type Filters = Partial<Record<FilterName, string>>;

export const PAGE = 50;

/** Of the query of an address what is a filter and says something. */
export const filtersOf = (query: Record<string, string>): Filters =>
  Object.fromEntries(FILTERS.flatMap((name) => (query[name] ? [[name, query[name]]] : [])));

/** The API's query. Each value is looked at there; one that it refuses is told with its name. */
export const queryOf = ({ status, ...filters }: Filters): object => ({
  ...filters,
  ...(status ? { status: status.split(',') } : {}),
});

/** The address of the list with these filters; with `after`, a later page of it. */
export function deskAddress(filters: Filters, after?: string): string {
  const query = new URLSearchParams();
  for (const name of FILTERS) {
    const value = filters[name]?.trim();
    if (value) query.set(name, value);
  }
  if (after) query.set('after', after);
  const text = query.toString();
  return text === '' ? '/desk' : `/desk?${text}`;
}

export const without = (filters: Filters, name: FilterName): Filters =>
  Object.fromEntries(Object.entries(filters).filter(([one]) => one !== name));
