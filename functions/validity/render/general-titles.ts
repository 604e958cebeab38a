import type { GeneralName } from '../pages/general-law.schema.ts';

/** What the files are called that hold for every instrument, and what a reader finds in them. */
export const GENERAL_TITLES: Record<GeneralName, { title: string; about: string }> = {
  principles: {
    title: 'Principles',
    about: 'What holds for every instrument, and the rules that enforce it.',
  },
  'data-dictionary': {
    title: 'Data dictionary',
    about: 'Families and items of data, and what each jurisdiction calls them.',
  },
  roles: { title: 'Offices', about: 'Groups of offices, by the names that rules use.' },
  clocks: { title: 'Statutory times', about: 'Every statutory time, by the name that rules use.' },
  calendars: {
    title: 'Working days',
    about: 'On which days courts and institutions do not work, where a statutory time asks for it.',
  },
  bands: {
    title: 'Bands',
    about: 'Structures in which national-security process may be printed; one of a jurisdiction is chosen.',
  },
  'fraud-signals': { title: 'Marks of a forgery', about: 'What makes us look at a demand again.' },
  overlays: {
    title: 'Overlays',
    about:
      'Laws that qualify several instruments without being one. None of them decides; each reminds the reviewer.',
  },
  certificates: {
    title: 'Certificates',
    about: 'Papers that go with a disclosure as drafts, for a person to complete and sign.',
  },
  secrecy: {
    title: 'Orders of silence',
    about:
      'How long what nobody decided on holds by itself, when endless silence is looked at again, and examples.',
  },
  letters: {
    title: 'Letters to customers',
    about: 'What a customer is told of a demand, in every language, and how often a letter is sent again.',
  },
  objections: {
    title: 'Objections',
    about:
      'What is brought against a demand before a court or an authority, on which grounds, and what is held meanwhile.',
  },
  tariff: {
    title: 'Tariff',
    about: 'What may be asked back of an authority for an answer, and what is given without a fee.',
  },
  separation: {
    title: 'Separate people',
    about: 'Which acts on one demand must be different people’s, and why.',
  },
  answers: {
    title: 'Reasons and answers',
    about: 'Why people decide as they do, by code, and what the authority that filed a demand is told of it.',
  },
  desk: {
    title: 'The desk',
    about: 'How people share their work, and what they must have looked at before they decide.',
  },
  reports: {
    title: 'Transparency reports',
    about: 'Under which terms reports are published, and in which tables authorities are told statistics.',
  },
  sources: {
    title: 'Where the law is published',
    about: 'Where citations of these pages lead, for law that anyone can open.',
  },
};
