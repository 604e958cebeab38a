/** Shared with the workers: one number, which they read whenever they ask what time it is. */
export type SharedOffset = BigInt64Array<SharedArrayBuffer>;

export const offsetOf = (shared: SharedOffset): number => Number(Atomics.load(shared, 0));
