import { Demand } from '../../functions/shared/demand.schema.ts';

/** A grand jury subpoena that is in order; tests change what they are about. */
export function sampleDemand(change: Partial<Demand> = {}): Demand {
  return Demand.parse({
    instrument: 'us/grand-jury-subpoena',
    authority: { name: "U.S. Attorney's Office", country: 'US', level: 'federal', kind: 'prosecutor' },
    issuer: { role: 'grand-jury', court: 'N.D. Cal.' },
    signatures: [{ role: 'clerk' }],
    targets: [{ type: 'email', value: 'alice@example.com' }],
    data: ['subscriber'],
    dates: { issued: '2026-11-16', returnDue: '2026-12-07' },
    ...change,
  });
}
