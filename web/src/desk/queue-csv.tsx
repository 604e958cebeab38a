import { useHere } from '../api/api-context.ts';
import { type Api, reached } from '../api/client.ts';
import { Troubled, troubleOf } from '../api/problem.ts';
import { saveAs } from '../kit/save-as.ts';
import { TroubleBox } from '../kit/states.tsx';
import { useSend } from '../kit/use-send.ts';
import { type Filters, queryOf } from './desk-address.ts';

/** Rows that the API gives at once. */
const MOST = 200;

/** The list as a file, all of its pages: what fits the filters, in its order. */
export function QueueCsv({ filters }: { filters: Filters }) {
  const { api } = useHere();
  const { trouble, isSending, send } = useSend<true>();
  const save = () =>
    send(async () => {
      const rows = await readRows(api, filters);
      saveAs(new File(rows, `desk-${new Date().toISOString().slice(0, 10)}.csv`, { type: 'text/csv' }));
      return true;
    });
  return (
    <div class="pages no-print">
      {trouble && <TroubleBox trouble={trouble} />}
      <button type="button" class="link-button" aria-disabled={isSending} onClick={() => void save()}>
        {isSending ? 'The file is written' : 'Download the list as CSV'}
      </button>
    </div>
  );
}

/** @throws Troubled where a page of it does not come: half a list is none */
async function readRows(api: Api, filters: Filters): Promise<string[]> {
  const parts: string[] = [];
  for (let after: string | undefined, isLast = false; !isLast; isLast = after === undefined) {
    const query = { ...queryOf(filters), format: 'csv' as const, limit: MOST, ...(after ? { after } : {}) };
    const { data, error, response } = await reached(
      api.GET('/demands', { params: { query }, parseAs: 'text' }),
    );
    const text: unknown = data;
    if (!response.ok || typeof text !== 'string') throw new Troubled(troubleOf(response.status, error));
    // Every page begins with the names of its columns.
    parts.push(parts.length === 0 ? text : text.slice(text.indexOf('\n') + 1));
    after = nextIn(response.headers.get('link'));
  }
  return parts;
}

/** The cursor of `<?after=…>; rel="next"` (RFC 8288). */
const nextIn = (link: string | null): string | undefined =>
  new URLSearchParams(/<\?([^>]*)>;\s*rel="next"/.exec(link ?? '')?.[1]).get('after') ?? undefined;
