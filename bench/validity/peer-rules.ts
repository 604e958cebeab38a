import type { Rulebook } from '../../functions/validity/decide/rulebook.ts';
import type { Facts } from './peer-facts.ts';

/** A test on flat facts, in the words that both peers know. */
export type Test =
  | { fact: keyof Facts; is: string | number | boolean }
  | { fact: keyof Facts; isNot: string | number | boolean }
  | { fact: keyof Facts; oneOf: readonly string[] }
  | { fact: keyof Facts; notOneOf: readonly string[] }
  | { fact: keyof Facts; has: string }
  | { fact: keyof Facts; lacks: string }
  | { fact: keyof Facts; atLeast: number }
  | { fact: keyof Facts; exceeds: keyof Facts }
  | { all: readonly Test[] }
  | { any: readonly Test[] };

/** What is wrong when the test holds, and what that does. */
export type PeerRule = {
  id: string;
  fails: Test;
  outcome: 'reject' | 'hold' | 'redirect' | 'refer' | 'drop';
  reason: string;
  items?: readonly string[];
  targets?: 'ip-range-and-keyword' | 'geofence' | 'vague' | 'organisations';
};

const JUDGES = [
  'judge',
  'magistrate-judge',
  'district-judge',
  'magistrate',
  'justice',
  'state-judge',
  'circuit-judge',
];
const LETTER_SIGNERS = [
  'director',
  'fbi-director',
  'deputy-director',
  'associate-deputy-director',
  'executive-assistant-director',
  'assistant-director',
  'assistant-director-in-charge',
  'principal-deputy-assistant-director',
  'deputy-assistant-director',
  'special-agent-in-charge',
];
const GOVERNMENT = [
  'law-enforcement',
  'prosecutor',
  'court',
  'intelligence',
  'regulator',
  'central-authority',
];

const hasAny = (fact: keyof Facts, values: readonly string[]): Test => ({
  any: values.map((has) => ({ fact, has })),
});
const hasNone = (fact: keyof Facts, values: readonly string[]): Test => ({
  all: values.map((lacks) => ({ fact, lacks })),
});

/** The rules of one instrument, as its page and the principles have them. */
export function peerRules(law: Rulebook, instrument: string): PeerRule[] {
  const page = law.instruments[instrument];
  if (!page) throw new Error(`no page ${instrument}`);
  const leaves = (...items: string[]) => law.dictionary.expand(items);
  const reached = new Set(leaves(...page.reaches.flatMap(({ items }) => items)));
  const dropOf = (id: string, reason: string, items: readonly string[]): PeerRule[] => {
    const beyond = items.filter((item) => !reached.has(item));
    return beyond.length === 0
      ? []
      : [{ id, fails: hasAny('asked', beyond), outcome: 'drop', reason, items: beyond }];
  };
  const general: PeerRule[] = [
    {
      id: 'authenticity-refused',
      fails: { fact: 'callback', is: 'refused' },
      outcome: 'reject',
      reason: 'suspected-fraud',
    },
    {
      id: 'authenticity-unresolved',
      fails: { fact: 'callback', oneOf: ['no-answer', 'pending'] },
      outcome: 'hold',
      reason: 'authenticity-unresolved',
    },
    {
      id: 'fraud-signals',
      fails: { fact: 'signals', atLeast: 2 },
      outcome: 'hold',
      reason: 'authenticity-unresolved',
    },
    {
      id: 'supervisor',
      fails: { fact: 'supervisor', is: 'refused' },
      outcome: 'hold',
      reason: 'authenticity-unresolved',
    },
    {
      id: 'dates-in-order',
      fails: { fact: 'datesInOrder', is: false },
      outcome: 'refer',
      reason: 'incomplete',
    },
    {
      id: 'court-competence',
      fails: { fact: 'competence', is: 'unknown' },
      outcome: 'refer',
      reason: 'court-competence-unknown',
    },
    {
      id: 'items-stated',
      fails: { fact: 'allItemsKnown', is: false },
      outcome: 'refer',
      reason: 'incomplete',
    },
    {
      id: 'targets-stated',
      fails: { fact: 'targetCount', is: 0 },
      outcome: 'reject',
      reason: 'no-specific-identifier',
    },
    {
      id: 'addressee',
      fails: { fact: 'addressedTo', isNot: 'parent' },
      outcome: 'redirect',
      reason: 'wrong-entity',
    },
    {
      id: 'vague',
      fails: { any: [{ fact: 'vagueTargets', has: '0' }] },
      outcome: 'drop',
      reason: 'no-specific-identifier',
      targets: 'vague',
    },
    {
      id: 'bulk',
      fails: hasAny('targetTypes', ['ip-range', 'keyword']),
      outcome: 'drop',
      reason: 'bulk',
      targets: 'ip-range-and-keyword',
    },
    {
      id: 'customer-first',
      fails: {
        all: [
          { fact: 'organisations', is: 'all' },
          { fact: 'gag', is: 'none' },
        ],
      },
      outcome: 'redirect',
      reason: 'enterprise-customer',
    },
    {
      id: 'customer-left-out',
      fails: {
        all: [
          { fact: 'organisations', is: 'some' },
          { fact: 'gag', is: 'none' },
        ],
      },
      outcome: 'drop',
      reason: 'enterprise-customer',
      targets: 'organisations',
    },
    {
      id: 'customer-secrecy',
      fails: {
        all: [
          { fact: 'organisations', oneOf: ['some', 'all'] },
          { fact: 'gag', isNot: 'none' },
        ],
      },
      outcome: 'refer',
      reason: 'enterprise-customer',
    },
    {
      id: 'conflict-of-laws',
      fails: { fact: 'isAbroad', is: true },
      outcome: 'refer',
      reason: 'conflict-of-laws',
    },
    ...dropOf('secrets', 'secrets-never-produced', leaves('secrets')),
    ...dropOf(
      'reach',
      'beyond-instrument',
      leaves('subscriber', 'sessions', 'toll-billing', 'traffic', 'live', 'location.live'),
    ),
  ];
  const area: PeerRule[] = page.warrant
    ? [
        {
          id: 'area-in-warrant',
          fails: { fact: 'targetTypes', has: 'geofence' },
          outcome: 'refer',
          reason: 'reverse-search',
        },
        ...dropOf('stored', 'beyond-instrument', leaves('content', 'location.history')),
      ]
    : [
        {
          id: 'area',
          fails: { fact: 'targetTypes', has: 'geofence' },
          outcome: 'drop',
          reason: 'reverse-search',
          targets: 'geofence',
        },
        {
          id: 'area-as-bulk',
          fails: { fact: 'targetTypes', has: 'geofence' },
          outcome: 'drop',
          reason: 'bulk',
          targets: 'geofence',
        },
        ...dropOf('content', 'content-needs-warrant', leaves('content', 'live.content')),
        ...dropOf('location', 'location-needs-warrant', leaves('location')),
      ];
  return [...general, ...area, ...ownRules(instrument, leaves('content'))];
}

function ownRules(instrument: string, content: readonly string[]): PeerRule[] {
  const foreign = (reason: string, levels: readonly string[], kinds: readonly string[]): PeerRule => ({
    id: 'authority',
    fails: {
      any: [
        { fact: 'country', isNot: 'US' },
        { fact: 'level', notOneOf: levels },
        { fact: 'kind', notOneOf: kinds },
      ],
    },
    outcome: 'reject',
    reason,
  });
  if (instrument === 'us/national-security-letter')
    return [
      foreign('wrong-issuer', ['federal'], ['intelligence', 'law-enforcement']),
      {
        id: 'rank',
        fails: hasNone('signerRoles', LETTER_SIGNERS),
        outcome: 'reject',
        reason: 'signer-below-rank',
      },
      {
        id: 'certificate',
        fails: { fact: 'certifications', lacks: '18 USC 2709(b)' },
        outcome: 'reject',
        reason: 'certification-missing',
      },
      {
        id: 'judicial-review',
        fails: { fact: 'recitals', lacks: 'judicial-review-notice' },
        outcome: 'reject',
        reason: 'incomplete',
      },
      {
        id: 'own-secrecy',
        fails: { fact: 'gag', is: 'untriggered' },
        outcome: 'refer',
        reason: 'gag-not-triggered',
      },
    ];
  const court: PeerRule[] = [
    foreign('not-a-governmental-entity', ['federal', 'state', 'local'], GOVERNMENT),
    {
      id: 'issuer',
      fails: { fact: 'issuerRole', notOneOf: JUDGES },
      outcome: 'reject',
      reason: 'wrong-issuer',
    },
    {
      id: 'signature',
      fails: hasNone('signerRoles', JUDGES),
      outcome: 'reject',
      reason: 'missing-judge-signature',
    },
  ];
  if (instrument !== 'us/search-warrant') return court;
  return [
    ...court,
    {
      id: 'execution',
      fails: { fact: 'servedDay', exceeds: 'lastDay' },
      outcome: 'reject',
      reason: 'expired-before-service',
    },
    {
      id: 'period',
      fails: { all: [hasAny('asked', content), { fact: 'hasPeriod', is: false }] },
      outcome: 'refer',
      reason: 'no-period',
    },
  ];
}
