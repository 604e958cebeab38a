import { problem } from './problem.ts';

const MAX_DEPTH = 32;
const SMALLEST = 1e-30;
const LARGEST = 1e30;
const FORBIDDEN_KEYS = new Set(['__proto__', 'constructor', 'prototype']);
const STRING = /"(?:[^"\\]|\\.)*"/sy;
const NUMBER = /-?\d[\d.eE+-]*/y;

type Frame = { keys: Set<string> | undefined; expectsKey: boolean };

/**
 * One linear pass over JSON text before it is parsed: refuses depth beyond 32, an object that says the same key twice,
 * keys that reach into prototypes, numbers that are not finite. Grammar is left to JSON.parse.
 * @throws Problem 400 `too_deep`, `duplicate_key`, `forbidden_key`, `number_out_of_range`
 */
export function guardJsonText(text: string): void {
  const stack: Frame[] = [];
  let index = 0;
  while (index < text.length) {
    const char = text[index];
    const frame = stack.at(-1);
    if (char === '"') {
      STRING.lastIndex = index;
      const match = STRING.exec(text);
      if (!match) return;
      if (frame?.keys && frame.expectsKey) takeKey(frame.keys, match[0]);
      if (frame) frame.expectsKey = false;
      index += match[0].length;
      continue;
    }
    if (char === '-' || (char !== undefined && char >= '0' && char <= '9')) {
      NUMBER.lastIndex = index;
      const digits = NUMBER.exec(text)?.[0] ?? char;
      if (digits.length > 40 || !isOrdinary(Number(digits))) throw problem('number_out_of_range');
      index += digits.length;
      continue;
    }
    if (char === '{') stack.push({ keys: new Set(), expectsKey: true });
    else if (char === '[') stack.push({ keys: undefined, expectsKey: false });
    else if (char === '}' || char === ']') stack.pop();
    else if (char === ',' && frame?.keys) frame.expectsKey = true;
    if (stack.length > MAX_DEPTH) throw problem('too_deep', { levels: MAX_DEPTH });
    index += 1;
  }
}

/** Zero, or of a size that every store of ours holds without loss. */
const isOrdinary = (value: number) =>
  value === 0 || (Math.abs(value) >= SMALLEST && Math.abs(value) <= LARGEST);

function takeKey(keys: Set<string>, literal: string): void {
  let key: string;
  try {
    key = JSON.parse(literal);
  } catch {
    throw problem('malformed_json');
  }
  if (FORBIDDEN_KEYS.has(key)) throw problem('forbidden_key');
  if (keys.has(key)) throw problem('duplicate_key');
  keys.add(key);
}
