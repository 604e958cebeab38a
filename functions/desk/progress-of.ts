import * as z from 'zod/mini';
import type { DemandRecord } from '../ledger/demand-record.schema.ts';
import type { LedgerEvent } from '../ledger/event.schema.ts';
import type { Status } from '../ledger/statuses.ts';
import type { Progress } from './progress.schema.ts';

/** While machines work on a demand, or have failed to. What came of it afterwards stands in the package. */
const AT_WORK: readonly Status[] = ['awaiting-review', 'reviewed', 'failed'];
export const isAtWork = ({ status }: Pick<DemandRecord, 'status'>) => AT_WORK.includes(status);

/** What details say of amounts; another release may not have said it, and that is none. */
const count = z.catch(z.int().check(z.minimum(0)), 0);
const Amount = z.catch(z.object({ grants: count, records: count, bytes: count }), {
  ...{ grants: 0, records: 0, bytes: 0 },
});
const Found = z.object({
  counts: z.catch(z.record(z.string(), count), {}),
  bytes: count,
  upTo: z.catch(z.optional(z.string()), undefined),
});
const Detail = z.object({
  ...Found.shape,
  round: z.catch(z.optional(z.int()), undefined),
  freeze: z.catch(z.optional(z.string()), undefined),
  grants: count,
  records: count,
  files: count,
  grant: z.catch(z.optional(z.int()), undefined),
  sources: count,
  ofSources: count,
  ofRecords: count,
  more: z.catch(z.array(Found), []),
  checked: Amount,
  of: Amount,
});
type Written = Pick<LedgerEvent, 'action' | 'at' | 'detail'>;
type Told = { action: string; at: string; detail: z.infer<typeof Detail> };

/**
 * How far the machines have come with a round of a demand, by its ledger; undefined before they began.
 * @param events all of the demand, in their order
 */
export function progressOf(events: readonly Written[], round: number): Progress | undefined {
  const told = events
    .map(({ action, at, detail }): Told => ({ action, at, detail: Detail.parse(detail) }))
    .filter(({ detail }) => detail.round === round && (detail.freeze ?? String(round)) === String(round));
  const freezing = readOf(told, 'freeze.compiled', ['freeze.completed', 'freeze.failed']);
  const retrieval = readOf(told, 'scope.compiled', ['retrieval.completed']);
  const compared = comparedOf(told);
  const check = checkOf(told);
  const sealing = sealingOf(told);
  if (!freezing && !retrieval) return undefined;
  return {
    ...(freezing ? { freezing } : {}),
    ...(retrieval ? { retrieval: { ...retrieval, ...compared } } : {}),
    ...(check ? { check } : {}),
    ...(sealing ? { sealing } : {}),
  };
}

/** @param actions those that tell of grants that are done, or not to be had */
function readOf(told: readonly Told[], compiled: string, actions: readonly string[]): Progress['freezing'] {
  const begun = told.findLast(({ action }) => action === compiled);
  if (!begun) return undefined;
  const done = told.filter(({ action }) => actions.includes(action));
  const failed = done.filter(({ action }) => action.endsWith('.failed')).length;
  const found = done
    .filter(({ action }) => !action.endsWith('.failed'))
    .flatMap(({ detail: { more, ...first } }) => [first, ...more]);
  // What was no more to be copied is not awaited.
  const ended = sum(
    told.filter(({ action }) => action === 'freeze.copy-ended').map(({ detail }) => detail.grants),
  );
  const of = begun.detail.grants - (compiled === 'freeze.compiled' ? ended : 0);
  // Of a grant in parts, the last one has no end.
  const grants = found.filter(({ upTo }) => upTo === undefined).length;
  return {
    grants,
    of,
    records: sum(found.flatMap(({ counts }) => Object.values(counts))),
    bytes: sum(found.map(({ bytes }) => bytes)),
    ...(failed > 0 ? { failed } : {}),
    at: done.at(-1)?.at ?? begun.at,
    isDone: grants + failed >= of,
  };
}

/** The last that was told of each grant. */
function comparedOf(
  told: readonly Told[],
): Partial<Pick<NonNullable<Progress['retrieval']>, 'compared' | 'at'>> {
  const comparing = told.filter(({ action }) => action === 'retrieval.comparing');
  const last = [...new Map(comparing.map((one) => [one.detail.grant, one])).values()];
  const at = told.findLast(({ action }) => action.startsWith('retrieval.'))?.at;
  if (last.length === 0 || at === undefined) return {};
  const parts = sum(last.map(({ detail }) => detail.sources));
  return { compared: { parts, of: sum(last.map(({ detail }) => detail.ofSources)) }, at };
}

function checkOf(told: readonly Told[]): Progress['check'] {
  const last = told.findLast(({ action }) => action === 'harvest.checking' || action === 'harvest.checked');
  if (!last) return undefined;
  const { at, detail, action } = last;
  if (action === 'harvest.checking') return { ...detail.checked, of: detail.of, at, isDone: false };
  const { grants, records, bytes } = detail;
  return { grants, records, bytes, of: { grants, records, bytes }, at, isDone: true };
}

function sealingOf(told: readonly Told[]): Progress['sealing'] {
  const last = told.findLast(({ action }) => SEALING.includes(action));
  if (!last) return undefined;
  const packed = told.findLast(({ action }) => action === 'disclosure.packing')?.detail;
  const checked = told.findLast(({ action }) => action === 'harvest.checked')?.detail;
  return {
    files: packed?.files ?? 0,
    bytes: packed?.bytes ?? 0,
    of: { bytes: packed?.ofRecords ?? checked?.bytes ?? 0 },
    at: last.at,
    isDone: last.action === 'disclosure.sealed',
  };
}

const SEALING = ['disclosure.sealing', 'disclosure.packing', 'disclosure.sealed'];
const sum = (numbers: readonly number[]) => numbers.reduce((all, one) => all + one, 0);
