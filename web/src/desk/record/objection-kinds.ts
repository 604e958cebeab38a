import { useHere } from '../../api/api-context.ts';
import { given } from '../../api/client.ts';
import { type Answer, useAnswer } from '../../api/use-answer.ts';
import { isRecord } from '../../config.ts';

type Ground = { id: string; says: string; cite: string };
export type ObjectionKind = {
  id: string;
  title: string;
  cite: string;
  says: string;
  grounds: readonly Ground[];
};

/** What can be brought against a demand under one instrument, by the rulebook. */
export function useObjectionKinds(instrument: string): Answer<readonly ObjectionKind[]> {
  const { api } = useHere();
  return useAnswer(
    async (signal) => {
      const path = { page: 'objections' };
      const headers = { accept: 'application/json' };
      const page: unknown = await given(api.GET('/rulebook/{page}', { params: { path }, headers, signal }));
      return listIn(page, 'kinds')
        .filter((kind) => Array.isArray(kind.instruments) && kind.instruments.includes(instrument))
        .map((kind) => ({
          ...textsOf(kind, ['id', 'title', 'cite', 'says']),
          grounds: listIn(kind, 'grounds').map((ground) => textsOf(ground, ['id', 'says', 'cite'])),
        }));
    },
    [instrument],
  );
}

const listIn = (value: unknown, member: string): readonly Record<string, unknown>[] => {
  const list = isRecord(value) ? value[member] : undefined;
  return Array.isArray(list) ? list.filter(isRecord) : [];
};

const textsOf = <N extends string>(value: Record<string, unknown>, names: readonly N[]): Record<N, string> =>
  Object.fromEntries(names.map((name) => [name, String(value[name] ?? '')])) as Record<N, string>;
