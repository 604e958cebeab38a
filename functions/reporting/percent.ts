/**
 * A share in whole percent, ties up (12.5 % is 13), or null of nothing. Worked out from the two counts when it is shown;
 * never stored, added or averaged.
 */
export function percent(part: number, whole: number): number | null {
  return whole === 0 ? null : Math.floor((200 * part + whole) / (2 * whole));
}
