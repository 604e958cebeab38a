/** Keys of the register: one item an authority, and nothing beside it. */
export const AUTHORITIES_TABLE_KEYS = { partitionKey: 'id' } as const;
