import { BlockList, isIP } from 'node:net';

const MAPPED = /^::ffff:([0-9a-f]{1,4}):([0-9a-f]{1,4})$/;

/**
 * An address as RFC 5952 writes it; one of IPv4 within IPv6 (`::ffff:198.51.100.77`) is that of IPv4. Zones mean something on
 * one machine only, and octets with leading zeros are octal to some: both are no address.
 */
export function ipForm(value: string): string | undefined {
  const family = value.includes('%') ? 0 : isIP(value);
  if (family === 4) return value;
  if (family !== 6) return undefined;
  const text = new URL(`http://[${value}]`).hostname.slice(1, -1);
  const mapped = MAPPED.exec(text)
    ?.slice(1)
    .map((group) => Number.parseInt(group, 16));
  return mapped ? mapped.flatMap((group) => [group >> 8, group & 255]).join('.') : text;
}

const familyOf = (form: string) => (form.includes(':') ? 'ipv6' : 'ipv4');

/** `198.51.100.0/24`, or two addresses of one family, the lower first, with a dash between them. */
export function ipRangeForm(value: string): string | undefined {
  const [, base = '', length = ''] = /^(.+)\/(0|[1-9]\d{0,2})$/.exec(value) ?? [];
  const [, low = '', high = ''] = /^(\S+?) ?[-\u2013] ?(\S+)$/.exec(value) ?? [];
  const [start, end] = [ipForm(base || low), ipForm(high)];
  if (start === undefined || (base === '' && (end === undefined || familyOf(end) !== familyOf(start))))
    return undefined;
  const isMapped = base.includes(':') && familyOf(start) === 'ipv4';
  const prefix = Number(length) - (isMapped ? 96 : 0);
  try {
    // It refuses ends that are not in order, and prefixes that are too long.
    if (end === undefined) new BlockList().addSubnet(start, prefix, familyOf(start));
    else new BlockList().addRange(start, end, familyOf(start));
  } catch {
    return undefined;
  }
  return end === undefined ? `${start}/${prefix}` : `${start}-${end}`;
}
