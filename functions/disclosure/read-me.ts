import { SET_ASIDE } from '../ledger/parts/harvest.part.ts';
import type { Predicate } from './predicate.schema.ts';

/** The text that a person reads first. */
export function readMe(about: Predicate): string {
  const total = about.accounts.flatMap(({ records }) => Object.values(records)).reduce((a, b) => a + b, 0);
  return `${[
    `Disclosure for demand ${about.demandId}`,
    about.reference === undefined ? undefined : `Your reference: ${about.reference}`,
    `Sealed: ${about.sealedAt} (all times are UTC)`,
    '',
    ...foundOf(about, total),
    '',
    ...setAsideOf(about),
    ...changesOf(about),
    ...notComparedOf(about),
    'WHAT IS HERE',
    'index.html          the same as a page for people, where there is one',
    'data/accounts/NAME/ the records of one account, where there were any:',
    '  mail/messages/    messages, each as it is',
    '  mail/mail.mbox    the same as a mailbox; opens in Thunderbird, Apple Mail, mutt and other mail readers',
    '  mail/mail.csv     the messages in the order of the mailboxes, with the folders and labels that they had, the SHA-256',
    '                    of their own bytes, and when each says itself that it came (stamped)',
    '  messages.jsonl    chat messages, one JSON object per line',
    '  files/, files.csv files in the folders that they were in, and a list with their own names and kinds',
    '  recordings/, recordings.csv',
    '                    voice mail and recorded calls, and a list with the call that each is of',
    '  *.csv             records as tables (RFC 4180, UTF-8)',
    '  subscriber.json   subscriber information',
    '  set-aside.csv     records that are not here, one by one, and why',
    '  changes.csv       records that are here as they were kept, and of which our systems have another or none since',
    'Files of a large account go on in others: mail~2.mbox and mail~2.csv are what follows mail.mbox and mail.csv.',
    'metadata/           what could be retrieved (scope.json), how the demand was checked, with the law that each check',
    '                    applied (determination.json), and how the records came here (custody.json)',
    'bagit.txt, bag-info.txt, manifest-*.txt, tagmanifest-*.txt',
    '                    this folder is a bag (RFC 8493): all files with their SHA-256 and SHA-512',
    'statement.dsse.json what was demanded, decided and found, and the digests of the files beside data/, with our',
    '                    signature (an in-toto statement in a DSSE envelope, ECDSA P-256 with SHA-256)',
    'signing-key.pem     a copy of the public key of that signature',
    '',
    'WHICH TIME COUNTS',
    'Column "at" is the time at which our systems took the record in; it decides whether a record is within the period.',
    'Other times were written by senders, devices and imports. Where one lies outside the period by more than five',
    'minutes, or is no time, the column "noted" says so.',
    '',
    'HOW TO OPEN IT',
    'Any program that opens ZIP archives will do.',
    'The messages in mail/messages are the bytes that our systems hold. In a mailbox each has three changes: a line before',
    'it that begins with "From ", line ends that are LF alone, and an empty line after it; and lines of it that begin with',
    '"From ", or with any number of ">" and then "From ", have one ">" more. To have its own bytes back, drop the first',
    'line and the last LF, take one ">" from each line that begins with ">" and, behind all of its ">", has "From ", and',
    'make each LF a CR and LF; a message whose last line had no end has got one, and its size in mail.csv tells. "exact" in',
    'mail.csv is yes where that gives the very bytes, and no where other line ends of a message were not those of mail',
    '(RFC 5322): mail/messages has it as it is all the same.',
    "Cells of tables that a spreadsheet would run as a formula (they begin with = + - @) have an apostrophe (') before",
    'them, which is not part of the value; telephone numbers such as +1... are among them.',
    'Every cell is whole, however long it is; spreadsheets cut what is longer than 32,767 characters, and programs may',
    'have to be told to take more.',
    'Where a double click on a table shows one column, import it: UTF-8, separated by commas.',
    '',
    'HOW TO CHECK IT',
    'That all files are here and whole, in this folder, with what Linux brings (macOS: shasum -a 256 -c):',
    '  sha256sum -c manifest-sha256.txt tagmanifest-sha256.txt',
    'Programs for bags do the same. None of that says who made the package: anybody can count hashes again.',
    'That it comes from us, the signature says. Have our public key from where we publish it, and not from here: a package',
    'that brings its own key proves nothing by itself. Due Process checks the signature and everything under it, and holds',
    'every record against the scope, with: npm run verify -- PACKAGE --key PUBLISHED-KEY.pem',
    '',
    'WHO SENT IT',
    oneLine(about.provider.name),
    oneLine(about.provider.address),
    oneLine(about.provider.contact),
  ]
    .filter((line) => line !== undefined)
    .join('\n')}\n`;
}

const oneLine = (text: string) => text.replaceAll(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ').trim();

function setAsideOf({ setAside }: Predicate): string[] {
  if (setAside.length === 0) return [];
  return [
    'WHAT WAS SET ASIDE (found within the scope, and not in this package; see set-aside.csv of each account)',
    ...setAside.map(
      ({ account, item, reason, count }) =>
        `  ${account}  ${item === '' ? 'unknown' : item}: ${count}, because ${becauseOf(reason)}`,
    ),
    '',
  ];
}

function changesOf({ changes = [] }: Predicate): string[] {
  const changed = changes.filter(({ deleted, edited, added }) => deleted + edited + added > 0);
  if (changed.length === 0) return [];
  return [
    'WHAT CHANGED SINCE IT WAS KEPT (the records here are as they were when they were kept; see changes.csv)',
    ...changed.map(
      ({ account, item, deleted, edited, added }) =>
        `  ${account}  ${item}: ${deleted} deleted, ${edited} edited, ${added} added, which are not here`,
    ),
    '',
  ];
}

function notComparedOf({ notCompared = [] }: Predicate): string[] {
  if (notCompared.length === 0) return [];
  return [
    'WHAT COULD NOT BE COMPARED (it is here as it was when it was kept; whether it changed since, we could not see)',
    ...notCompared.map(({ account, item }) => `  ${account}  ${item}`),
    '',
  ];
}

/** What can only be captured, and is not stored. */
const isLive = (item: string) => item.startsWith('live.') || item === 'location.live';

const becauseOf = (reason: string) =>
  Object.entries(SET_ASIDE).find(([name]) => name === reason)?.[1] ?? reason;

function foundOf({ accounts, noneFound, scope, setAside }: Predicate, total: number): string[] {
  const nothing =
    setAside.length === 0
      ? 'NOTHING WAS FOUND within the scope of the demand.'
      : 'NOTHING THAT WAS FOUND IS HERE: all of it was set aside.';
  const lines = accounts.flatMap(({ account, records }) =>
    Object.entries(records)
      .filter(([, count]) => count > 0)
      .map(([item, count]) => `  ${account}  ${item}: ${count}`),
  );
  return [
    total === 0 ? nothing : 'WHAT WAS FOUND (records by account and item)',
    ...lines,
    ...noneFound.map(({ account, item }) => `  ${account}  ${item}: none`),
    ...scope.notHeld.map(
      (item) =>
        `  ${item}: ${isLive(item) ? 'nothing is captured as it happens; only what is stored is disclosed here' : 'we hold no such data'}`,
    ),
    ...scope.outOfTime.map(
      (item) =>
        `  ${item}: none of the period can be had: it lies after the demand was filed, or not in the time of the identifier`,
    ),
    ...(accounts.length === 0
      ? ['  No account of ours, or no item that we hold, was within the scope.']
      : []),
  ];
}
