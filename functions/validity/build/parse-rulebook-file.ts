import * as z from 'zod/mini';
import type { RulebookFault } from './rulebook-error.ts';
import type { RulebookFile, ValuePath } from './rulebook-source.ts';

/** The file's value in the shape of the schema, or undefined with a fault for each thing that is wrong. */
export function parseRulebookFile<S extends z.core.$ZodType>(
  schema: S,
  file: RulebookFile,
  faults: RulebookFault[],
): z.output<S> | undefined {
  const parsed = z.safeParse(schema, file.value);
  if (parsed.success) return parsed.data;
  for (const issue of parsed.error.issues) faults.push(faultOf(issue, file));
  return undefined;
}

function faultOf(issue: z.core.$ZodIssue, file: RulebookFile): RulebookFault {
  const path = issue.path.filter((key) => typeof key !== 'symbol');
  const where = path.length === 0 ? 'The file' : `\`${path.join('.')}\``;
  return { file: file.file, ...lineAt(file, path), ...complaint(issue, where) };
}

/** The line of a value, or of the nearest thing around it that is there. */
export function lineAt(file: RulebookFile, path: ValuePath): { line?: number } {
  for (let length = path.length; length >= 0; length--) {
    const line = file.lineOf?.(path.slice(0, length));
    if (line !== undefined) return { line };
  }
  return {};
}

function complaint(issue: z.core.$ZodIssue, where: string): { message: string; todo: string } {
  if (issue.code === 'unrecognized_keys')
    return {
      message: `${where} has unknown members: ${issue.keys.join(', ')}.`,
      todo: 'Remove them or correct their spelling.',
    };
  if (issue.code === 'invalid_union' && issue.discriminator !== undefined)
    return {
      message: `${where} names no ${issue.discriminator} that exists.`,
      todo: `See rulebook/README.md for those there are.`,
    };
  if (issue.code === 'invalid_value')
    return {
      message: `${where} has a value that is not allowed.`,
      todo: `Choose one of ${issue.values.map(String).join(', ')}.`,
    };
  if (issue.code === 'invalid_type')
    return {
      message:
        issue.input === undefined
          ? `${where} is missing or of another type.`
          : `${where} is of another type.`,
      todo: `Give ${issue.expected}.`,
    };
  if (issue.code === 'too_small')
    return { message: `${where} is too short or too small.`, todo: `Give at least ${issue.minimum}.` };
  if (issue.code === 'too_big')
    return { message: `${where} is too long or too large.`, todo: `Give at most ${issue.maximum}.` };
  return {
    message: `${where} is not acceptable (${issue.code}).`,
    todo: 'See rulebook/page.schema.json for its form.',
  };
}
