import type { Effective } from '../rule.schema.ts';
import { momentText } from './words.ts';

/** First and last day on which something is law. */
export const forceText = ({ from, to }: Effective): string =>
  `From ${momentText(from)}${to === undefined ? '' : ` to ${momentText(to)}`}; the day of service decides.`;
