import { useHere } from '../api/api-context.ts';
import { type Api, given } from '../api/client.ts';
import { useAnswer } from '../api/use-answer.ts';
import { isRecord } from '../config.ts';
import { sayCode } from '../kit/say.ts';

/** What the pages say of the law, by the rulebook that the API serves. Without it they say codes. */
export type Law = {
  instrument(id: string): string;
  item(id: string): string;
  clock(id: string): string;
  /** The reasons that a decision can have, and what each means. */
  reasons(decision: string): readonly { value: string; label: string }[];
  instruments: readonly { id: string; title: string }[];
};

const NONE: Law = {
  instrument: (id) => id,
  item: (id) => id,
  clock: sayCode,
  reasons: () => [],
  instruments: [],
};

let read: Promise<Law> | undefined;
let known = NONE;

/** The rulebook's words, read once for a visit. */
export function useLaw(): Law {
  const { api } = useHere();
  const { value } = useAnswer(() => {
    read ??= readLaw(api).then(
      (law) => {
        known = law;
        return law;
      },
      (error: unknown) => {
        read = undefined;
        throw error;
      },
    );
    return read;
  }, []);
  return value ?? known;
}

async function readLaw(api: Api): Promise<Law> {
  const page = (name: string) =>
    given(
      api.GET('/rulebook/{page}', {
        params: { path: { page: name } },
        headers: { accept: 'application/json' },
      }),
    );
  const [index, dictionary, answers, clocks] = await Promise.all([
    given(api.GET('/rulebook')),
    page('data-dictionary'),
    page('answers'),
    page('clocks'),
  ]);
  const titles = new Map(index.instruments.map(({ id, title }) => [id, title]));
  const items = itemsOf(dictionary);
  const times = isRecord(clocks) && isRecord(clocks.clocks) ? clocks.clocks : {};
  const reasons = isRecord(answers) && isRecord(answers.reasons) ? answers.reasons : {};
  return {
    instrument: (id) => titles.get(id) ?? id,
    item: (id) => items.get(id) ?? id,
    clock: (id) => textOf(times[id], 'title') ?? sayCode(id),
    reasons: (decision) => {
      const codes = reasons[decision];
      return isRecord(codes)
        ? Object.entries(codes).flatMap(([value, label]) =>
            typeof label === 'string' ? [{ value, label }] : [],
          )
        : [];
    },
    instruments: index.instruments,
  };
}

function itemsOf(dictionary: unknown): Map<string, string> {
  const all = new Map<string, string>();
  if (!isRecord(dictionary) || !Array.isArray(dictionary.families)) return all;
  for (const family of dictionary.families) {
    const id = textOf(family, 'id');
    const title = textOf(family, 'title');
    if (id === undefined || title === undefined) continue;
    all.set(id, title);
    for (const item of isRecord(family) && Array.isArray(family.items) ? family.items : []) {
      const [name, says] = [textOf(item, 'id'), textOf(item, 'title')];
      if (name !== undefined && says !== undefined) all.set(`${id}.${name}`, says);
    }
  }
  return all;
}

const textOf = (value: unknown, member: string): string | undefined => {
  const text = isRecord(value) ? value[member] : undefined;
  return typeof text === 'string' ? text : undefined;
};
