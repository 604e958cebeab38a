/** The longest delay that setTimeout keeps; a longer one fires at once. */
const LONGEST_MS = 2 ** 31 - 1;

const waiting = new Set<() => void>();

/** The clock was moved: whoever waits for an instant looks at it again. */
export function lookAgain(): void {
  for (const look of [...waiting]) look();
}

/** A timer of any length, that does not keep the process alive. Returns the function that stops it. */
export function startLongTimer(milliseconds: number, fire: () => void): () => void {
  const due = Date.now() + milliseconds;
  let timer: NodeJS.Timeout;
  const stop = (): void => {
    clearTimeout(timer);
    waiting.delete(wait);
  };
  const wait = (): void => {
    clearTimeout(timer);
    const left = due - Date.now();
    const end = (): void => {
      waiting.delete(wait);
      fire();
    };
    timer = setTimeout(left > LONGEST_MS ? wait : end, Math.min(Math.max(left, 0), LONGEST_MS));
    timer.unref();
  };
  waiting.add(wait);
  wait();
  return stop;
}
