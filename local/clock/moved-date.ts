/**
 * Makes every `Date` of this thread ask the clock that is handed in, whoever asks: code that runs unchanged, in a worker
 * before it is loaded, or a library's. What a caller gives in full stays what it is. Returns the function that undoes it.
 */
export function moveDate(offsetMs: () => number): () => void {
  const real = globalThis.Date;
  const now = (): number => real.now() + offsetMs();
  globalThis.Date = new Proxy(real, {
    construct: (target, args, made): object =>
      Reflect.construct(target, args.length === 0 ? [now()] : args, made),
    apply: () => new real(now()).toString(),
    get: (target, name, receiver): unknown => (name === 'now' ? now : Reflect.get(target, name, receiver)),
  });
  return () => {
    globalThis.Date = real;
  };
}
