import { useMemo, useState } from 'preact/hooks';
import type { DemandView } from '../../api/client.ts';
import type { Trouble } from '../../api/problem.ts';
import type { FieldError } from '../../kit/states.tsx';
import { useDraft } from '../../kit/use-draft.ts';
import { useSend } from '../../kit/use-send.ts';
import { CONFLICTS } from '../conflict.tsx';

export type RecordProps = { view: DemandView; again: () => void };

/** What the forms share by which somebody records what happened, or takes up what failed. */
export type Recording<D> = {
  draft: D;
  set: (change: Partial<D>) => void;
  errors: readonly FieldError[];
  trouble: Trouble | undefined;
  isSending: boolean;
  isDone: boolean;
  /** Sends it where nothing is missing; what was typed is kept until it was taken. */
  send: (faults: readonly FieldError[], call: () => Promise<unknown>) => void;
};

/**
 * @param name of the draft
 * @param empty every member of it
 * @param fields ids of fields by the problems that they answer
 */
export function useRecord<D extends Record<string, unknown>>(
  name: string,
  empty: D,
  fields: Readonly<Record<string, string>> = {},
): Recording<D> {
  const [draft, set, clear] = useDraft(name, empty);
  const [missing, setMissing] = useState<readonly FieldError[]>([]);
  const { done, trouble, isSending, send } = useSend<true>();
  // Other only after another try: they do not take the focus while somebody types.
  const errors = useMemo(
    () => (missing.length > 0 ? missing : toldBy(trouble, fields, Object.keys(empty))),
    [missing, trouble],
  );
  return {
    draft,
    set,
    errors,
    trouble,
    isSending,
    isDone: done === true,
    send: (faults, call) => {
      setMissing(faults);
      if (faults.length > 0) return;
      void send(async () => {
        await call();
        clear();
        return true;
      });
    },
  };
}

/** What the service refused, at the field that it is about. */
function toldBy(
  trouble: Trouble | undefined,
  fields: Readonly<Record<string, string>>,
  names: readonly string[],
): readonly FieldError[] {
  if (trouble?.kind !== 'problem') return [];
  const faults = trouble.faults.flatMap(({ pointer, detail }) => {
    const field = pointer.split('/').find((part) => names.includes(part) || fields[part] !== undefined);
    return field === undefined ? [] : [{ field: fields[field] ?? field, says: detail }];
  });
  const field = fields[trouble.code];
  return faults.length > 0 || field === undefined
    ? faults
    : [{ field, says: SAID[trouble.code] ?? trouble.detail }];
}

/** What the service says to programs, as people do it on the page. */
const SAID: Readonly<Record<string, string>> = {
  paper_not_read: 'This paper is with the demand. Open it here, then send it again',
  no_paper_served: 'Choose the paper that you have read',
};

/** That somebody was quicker: what is there now is to be read first. */
export const isConflict = (trouble: Trouble | undefined): boolean =>
  trouble?.kind === 'problem' &&
  [...CONFLICTS, 'objection_decided', 'order_decided', 'not_failed', 'counsel_not_asked'].includes(
    trouble.code,
  );

export const missing = (isMissing: boolean, field: string, says: string): readonly FieldError[] =>
  isMissing ? [{ field, says }] : [];

/** A member of a request, where something was written. */
export const filled = <N extends string>(name: N, value: string): { [name in N]?: string } =>
  value.trim() === '' ? {} : ({ [name]: value.trim() } as { [name in N]?: string });
