import { problem } from './problem.ts';

const MAX_DEPTH = 32;
const SMALLEST = 1e-30;
const LARGEST = 1e30;
const LONGEST = 40;
const FORBIDDEN_KEYS = new Set(['__proto__', 'constructor', 'prototype']);
const STRING = /"(?:[^"\\]|\\.)*"/sy;
const NUMBER = /-?\d[\d.eE+-]*/y;
const DECIMAL = /^-?(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/;

type Frame = { keys: Set<string> | undefined; expectsKey: boolean };

/**
 * One linear pass over JSON text before it is parsed: refuses depth beyond 32, an object that says the same key twice,
 * keys that reach into prototypes, numbers that a double does not hold as they are written. Grammar is left to JSON.parse.
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
      if (!isOrdinary(digits)) throw problem('number_out_of_range');
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

/**
 * Zero without a sign, or of a size that every store of ours holds; and the same number when it is written out again:
 * `9007199254740993` and `1e-400` would be stored as other numbers than those that were sent.
 */
function isOrdinary(literal: string): boolean {
  if (literal.length > LONGEST) return false;
  const size = Math.abs(Number(literal));
  if (size === 0) return !literal.startsWith('-') && meaning(literal) === meaning('0');
  return size >= SMALLEST && size <= LARGEST && meaning(literal) === meaning(String(size));
}

/** The size of a number in decimal, however it is written: its digits without zeros around them, and their exponent. */
function meaning(literal: string): string {
  const [, whole = '', fraction = '', exponent = '0'] = DECIMAL.exec(literal) ?? [];
  const digits = (whole + fraction).replace(/^0+/, '');
  const kept = digits.replace(/0+$/, '');
  const shift = Number(exponent) - fraction.length + digits.length - kept.length;
  return kept === '' ? '0' : `${kept}e${shift}`;
}

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
