import { useHere } from '../../api/api-context.ts';
import { reached } from '../../api/client.ts';
import { Troubled, troubleOf } from '../../api/problem.ts';
import { type Answer, useAnswer } from '../../api/use-answer.ts';
import { isRecord } from '../../config.ts';
import { type Needs, needsOf } from './needs.ts';

/** What a demand under one instrument must say, by its page of the rulebook. Nothing is asked while no instrument is chosen. */
export function useNeeds(instrument: string): Answer<Needs | undefined> {
  const { config } = useHere();
  return useAnswer(
    async (signal) => {
      if (instrument === '') return undefined;
      const read = (name: string) => rulebookFile(config.api, name, signal);
      const [page, roles, dictionary] = await Promise.all([
        read(instrument),
        read('roles'),
        read('data-dictionary'),
      ]);
      return needsOf(page, roles, dictionary);
    },
    [instrument],
  );
}

/** Slashes of its name are parts of the path, so that the typed client, which encodes them, cannot ask. */
async function rulebookFile(api: string, name: string, signal: AbortSignal) {
  const response = await reached(
    fetch(`${api}/rulebook/${name}`, { headers: { accept: 'application/json' }, signal }),
  );
  const body: unknown = await response.json().catch(() => undefined);
  if (!response.ok || !isRecord(body)) throw new Troubled(troubleOf(response.status, body));
  return body;
}
