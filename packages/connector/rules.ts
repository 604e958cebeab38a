import { SET_ASIDE_REASONS } from './contract.ts';

/** Every rule of the kit, with what to do where it is broken. README.md lists the same. */
export const RULES = {
  'bad-connector':
    'Give `service` a name such as `voice-mail`, and `items` the leaf items that it serves, each once.',
  threw: 'Reading an account that is there must not fail. Mend it, or yield the one odd thing as set aside.',
  'too-slow':
    'A read must come to its end. End the stream after the last page; ask the store by key and range.',
  'bad-shape':
    'Yield `account`, `service`, `item`, `at`, `id` and `fields` (or `setAside`), `blob` where there are bytes, and nothing else.',
  'wrong-account': "Read by the grant's account as a key, and give that account back, letter by letter.",
  'wrong-service': "Give back the grant's service.",
  'wrong-item': 'Yield records of the items in the grant only.',
  'no-instant':
    'Only `subscriber.*` stands without a time. Set what has lost its instant aside as `no-instant`.',
  'bad-instant': 'Write instants as `2026-11-23T09:00:00.000Z`: UTC, milliseconds, as `toISOString()` does.',
  'outside-period':
    'Take `from <= at` and `at < to`, to the millisecond. Finer instants are cut, and not rounded.',
  'left-out':
    'Find everything from `from` up to and without `to`, whatever else is asked for. Compare in UTC.',
  'item-without-records':
    'Yield records of each item of `items`, or test with an account that has some of each.',
  'not-oldest-first':
    'Sort by the instant, then by the id. Within one second any order will do that is always the same.',
  'not-the-same-twice':
    'Two reads of one grant give the same lines in the same order. Sort by the instant, then by the id.',
  'duplicate-id': 'Give two records of one item and instant different ids, such as the primary key.',
  'bad-id': 'An id is a text of 1 to 1,024 characters.',
  'not-json':
    'Fields hold JSON: dates as text, large numbers as text, bytes as a blob, null where there is nothing.',
  'carries-content':
    'Only `content.*` may carry bytes or text of a message. Leave it out of the other items.',
  'blob-media-type':
    'Give a blob a media type such as `audio/mpeg`; `application/octet-stream` where it is not known.',
  'blob-not-opened': 'Open the bytes whenever they are asked for, after the stream has ended too.',
  'blob-chunks': 'Give the bytes as chunks of `Uint8Array`.',
  'blob-changed': 'Opened again, a blob has the same bytes and the same media type.',
  'set-aside-reason': `Set aside with one of: ${SET_ASIDE_REASONS.join(', ')}.`,
  'set-aside-with-fields': 'What is set aside has a reason, and neither fields nor bytes.',
  'found-in-empty-period':
    'A period that ends where it begins has nothing in it: `at < to` is wrong somewhere.',
  'found-in-empty-account': "Find nothing of an account without data. Read by the grant's account as a key.",
  'found-by-pattern':
    'Compare accounts as whole texts: no LIKE, no prefix, no pattern, no SQL made of them, nor paths.',
  'pages-differ': 'Read on to the last page, however small the pages are.',
  'swallowed-fault':
    'Throw whatever keeps you from seeing the end: to end without a record says that there is none.',
  'left-open':
    'Whoever stops reading early must leave nothing behind. Close cursors and connections in `finally`.',
  'secret-not-asked': 'Answer 401 to whoever does not bring the secret.',
} as const;

export type Rule = keyof typeof RULES;
