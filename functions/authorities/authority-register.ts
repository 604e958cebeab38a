import type { Authority } from './authority.schema.ts';

/** What the service needs of the register: an entry by its id. Nobody here writes it. */
export type AuthorityRegister = { find(id: string): Promise<Authority | undefined> };
