import type { Random } from './random.ts';

export const SUBJECTS = [
  'Saturday',
  'The invoice from June',
  'Flat viewing',
  'Choir rehearsal moved',
  'Photos from the lake',
  'Question about the lease',
  'Re-planting the garden',
  'Bicycle repair',
  'Quarterly figures',
  'Draft of the grant application',
  'Train times',
  'Recipe you asked for',
  'Keys and the alarm',
  'Meeting notes',
  'Żurek i pierogi',
  'Comida del domingo',
  'Grüße aus Bremen',
];

const SENTENCES = [
  'The plumber can come on Thursday morning, if someone lets him in.',
  'I have attached what I have so far; the last page is still missing.',
  'Could you send me the figures again? The table did not open here.',
  'We met at the station and walked along the river until it rained.',
  'Please do not book anything before the landlord has answered.',
  'The second rehearsal starts half an hour earlier than we said.',
  'My sister says the cake needs at least forty minutes more.',
  'I paid the deposit yesterday and have the receipt.',
  'They changed the timetable again, so take the earlier train.',
  'Nobody has found the blue folder yet.',
  'Let us keep this short and talk on the phone tonight.',
  'The garden centre had only three of them left.',
  'If the weather holds we could leave on Friday afternoon.',
  'Thank you for the photographs, the one with the dog is very good.',
  'The committee wants two quotes before it decides.',
];

/** Lines that mailboxes have to quote. */
const AWKWARD = [
  'From what I hear, the bridge is closed.',
  '>From the old thread: see below.',
  '.',
  '=46rom is not From.',
];

export function someParagraphs(random: Random): string {
  const paragraphs = Array.from({ length: random.int(1, 4) }, () =>
    Array.from({ length: random.int(1, 4) }, () => random.pick(SENTENCES)).join(' '),
  );
  if (random.chance(0.08)) paragraphs.splice(random.int(0, paragraphs.length), 0, random.pick(AWKWARD));
  return paragraphs.join('\n\n');
}

export const someSentence = (random: Random) => random.pick(SENTENCES);
