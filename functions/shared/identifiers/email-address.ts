import { domainToASCII, domainToUnicode } from 'node:url';
import { ipForm } from './ip-address.ts';
import { isReadable } from './readable.ts';

const QUOTED = /^"((?:[^"\\\p{Cc}]|\\[^\p{Cc}])+)"$/u;
/** Two characters that cannot be seen; host names have rules for where they may stand, local parts have none. */
const JOINERS = /[\u200c\u200d]/;
/** Signs that need no quotes (RFC 5322 atext, RFC 6532). Dots at odd places are not of the grammar, but in use. */
const BARE = /^[A-Za-z0-9!#$%&'*+/=?^_`{|}~.\u{80}-\u{10ffff}-]+$/u;
const DOT_ATOM = /^[^."\\\s@()<>[\]:;,]+(?:\.[^."\\\s@()<>[\]:;,]+)*$/u;
const LABEL = /^(?!-)[a-z0-9-]{1,63}(?<!-)$/;
/** Octets (RFC 5321 4.5.3.1). */
const MAX_LOCAL = 64;
const MAX_ADDRESS = 254;

/**
 * A mailbox (RFC 5321, 6531): the domain in lower case with A-labels, the local part in NFC and in quotes only where it
 * needs them. Whether upper and lower case of a local part are the same is for who hosts it to say.
 */
export function emailForm(value: string): string | undefined {
  const at = value.lastIndexOf('@');
  const local = localForm(value.slice(0, Math.max(at, 0)));
  const domain = domainForm(value.slice(at + 1));
  if (local === undefined || domain === undefined) return undefined;
  const address = `${local}@${domain}`;
  return Buffer.byteLength(address) <= MAX_ADDRESS ? address : undefined;
}

/** The same address with its domain in U-labels, as a directory may hold it. */
export function withUnicodeDomain(form: string): string {
  const at = form.lastIndexOf('@') + 1;
  return form.slice(0, at) + (form[at] === '[' ? form.slice(at) : domainToUnicode(form.slice(at)));
}

function localForm(written: string): string | undefined {
  const quoted = QUOTED.exec(written)?.[1];
  if (quoted === undefined && !BARE.test(written)) return undefined;
  const local = (quoted?.replace(/\\(.)/gsu, '$1') ?? written).normalize('NFC');
  if (Buffer.byteLength(local) > MAX_LOCAL || !isReadable(local) || JOINERS.test(local)) return undefined;
  return DOT_ATOM.test(local) ? local : `"${local.replace(/["\\]/g, '\\$&')}"`;
}

function domainForm(written: string): string | undefined {
  const literal = /^\[(?:IPv6:)?([0-9a-f.:]+)\]$/i.exec(written)?.[1];
  if (literal !== undefined) {
    const address = ipForm(literal);
    if (address === undefined || literal.includes(':') !== /^\[IPv6:/i.test(written)) return undefined;
    return address.includes(':') ? `[IPv6:${address}]` : `[${address}]`;
  }
  // The platform's reading of host names would also decode percent signs and count in octets and hexadecimals.
  if (!/^[A-Za-z0-9.\-\u{80}-\u{10ffff}]+$/u.test(written) || /(?:^|\.)\d+$/.test(written)) return undefined;
  const domain = domainToASCII(written);
  const labels = domain.split('.');
  if (labels.length < 2 || !labels.every((label) => LABEL.test(label)) || domain.length > 253)
    return undefined;
  const shown = domainToUnicode(domain);
  // What still begins like an A-label there stands for nothing.
  return /(?:^|\.)xn--/.test(shown) || !isReadable(shown) ? undefined : domain;
}
