const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

const two = (number: number) => String(number).padStart(2, '0');

/** `12 Dec 2026 17:00 UTC`; a bare date stays one. */
export function sayTime(text: string): string {
  if (/^\d{4}-\d{2}-\d{2}$/.test(text)) {
    const [year = '', month = '', day = ''] = text.split('-');
    return `${Number(day)} ${MONTHS[Number(month) - 1]} ${year}`;
  }
  const date = new Date(text);
  if (Number.isNaN(date.getTime())) return text;
  return `${date.getUTCDate()} ${MONTHS[date.getUTCMonth()]} ${date.getUTCFullYear()} ${two(date.getUTCHours())}:${two(date.getUTCMinutes())} UTC`;
}

export const Time = ({ at }: { at: string }) => (
  <time class="time" dateTime={at}>
    {sayTime(at)}
  </time>
);

/** `2 days ago`, `in 5 hours`: beside the time itself, never instead of it. */
export function sayDistance(at: string, now: number): string {
  const ms = new Date(at).getTime() - now;
  const [count, unit] = inUnits(Math.abs(ms) / 60_000);
  const words = `${count} ${unit}${count === 1 ? '' : 's'}`;
  return ms < 0 ? `${words} ago` : `in ${words}`;
}

function inUnits(minutes: number): [number, string] {
  if (minutes < 90) return [Math.round(minutes), 'minute'];
  if (minutes < 36 * 60) return [Math.round(minutes / 60), 'hour'];
  return [Math.round(minutes / 1440), 'day'];
}

/** An instant by which something is due. The end of a day is said as that day, not as the next one's beginning. */
export function sayDue(at: string): string {
  if (/^\d{4}-\d{2}-\d{2}$/.test(at)) return `end of ${sayTime(at)} UTC`;
  const ms = Date.parse(at);
  if (ms % 86_400_000 !== 0) return sayTime(at);
  return `end of ${sayTime(new Date(ms - 1).toISOString().slice(0, 10))} UTC`;
}

export const DueTime = ({ at }: { at: string }) => (
  <time class="time" dateTime={at}>
    {sayDue(at)}
  </time>
);
