/**
 * Orders by the bytes of UTF-8. They order as the units of UTF-16 do, but that surrogates, of which the characters beyond
 * 16 bits are made, come last.
 */
export function byPath({ path: a }: { path: string }, { path: b }: { path: string }): number {
  const shared = Math.min(a.length, b.length);
  for (let at = 0; at < shared; at += 1) {
    const [left, right] = [a.charCodeAt(at), b.charCodeAt(at)];
    if (left !== right) return rank(left) - rank(right);
  }
  return a.length - b.length;
}

const rank = (unit: number) => (unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit);
