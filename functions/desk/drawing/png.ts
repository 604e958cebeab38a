/** Most bytes of a page: in base64, and once more inside JSON, it fits the 6 MB that a function may answer with. */
export const MAX_PNG_BYTES = 4_200_000;

/** What every PNG begins with (W3C PNG, 5.2). */
export const PNG_SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

export const isPng = (bytes: Buffer): boolean =>
  bytes.subarray(0, PNG_SIGNATURE.length).equals(PNG_SIGNATURE);
