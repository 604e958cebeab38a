import type { TokenPart, Wait } from './parts/token.part.ts';

/** Task tokens of waits. They are bearer secrets, and no part of a demand's history. */
export type TokenStore = {
  read(demandId: string, wait: Wait): Promise<TokenPart | undefined>;
  /** Keeps the token of the wait that has begun, over that of one before. */
  keep(demandId: string, wait: Wait, token: TokenPart): Promise<void>;
};
