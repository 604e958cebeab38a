import type { Circumstances } from '../../functions/shared/circumstances.schema.ts';
import type { Demand } from '../../functions/shared/demand.schema.ts';
import type { Rulebook } from '../../functions/validity/decide/rulebook.ts';

export type Sampled = { demand: Demand; circumstances: Circumstances };

export const INSTRUMENTS = ['us/search-warrant', 'us/2703d-order', 'us/national-security-letter'] as const;

/** The same numbers in every run. */
function dice(seed: number) {
  let state = seed;
  return (sides: number) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fff_ffff;
    return (state >>> 8) % sides;
  };
}

const ASKED = {
  'us/search-warrant': [
    ['content'],
    ['content.mail', 'location.history'],
    ['subscriber', 'sessions', 'content', 'traffic'],
  ],
  'us/2703d-order': [
    ['subscriber', 'sessions'],
    ['traffic.mail-headers', 'subscriber'],
    ['subscriber', 'sessions', 'traffic'],
  ],
  'us/national-security-letter': [
    ['subscriber.name', 'toll-billing'],
    ['subscriber.name', 'subscriber.address'],
  ],
} as const;
const TOO_MUCH = ['content.files', 'location', 'secrets', 'live.traffic', 'traffic'] as const;

/**
 * Demands as a desk sees them: most are in order and name one to three accounts; some ask for too much, some lack a
 * signature or come late, some are silent orders, and a few concern organisations or people abroad.
 */
export function sampleOf(law: Rulebook, size: number): Sampled[] {
  const roll = dice(20_261_007);
  const oneIn = (sides: number) => roll(sides) === 0;
  const demands = Array.from({ length: size }, () => {
    const id = INSTRUMENTS[roll(INSTRUMENTS.length)] ?? INSTRUMENTS[0];
    const page = law.instruments[id];
    if (!page) throw new Error(`no page ${id}`);
    const { demand, circumstances } = structuredClone(page.sample);
    const asked = ASKED[id];
    demand.data = [...(asked[roll(asked.length)] ?? [])];
    if (oneIn(4)) demand.data.push(TOO_MUCH[roll(TOO_MUCH.length)] ?? 'secrets');
    demand.targets = Array.from({ length: 1 + roll(3) }, (_, index) => ({
      type: oneIn(25) ? 'ip-range' : oneIn(40) ? 'geofence' : 'email',
      value: `user${index}@example.com`,
    }));
    circumstances.accounts = demand.targets.map((_, target) => ({
      target,
      matched: true,
      customer: oneIn(12) ? 'enterprise' : 'consumer',
      ...(oneIn(10) ? { usPerson: false, dataCountry: oneIn(2) ? 'IE' : 'US' } : {}),
    }));
    if (oneIn(12)) demand.signatures = [{ role: 'officer' }];
    if (oneIn(15)) demand.dates = { issued: '2026-09-15', served: '2026-10-06' };
    if (oneIn(20)) delete demand.period;
    if (oneIn(30)) demand.addressedTo = 'local-entity';
    if (oneIn(30)) demand.issuer.competence = 'unknown';
    if (oneIn(25)) demand.authority.country = 'FR';
    if (oneIn(12)) demand.certifications = ['18 USC 2709(b)'];
    if (oneIn(30)) demand.recitals = [];
    if (id !== 'us/national-security-letter' && oneIn(3))
      demand.secrecy = {
        basis: '18 USC 2705(b)',
        orderedBy: 'court',
        ...(oneIn(6) ? {} : { until: '2027-04-07' }),
      };
    if (oneIn(6))
      circumstances.authenticity = {
        callback: oneIn(8) ? 'refused' : oneIn(6) ? 'pending' : 'confirmed',
        signals: oneIn(5) ? ['free-mail', 'reply-to-differs'] : [],
      };
    return { demand, circumstances };
  });
  // They reach every engine as they reach a desk: parsed from JSON.
  return JSON.parse(JSON.stringify(demands)) as Sampled[];
}
