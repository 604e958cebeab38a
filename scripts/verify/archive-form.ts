import type { Field } from './header-fields.ts';

export const [MAX_32, MAX_16] = [0xffff_ffff, 0xffff];

export type Header = { name: Buffer; crc: number; size: number; offset: number };

/** What the headers of an archive can only say, given its files. Each field has one value. */
export type ArchiveForm = {
  isBag: boolean;
  /** Made-by of the end record of zip64. */
  endMadeBy: number;
  local(header: Header): Field[];
  directory(header: Header): Field[];
  /** After the name in the directory. */
  extra(header: Header): Field[];
  /** After the bytes of the file. */
  descriptor(header: Header): Field[];
  /** Whether an entry may stand behind another, as far as their names tell it. */
  mayFollow(one: Buffer, other: Buffer): boolean;
};

type Common = { needs: number; flags: number; crc: number; stored: number; name: number; extra: number };

const common = ({ needs, flags, crc, stored, name, extra }: Common): Field[] => [
  ['version', 2, needs],
  ['flags', 2, flags],
  ['method', 2, 0],
  ['time', 2, 0],
  ['date', 2, 0x0021],
  ['crc', 4, crc],
  ['compressed-size', 4, stored],
  ['size', 4, stored],
  ['name-length', 2, name],
  ['extra', 2, extra],
];

const LOCAL: Field = ['signature', 4, 0x04034b50];

const directory = (madeBy: number, members: Common, offset: number): Field[] => [
  ['signature', 4, 0x02014b50],
  ['made-by', 2, madeBy],
  ...common(members),
  ['comment', 2, 0],
  ['disk', 2, 0],
  ['internal-attributes', 2, 0],
  ['external-attributes', 4, 0o100644 * 0x10000],
  ['offset', 4, offset],
];

/** Formats 3 and 4, as docs/package.md says. */
export const BAG_FORM: ArchiveForm = {
  isBag: true,
  endMadeBy: 0x032d,
  local: ({ name, crc, size }) => [
    LOCAL,
    ...common({ needs: 10, flags: 0x0800, crc, stored: size, name: name.length, extra: 0 }),
  ],
  directory: ({ name, crc, size, offset }) => {
    const [needs, extra] = offset >= MAX_32 ? [45, 12] : [10, 0];
    const members = { needs, flags: 0x0800, crc, stored: size, name: name.length, extra };
    return directory(0x031e, members, Math.min(offset, MAX_32));
  },
  extra: ({ offset }) =>
    offset < MAX_32
      ? []
      : [
          ['extra-id', 2, 1],
          ['extra-length', 2, 8],
          ['extra-offset', 8, offset],
        ],
  descriptor: () => [],
  // Of a bag its lists say it, which is read later.
  mayFollow: () => true,
};

const isLarge = ({ size, offset }: Header) => size >= MAX_32 || offset >= MAX_32;

/**
 * Formats 1 and 2, as their writer (yazl 3) wrote them: CRC and sizes stand behind each file, and an entry that needs
 * zip64 for one number has it for all three.
 */
export const EARLIER_FORM: ArchiveForm = {
  isBag: false,
  endMadeBy: 0x033f,
  local: ({ name }) => [
    LOCAL,
    ...common({ needs: 20, flags: 0x0808, crc: 0, stored: 0, name: name.length, extra: 0 }),
  ],
  directory: (header) => {
    const { name, crc, size, offset } = header;
    const [needs, extra, stored, at] = isLarge(header) ? [45, 28, MAX_32, MAX_32] : [20, 0, size, offset];
    return directory(0x033f, { needs, flags: 0x0808, crc, stored, name: name.length, extra }, at);
  },
  extra: (header) =>
    !isLarge(header)
      ? []
      : [
          ['extra-id', 2, 1],
          ['extra-length', 2, 24],
          ['extra-size', 8, header.size],
          ['extra-compressed-size', 8, header.size],
          ['extra-offset', 8, header.offset],
        ],
  descriptor: (header) => {
    const bytes = isLarge(header) ? 8 : 4;
    return [
      ['signature', 4, 0x08074b50],
      ['crc', 4, header.crc],
      ['compressed-size', bytes, header.size],
      ['size', bytes, header.size],
    ];
  },
  // Its order was that of JavaScript's strings.
  mayFollow: (one, other) => one.toString('utf8') < other.toString('utf8'),
};
