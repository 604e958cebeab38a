import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DemandPage, DemandView } from '../../../functions/desk/demand-view.schema.ts';
import { PackageView } from '../../../functions/desk/view-package.schema.ts';
import type { Api, Asked } from './host.ts';

const FOLDER = join(import.meta.dirname, '..', 'answers');
const read = (name: string): unknown => JSON.parse(readFileSync(join(FOLDER, `${name}.json`), 'utf8'));

/** Answers that the service gave for sample demands. What the schemas no longer allow is not taken for an answer. */
export const recorded = {
  list: DemandPage.parse(read('list')),
  /** An address of two people, which waits for a review. */
  two: DemandView.parse(read('view-24')),
  /** An emergency whose office was not called. */
  emergency: DemandView.parse(read('view-09')),
  /** A warrant that waits for its release. */
  sealed: DemandView.parse(read('view-03')),
  package: PackageView.parse(read('package-03')),
  reach: read('reach-24'),
  sample: read('sample-03'),
  events: { two: read('events-24'), emergency: read('events-09'), sealed: read('events-03') },
  paper: readFileSync(join(FOLDER, 'paper.png')),
};

const KEYS = ['two', 'emergency', 'sealed'] as const;

/** The API as it answered then. `instead` comes first, for what a test plays. */
export const recordedApi =
  (instead: (asked: Asked) => ReturnType<Api> = () => undefined): Api =>
  (asked) =>
    instead(asked) ?? answerOf(asked);

function answerOf({ method, path }: Asked): ReturnType<Api> {
  if (method !== 'GET') return undefined;
  if (path === '/demands') return { json: recorded.list };
  const [, , id, what] = path.split('/');
  const key = KEYS.find((one) => recorded[one].id === id);
  if (!key) return undefined;
  switch (what) {
    case undefined:
      return { json: recorded[key] };
    case 'events':
      return { json: recorded.events[key] };
    case 'reach':
      return { json: recorded.reach };
    case 'papers':
      return { bytes: recorded.paper, headers: { link: '<?page=1>; rel="last"' } };
    case 'package':
      return { json: path.endsWith('/files') ? recorded.sample : recorded.package };
    default:
      return undefined;
  }
}

/** What stands in a field whose writer means harm. */
export const HOSTILE = `"><img src=x onerror=globalThis.harmed=1><script>globalThis.harmed=1</script>{{7*7}}\u202e`;

const FREE = [
  'reference',
  'title',
  'name',
  'text',
  'value',
  'explanation',
  'court',
  'filedBy',
  'by',
  'says',
  'subject',
  'account',
  'identifier',
  'path',
  'cite',
  'heldWith',
];

/** The same with every text that somebody could have written made hostile. */
export function hostile<T>(value: T): T {
  return JSON.parse(JSON.stringify(value), (key, member: unknown) =>
    typeof member === 'string' && FREE.includes(key) ? HOSTILE : member,
  ) as T;
}

/** A problem as the API sends it. */
export const problem = (status: number, code: string, detail: string) => ({
  status,
  json: {
    type: `urn:due-process:problem:${code}`,
    title: 'Problem',
    status,
    code,
    detail,
    instance: 'urn:request:1',
  },
});
