import { opaqueForm } from './opaque-id.ts';

/** EUI-48 and EUI-64, in pairs with colons or dashes, or in fours with dots. */
const MAC = /^[0-9a-f]{2}([:-])[0-9a-f]{2}(?:\1[0-9a-f]{2}){4}(?:\1[0-9a-f]{2}\1[0-9a-f]{2})?$/i;
const MAC_IN_FOURS = /^[0-9a-f]{4}(?:\.[0-9a-f]{4}){2,3}$/i;
const UUID = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i;
/** An IMEI, or with the version of its software, in the groups of 3GPP TS 23.003. */
const IMEI_IN_GROUPS = /^\d{2}([ -])\d{6}\1\d{6}\1\d{1,2}$/;

/** Devices are named by addresses, numbers and what makers invent; only what is surely one of the first is rewritten. */
export function deviceForm(value: string): string | undefined {
  if (MAC.test(value) || MAC_IN_FOURS.test(value))
    return value
      .toLowerCase()
      .match(/[0-9a-f]{2}/g)
      ?.join(':');
  if (UUID.test(value)) return value.toLowerCase();
  if (IMEI_IN_GROUPS.test(value)) return value.replace(/\D/g, '');
  return opaqueForm(value, 4);
}
