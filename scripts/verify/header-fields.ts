import type { Faults } from './faults.ts';

/** A number of a header, in the order in which it stands, and the one value that it can have. */
export type Field = readonly [name: string, bytes: 2 | 4 | 8, expected: number];

export type Place = { prefix: string; file: string; at: number };

/** Every field has the one value that it can have. */
export function compareFields(bytes: Buffer, fields: readonly Field[], place: Place, faults: Faults): void {
  let offset = 0;
  for (const [name, length, expected] of fields) {
    const isThere = offset + length <= bytes.length;
    if (!isThere || numberAt(bytes, offset, length) !== BigInt(expected))
      faults.add({
        rule: `${place.prefix}-${name}`,
        file: place.file,
        offset: place.at + offset,
        text: `${name} of a header is not what it can only be`,
      });
    offset += length;
  }
}

/** Numbers of eight bytes may be larger than those that JavaScript counts by one. */
const numberAt = (bytes: Buffer, offset: number, length: 2 | 4 | 8): bigint =>
  length === 8 ? bytes.readBigUInt64LE(offset) : BigInt(bytes.readUIntLE(offset, length));

export const lengthOf = (fields: readonly Field[]): number =>
  fields.reduce((sum, [, bytes]) => sum + bytes, 0);
