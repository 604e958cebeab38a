import { type Grant, MAX_ID, SET_ASIDE_REASONS } from './contract.ts';
import { isInstant, isStanding, isWithin } from './instants.ts';
import { jsonFault } from './json-fault.ts';
import type { Rule } from './rules.ts';

/** What is wrong with one thing that was found, without a word of what is in it. */
export type LineFault = { rule: Rule; what: string };

const MEMBERS = new Set(['account', 'service', 'item', 'at', 'id', 'fields', 'blob', 'setAside']);
/** What a header can carry. */
const MEDIA_TYPE = /^[\w.+-]{1,100}\/[\w.+-]{1,100}(?: ?;[ -~]{0,200})?$/;
/** Names by which records that are not content would carry content. The check of a harvest refuses the same. */
const CONTENT = new Set(['subject', 'body', 'text', 'html', 'snippet', 'preview', 'attachments', 'bytes']);

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Holds one line against the contract and against the grant that it answers. */
export function lineFaults(line: unknown, grant: Grant): LineFault[] {
  if (!isObject(line)) return [{ rule: 'bad-shape', what: 'it is no object' }];
  return [...outside(line, grant), ...nameFaults(line), ...bodyFaults(line)];
}

function outside(
  { account, service, item, at, setAside }: Record<string, unknown>,
  grant: Grant,
): LineFault[] {
  const faults: LineFault[] = [];
  const add = (rule: Rule, what: string) => void faults.push({ rule, what });
  if (account !== grant.account) add('wrong-account', 'its account is not that of the grant');
  if (service !== grant.service) add('wrong-service', 'its service is not that of the grant');
  if (typeof item !== 'string' || !grant.items.includes(item))
    add('wrong-item', 'its item is not of the grant');
  if (at === null || at === undefined) {
    if (setAside === undefined && !(typeof item === 'string' && isStanding(item)))
      add('no-instant', 'it has no instant');
  } else if (!isInstant(at)) add('bad-instant', `its instant is ${kindOf(at)}`);
  else if (!isWithin(at, grant.period))
    add('outside-period', `its instant, ${at}, is not from ${grant.period.from} to ${grant.period.to}`);
  return faults;
}

function nameFaults({ id, at, ...line }: Record<string, unknown>): LineFault[] {
  const faults: LineFault[] = [];
  if (typeof id !== 'string') faults.push({ rule: 'bad-id', what: `its id is ${kindOf(id)}` });
  else if (id.length < 1 || id.length > MAX_ID)
    faults.push({ rule: 'bad-id', what: `its id has ${id.length} characters` });
  if (at === undefined) faults.push({ rule: 'bad-shape', what: 'it has no member at' });
  for (const name of Object.keys(line))
    if (!MEMBERS.has(name)) faults.push({ rule: 'bad-shape', what: `it has a member ${printable(name)}` });
  return faults;
}

function bodyFaults({ item, fields, blob, setAside }: Record<string, unknown>): LineFault[] {
  if (setAside !== undefined) {
    if (fields !== undefined || blob !== undefined)
      return [
        { rule: 'set-aside-with-fields', what: 'it is set aside and has fields or bytes all the same' },
      ];
    return SET_ASIDE_REASONS.some((reason) => reason === setAside)
      ? []
      : [{ rule: 'set-aside-reason', what: 'its reason is not one of the contract' }];
  }
  if (!isObject(fields)) return [{ rule: 'not-json', what: `its fields are ${kindOf(fields)}` }];
  const faults: LineFault[] = [];
  for (const [name, value] of Object.entries(fields)) {
    const fault = jsonFault(value);
    if (fault) faults.push({ rule: 'not-json', what: `its field ${printable(name)} ${fault}` });
  }
  if (blob !== undefined) faults.push(...blobFaults(blob));
  const carries = blob !== undefined || Object.keys(fields).some((name) => CONTENT.has(name.toLowerCase()));
  if (carries && typeof item === 'string' && item.split('.', 1)[0] !== 'content')
    faults.push({ rule: 'carries-content', what: `as ${printable(item)} it carries content` });
  return faults;
}

function blobFaults(blob: unknown): LineFault[] {
  if (!isObject(blob) || typeof blob.open !== 'function')
    return [{ rule: 'bad-shape', what: 'its blob has no function open' }];
  const { mediaType } = blob;
  return typeof mediaType === 'string' && MEDIA_TYPE.test(mediaType)
    ? []
    : [{ rule: 'blob-media-type', what: 'the media type of its blob is none that a header can carry' }];
}

/** What sort of a value it is, and not the value. */
function kindOf(value: unknown): string {
  if (value === null || value === undefined) return 'not there';
  if (value instanceof Date) return 'a Date';
  if (Array.isArray(value)) return 'a list';
  return typeof value === 'string' ? 'a text of another form' : `of the type ${typeof value}`;
}

/** Names are the author's own and not a customer's; what cannot be one is not printed. */
const printable = (name: string) => (/^[\w.-]{1,60}$/.test(name) ? `"${name}"` : 'of an odd name');
