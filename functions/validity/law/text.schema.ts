import * as z from 'zod/mini';

/** What texts of the rulebook are made of. */
export const name = z.string().check(z.regex(/^[a-z0-9][a-z0-9-]{0,63}$/));
export const sentence = z.string().check(z.minLength(10), z.maxLength(600));
export const text = z.string().check(z.minLength(3), z.maxLength(2000));
export const citation = z.string().check(z.minLength(3), z.maxLength(300));

/** A list with something in it. */
export const some = <T extends z.core.SomeType>(item: T) => z.array(item).check(z.minLength(1));
