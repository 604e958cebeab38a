import { momentText } from '../../validity/words/moment-text.ts';

/** An instant as people read it; thousandths only where there are any. */
export const whenText = (at: string): string => momentText(at.replace(/\.000Z$/, 'Z'));
