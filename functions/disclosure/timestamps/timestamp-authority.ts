/** Asks the authority that a stage names. @throws TimestampRefused where it did not answer */
export type TimestampAuthority = { ask: (query: Uint8Array<ArrayBuffer>) => Promise<Uint8Array> };
