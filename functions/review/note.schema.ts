import * as z from 'zod/mini';
import { text } from '../shared/text.schema.ts';

export const NoteRequest = z.strictObject({ text: text(4000) });
export type NoteRequest = z.infer<typeof NoteRequest>;
