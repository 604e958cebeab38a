/** Half of the order of P-256 (SEC 2, 2.4.2), rounded down. */
const HALF_ORDER = 0x7fffffff800000007fffffffffffffffde737d56d38bcf4279dce5617e3192a8n;

/** Whether a signature is DER without a byte too many. */
export const isDer = (der: Buffer): boolean => numbersOf(der) !== undefined;

/** Whether it has the larger of the two values of s that would do. */
export const hasHighS = (der: Buffer): boolean => (numbersOf(der)?.s ?? 0n) > HALF_ORDER;

function numbersOf(der: Buffer): { r: bigint; s: bigint } | undefined {
  if (der[0] !== 0x30 || der[1] !== der.length - 2) return undefined;
  const r = integerAt(der, 2);
  const s = r && integerAt(der, r.end);
  if (!r || !s || s.end !== der.length || r.value === 0n || s.value === 0n) return undefined;
  return { r: r.value, s: s.value };
}

function integerAt(der: Buffer, at: number): { value: bigint; end: number } | undefined {
  const [tag, length = 0, first = 0, second = 0] = der.subarray(at, at + 4);
  const end = at + 2 + length;
  const isMinimal = first < 0x80 && !(first === 0 && length > 1 && second < 0x80);
  if (tag !== 0x02 || length < 1 || length > 33 || end > der.length || !isMinimal) return undefined;
  return { value: BigInt(`0x${der.subarray(at + 2, end).toString('hex')}`), end };
}
