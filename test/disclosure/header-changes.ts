/** A header with another byte. */
export const at = (offset: number, value: number) => (header: Buffer) => {
  const changed = Buffer.from(header);
  changed[offset] = value;
  return changed;
};
/** A header with an extra field, whose length stands at the place given. */
export const extended = (lengthAt: number) => (header: Buffer) => {
  const changed = Buffer.concat([header, Buffer.from([0xfe, 0xca, 0, 0])]);
  changed.writeUInt16LE(4, lengthAt);
  return changed;
};
