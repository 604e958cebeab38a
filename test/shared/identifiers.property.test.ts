import { isIP } from 'node:net';
import fc from 'fast-check';
import { TARGET_TYPES } from '../../functions/shared/demand.schema.ts';
import { normalForm } from '../../functions/shared/identifiers/normal-form.ts';

const formOf = (type: (typeof TARGET_TYPES)[number], value: string) => normalForm({ type, value });
const anything = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 60 }),
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.emailAddress(),
  fc.ipV4(),
  fc.ipV6(),
  fc.stringMatching(/^[+0-9a-f:.\-/ ()@"\\*%]{0,40}$/),
);

/** Groups of an address of IPv6 in one of the many ways to write them. */
const someIpV6 = fc
  .array(fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 0xffff })), { minLength: 8, maxLength: 8 })
  .filter((groups) => groups.slice(0, 5).some((group) => group !== 0) || groups[5] !== 0xffff)
  .chain((groups) =>
    fc
      .record({
        isUpper: fc.boolean(),
        width: fc.constantFrom(1, 4),
        at: fc.nat(7),
        length: fc.integer({ min: 1, max: 8 }),
      })
      .map(({ isUpper, width, at, length }) => {
        const texts = groups.map((group) => group.toString(16).padStart(width, '0'));
        const gap = groups.slice(at, at + length);
        const isEmpty = gap.every((group) => group === 0);
        const text = isEmpty
          ? `${texts.slice(0, at).join(':')}::${texts.slice(at + length).join(':')}`
          : texts.join(':');
        return { groups, text: isUpper ? text.toUpperCase() : text };
      }),
  );

const digits = (length: number) => fc.stringMatching(new RegExp(`^[2-9][0-9]{${length - 1}}$`));
const separator = fc.constantFrom('', ' ', '-', '.', '\u00a0', '\u2011', '\u2013', '/', ' (', ') ');

describe('normal forms', () => {
  it('are their own normal forms, whatever the text', () => {
    fc.assert(
      fc.property(fc.constantFrom(...TARGET_TYPES), anything, (type, value) => {
        const form = formOf(type, value);
        if (form !== undefined) expect(formOf(type, form)).toBe(form);
      }),
      { numRuns: 2000 },
    );
  });

  it('of an address of IPv6 are one for all ways to write it, and the shortest', () => {
    fc.assert(
      fc.property(someIpV6, ({ groups, text }) => {
        const form = formOf('ip-address', text) ?? '';
        expect(formOf('ip-address', groups.map((group) => group.toString(16)).join(':'))).toBe(form);
        expect(isIP(form)).toBe(6);
        expect(form).toBe(form.toLowerCase());
        expect(form).not.toMatch(/(?:^|:)0[0-9a-f]/);
      }),
    );
  });

  it('of an address of IPv4 are the same within IPv6', () => {
    fc.assert(
      fc.property(fc.ipV4(), (address) => {
        expect(formOf('ip-address', `::ffff:${address}`)).toBe(address);
      }),
    );
  });

  it('of a number are its digits, whatever stands between them', () => {
    fc.assert(
      fc.property(
        digits(3),
        digits(3),
        digits(4),
        separator,
        separator,
        separator,
        (area, office, line, a, b, c) => {
          const open = a.includes('(') && !b.includes(')') ? ') ' : b;
          fc.pre(!/\)/.test(a + c) && !/\(/.test(open + c) && a.includes('(') === open.includes(')'));
          expect(formOf('phone', `+1${a}${area}${open}${office}${c}${line}`)).toBe(
            `+1${area}${office}${line}`,
          );
        },
      ),
    );
  });

  it('of a mailbox do not depend on the case of its domain, nor on quotes that it does not need', () => {
    fc.assert(
      fc.property(fc.emailAddress(), (address) => {
        const at = address.lastIndexOf('@');
        const [local, domain] = [address.slice(0, at), address.slice(at + 1)];
        const form = formOf('email', address);
        expect(form).toBe(`${local}@${domain.toLowerCase()}`);
        expect(formOf('email', `"${local}"@${domain.toUpperCase()}`)).toBe(form);
      }),
    );
  });
});
