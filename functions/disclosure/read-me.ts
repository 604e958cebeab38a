import { SET_ASIDE } from '../ledger/parts/harvest.part.ts';
import type { Manifest } from './manifest.schema.ts';

/** The text that a person reads first. */
export function readMe(manifest: Omit<Manifest, 'files'>): string {
  const total = manifest.accounts.flatMap(({ records }) => Object.values(records)).reduce((a, b) => a + b, 0);
  return `${[
    `Disclosure for demand ${manifest.demandId}`,
    manifest.reference === undefined ? undefined : `Your reference: ${manifest.reference}`,
    `Sealed: ${manifest.sealedAt} (all times are UTC)`,
    '',
    ...foundOf(manifest, total),
    '',
    ...setAsideOf(manifest),
    'WHAT IS HERE',
    'manifest.json       what was demanded, decided and found, and the SHA-256 and size of every file',
    'manifest.sig        our signature of manifest.json (base64 of a DER ECDSA P-256 signature, SHA-256)',
    'signing-key.pem     the public key of that signature',
    'scope.json          the accounts, items and period that could be retrieved, and nothing beyond',
    'determination.json  how the demand was checked, with the law that each check applied',
    'accounts/NAME/      the records of one account, where there were any:',
    '  mail.mbox         messages; opens in Thunderbird, Apple Mail, mutt and other mail readers',
    '  mail.csv          the messages in the order of mail.mbox, with the SHA-256 of their original bytes, and when',
    '                    each says itself that it came (stamped)',
    '  messages.jsonl    chat messages, one JSON object per line',
    '  files/, files.csv files, and a list with their original names',
    '  *.csv             records as tables (RFC 4180, UTF-8)',
    '  subscriber.json   subscriber information',
    '  set-aside.csv     records that are not here, one by one, and why',
    '',
    'WHICH TIME COUNTS',
    'Column "at" is the time at which our systems took the record in; it decides whether a record is within the period.',
    'Other times were written by senders, devices and imports. Where one lies outside the period by more than five',
    'minutes, or is no time, the column "noted" says so.',
    '',
    'HOW TO OPEN IT',
    'Any program that opens ZIP archives will do. Lines of mail.mbox that began with "From " have a ">" before them;',
    'mail readers take it away. Cells of tables that a spreadsheet would run as a formula (they begin with = + - @)',
    "have an apostrophe (') before them, which is not part of the value; telephone numbers such as +1... are among them.",
    'Every cell is whole, however long it is; spreadsheets cut what is longer than 32,767 characters, and programs may',
    'have to be told to take more.',
    'Where a double click on a table shows odd letters or one column, import it: UTF-8, separated by commas.',
    '',
    'HOW TO VERIFY IT',
    'With openssl:',
    '  base64 -d manifest.sig > manifest.der',
    '  openssl dgst -sha256 -verify signing-key.pem -signature manifest.der manifest.json',
    'Compare signing-key.pem with the key that we publish: a package that brings its own key proves nothing by itself.',
    'Then compare the SHA-256 of each file (sha256sum FILE) with manifest.json. Due Process does all of this, and holds',
    'every record against the scope, with: npm run verify -- PACKAGE --key PUBLISHED-KEY.pem',
  ]
    .filter((line) => line !== undefined)
    .join('\n')}\n`;
}

function setAsideOf({ setAside }: Omit<Manifest, 'files'>): string[] {
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

const becauseOf = (reason: string) =>
  Object.entries(SET_ASIDE).find(([name]) => name === reason)?.[1] ?? reason;

function foundOf({ accounts, noneFound, scope, setAside }: Omit<Manifest, 'files'>, total: number): string[] {
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
    ...scope.notHeld.map((item) => `  ${item}: we hold no such data`),
    ...scope.outOfTime.map(
      (item) =>
        `  ${item}: none of the period can be had: it lies after the demand was filed, or not in the time of the identifier`,
    ),
    ...(accounts.length === 0
      ? ['  No account of ours, or no item that we hold, was within the scope.']
      : []),
  ];
}
