import * as z from 'zod/mini';
import { said } from '../shared/text.schema.ts';

export const NoteRequest = z.strictObject({ text: said(4000) });
export type NoteRequest = z.infer<typeof NoteRequest>;
