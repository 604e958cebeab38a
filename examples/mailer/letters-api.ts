import { type ApiClient, ApiError, as, given, type Tokens } from '../client/api-client.ts';
import type { components } from '../client/schema.d.ts';

export type Letter = NonNullable<components['schemas']['LettersTaken']['letters']>[number];
/** A letter that the mail server took, and by which name. */
export type SentLetter = { letter: number; providerId: string };

export type FailedLetter = { letter: number; taken?: number };

/** What the mailer asks of the API, of one demand. */
export type LettersApi = {
  /** Some of the letters that wait; `held` where none may be sent now, above all since an order of silence came. */
  take(demandId: string): Promise<Letter[] | 'held'>;
  /** @returns how many letters of the demand are not sent yet */
  sent(demandId: string, letters: readonly SentLetter[]): Promise<number>;
  /** Of the taking that is named: meanwhile another mailer may have them. */
  failed(demandId: string, letters: readonly FailedLetter[]): Promise<void>;
};

/** Those over HTTP. Demands that only cleared people may know of have the same route elsewhere, for a mailer with another role. */
export function lettersApi(api: ApiClient, tokens: Tokens): LettersApi {
  type Body = components['schemas']['LettersRequest'];
  const ask = async (id: string, body: Body) => {
    const params = { path: { id } };
    if (id.startsWith('c-'))
      return given(
        api.POST('/cleared/demands/{id}/letters', {
          ...as(await tokens('cleared-mailer', NAME)),
          params,
          body,
        }),
      );
    return given(api.POST('/demands/{id}/letters', { ...as(await tokens('mailer', NAME)), params, body }));
  };
  return {
    take: async (id) => {
      try {
        return (await ask(id, { take: true })).letters ?? [];
      } catch (error) {
        if (error instanceof ApiError && error.status === 409) return 'held';
        throw error;
      }
    },
    sent: async (id, letters) => (await ask(id, { sent: [...letters] })).unconfirmed,
    failed: async (id, letters) => {
      await ask(id, { failed: [...letters] });
    },
  };
}

const NAME = 'mail-machine';
