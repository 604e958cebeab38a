import { describe, expect, it } from '@jest/globals';
import { checkDraft } from '../../functions/validity/check-draft.ts';
import { serveRulebook } from '../../functions/validity/serve-rulebook.ts';
import { placeOfCheck, placeOfPointer } from '../../web/src/agent/file/field-of.ts';
import { demandOf, EMPTY, type FilingDraft, officeCode } from '../../web/src/agent/file/filing-draft.ts';
import { DATES, needsOf } from '../../web/src/agent/file/needs.ts';
import { faultsOf, standingOf, stepAfter, stepsFor } from '../../web/src/agent/file/steps.ts';
import { law, sampleOf } from '../validity/law.ts';

const read = (name: string) => JSON.parse(serveRulebook(name, 'application/json', law).body);
const [roles, dictionary] = [read('roles'), read('data-dictionary')];
const needsFor = (id: string) => needsOf(read(id), roles, dictionary);
const INSTRUMENTS = Object.keys(law.instruments);
type Sample = ReturnType<typeof sampleOf>['demand'];

/** What somebody would type who has the page's sample as a paper before them. */
function typed({ dates, ...demand }: Sample): FilingDraft {
  const [signature] = demand.signatures;
  return {
    ...EMPTY,
    instrument: demand.instrument,
    danger: demand.emergency?.danger ?? '',
    reasons: demand.emergency?.reasons ?? '',
    targets: demand.targets.map(({ type, value, at = '' }) => ({ type, value, at })),
    data: [...demand.data],
    from: demand.period?.from ?? '',
    to: demand.period?.to ?? '',
    days: demand.durationDays?.toString() ?? '',
    reference: demand.reference ?? '',
    authorityName: demand.authority.name,
    authorityCountry: demand.authority.country.toLowerCase(),
    authorityState: demand.authority.state ?? '',
    authorityLevel: demand.authority.level,
    authorityKind: demand.authority.kind,
    issuerRole: demand.issuer.role.replaceAll('-', ' '),
    issuerName: demand.issuer.name ?? '',
    court: demand.issuer.court ?? '',
    signerRole: signature?.role ?? '',
    signerName: signature?.name ?? '',
    signedOn: signature?.on ?? '',
    validatorRole: demand.validatedBy?.role ?? '',
    validatorName: demand.validatedBy?.name ?? '',
    ...Object.fromEntries(DATES.map((name) => [name, dates?.[name] ?? ''])),
    cites: (demand.cites ?? []).join('\n'),
    certifications: [...(demand.certifications ?? [])],
    recitals: [...(demand.recitals ?? [])],
    offence: demand.offence?.title ?? '',
    penaltyYears: demand.offence?.maxPenaltyYears?.toString() ?? '',
    listed: demand.offence?.listed ? ['yes'] : [],
    secrecyBy: demand.secrecy?.orderedBy ?? '',
    secrecyBasis: demand.secrecy?.basis ?? '',
    secrecyIssued: demand.secrecy?.issued ?? '',
    secrecyUntil: demand.secrecy?.until ?? '',
    servedBy: demand.servedBy ?? '',
    addressedTo: demand.addressedTo ?? '',
    underlying: demand.underlying ?? '',
    notified: demand.enforcingAuthority ? (demand.enforcingAuthority.notified ? 'yes' : 'no') : '',
    response: demand.enforcingAuthority?.response ?? '',
  };
}

/** When it reached us the service says, and of several signatures the form takes the first. */
function asTyped({ dates: { received: _, ...dates } = {}, ...demand }: Sample) {
  const { secrecy } = demand;
  return {
    ...demand,
    signatures: demand.signatures.slice(0, 1),
    ...(Object.keys(dates).length > 0 ? { dates } : {}),
    ...(secrecy ? { secrecy: { covers: 'this-demand', ...secrecy } } : {}),
  };
}

describe('the form by which a demand is filed', () => {
  it.each(INSTRUMENTS)('%s: asks for all that the sample of its page says', (id) => {
    const { demand } = sampleOf(id);
    expect(demandOf(typed(demand), needsFor(id))).toEqual(asTyped(demand));
  });

  it('asks for nothing that the instrument has nothing to do with', () => {
    const warrant = needsFor('us/search-warrant');
    expect(warrant).toMatchObject({
      asksDanger: false,
      asksNotification: false,
      servedBy: [],
      certifications: [],
      validators: undefined,
    });
    expect(warrant.dates).toEqual(['issued', 'entered', 'served', 'executeBy']);
    expect(warrant.signers).toContain('magistrate-judge');
    expect(stepsFor(warrant)).not.toContain('danger');
    const other = { ...typed(sampleOf('eu/epoc').demand), instrument: 'us/search-warrant' };
    expect(Object.keys(demandOf(other, warrant))).not.toContain('enforcingAuthority');
  });

  it('asks of an emergency the danger and who answers a call first', () => {
    const needs = needsFor('us/emergency-disclosure');
    expect(stepsFor(needs).slice(0, 3)).toEqual(['instrument', 'danger', 'targets']);
    expect(faultsOf('danger', EMPTY, needs).map(({ field }) => field)).toEqual([
      'danger',
      'reasons',
      'askFor',
    ]);
    const draft = {
      ...EMPTY,
      danger: 'death',
      reasons: 'Missing since noon.',
      askFor: 'Sgt. Lee, night desk',
    };
    expect(demandOf(draft, needs).emergency).toEqual({
      danger: 'death',
      reasons: 'Missing since noon.\n\nWhen you call our office, ask for: Sgt. Lee, night desk',
    });
  });

  it.each(INSTRUMENTS)('%s: leads from what is missing to a field that the form has', (id) => {
    const needs = needsFor(id);
    const bare = {
      ...typed(sampleOf(id).demand),
      signerRole: '',
      cites: '',
      certifications: [],
      recitals: [],
    };
    const { missing } = checkDraft(demandOf(bare, needs) as Sample, { rulebook: law, now: new Date() });
    for (const { check } of missing) {
      const place = placeOfCheck(check);
      if (place) expect(stepsFor(needs)).toContain(place.step);
    }
  });

  it('leads from the faults of the service to fields', () => {
    expect(placeOfPointer('/targets/2/value')).toEqual({ step: 'targets', field: 'target-2' });
    expect(placeOfPointer('/targets/0/at')).toEqual({ step: 'targets', field: 'target-0-at' });
    expect(placeOfPointer('/dates/executeBy')).toEqual({ step: 'paper', field: 'executeBy' });
    expect(placeOfPointer('/documents/0/sha256')).toEqual({ step: 'paper', field: 'papers' });
    expect(placeOfPointer('/surprise')).toBeUndefined();
  });

  it('takes offices in words, and times as UTC', () => {
    expect(officeCode('  U.S. Magistrate Judge ')).toBe('us-magistrate-judge');
    expect(officeCode('Juge d’instruction')).toBe('juge-dinstruction');
    const targets = [{ type: 'ip-address', value: '198.51.100.7', at: '2026-10-07T11:40' }];
    const demand = demandOf({ ...EMPTY, targets }, needsFor('us/search-warrant'));
    expect(demand.targets).toEqual([
      { type: 'ip-address', value: '198.51.100.7', at: '2026-10-07T11:40:00Z' },
    ]);
  });

  it('says of each task how far it is, and goes on to the next', () => {
    const needs = needsFor('us/search-warrant');
    const half = { ...EMPTY, instrument: 'us/search-warrant', authorityName: 'FBI' };
    expect(standingOf('instrument', half, needs)).toBe('done');
    expect(standingOf('targets', half, needs)).toBe('not-begun');
    expect(standingOf('paper', half, needs)).toBe('begun');
    expect(stepAfter('instrument', needs)).toBe('targets');
    expect(faultsOf('period', { ...EMPTY, from: '2026-02-01', to: '2026-01-01' }, needs)).toHaveLength(1);
  });
});
