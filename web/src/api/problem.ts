import { isRecord } from '../config.ts';

export type Fault = { pointer: string; detail: string };

/** Why a call did not come to what was asked: by the API's own words, or because it was not reached. */
export type Trouble =
  | { kind: 'unreachable' }
  | { kind: 'signed-out' }
  | {
      kind: 'problem';
      status: number;
      code: string;
      detail: string;
      instance: string;
      faults: readonly Fault[];
    };

/** Thrown by whoever asks the API; pages show its trouble. */
export class Troubled extends Error {
  override readonly name = 'Troubled';
  readonly trouble: Trouble;
  constructor(trouble: Trouble) {
    super(trouble.kind === 'problem' ? trouble.code : trouble.kind);
    this.trouble = trouble;
  }
}

/** RFC 9457, as the API sends it; an answer that is none is told by its status. */
export function troubleOf(status: number, body: unknown): Trouble {
  const { code, detail, instance, faults } = isRecord(body) ? body : {};
  if (status === 401) return { kind: 'signed-out' };
  return {
    kind: 'problem',
    status,
    code: typeof code === 'string' ? code : `status_${status}`,
    detail:
      typeof detail === 'string'
        ? detail
        : `The service answered with status ${status}. Try again in a minute.`,
    instance: typeof instance === 'string' ? instance : '',
    faults: Array.isArray(faults) ? faults.filter(isFault) : [],
  };
}

const isFault = (value: unknown): value is Fault =>
  isRecord(value) && typeof value.pointer === 'string' && typeof value.detail === 'string';

export const hasCode = (trouble: Trouble | undefined, ...codes: readonly string[]): boolean =>
  trouble?.kind === 'problem' && codes.includes(trouble.code);

/** What is said to a person, in one or two sentences. */
export function sayTrouble(trouble: Trouble): string {
  switch (trouble.kind) {
    case 'unreachable':
      return 'The service cannot be reached. What you typed is kept in this tab. Look at your network, then try again.';
    case 'signed-out':
      return 'Your sign-in has ended. What you typed is kept in this tab. Sign in again to go on.';
    case 'problem':
      return trouble.detail;
  }
}
