import type { components } from '../../../../examples/client/schema.d.ts';
import { DATES, type DateName, type Needs } from './needs.ts';

export type Filing = components['schemas']['Filing'];
export type Target = { type: string; value: string; at: string };
export type Paper = { sha256: string; mediaType: string; title: string; size: number };

/** What somebody has answered so far. Everything is text or a list, as fields give it; `key` is new for every demand. */
export type FilingDraft = typeof EMPTY;
export type SetDraft = (change: Partial<FilingDraft>) => void;

const noTexts = (): string[] => [];

export const EMPTY = {
  key: '',
  instrument: '',
  danger: '',
  reasons: '',
  askFor: '',
  targets: [{ type: 'email', value: '', at: '' }] as Target[],
  data: noTexts(),
  from: '',
  to: '',
  days: '',
  reference: '',
  authorityName: '',
  authorityCountry: '',
  authorityState: '',
  authorityLevel: '',
  authorityKind: '',
  issuerRole: '',
  issuerName: '',
  court: '',
  signerRole: '',
  signerName: '',
  signedOn: '',
  validatorRole: '',
  validatorName: '',
  issued: '',
  entered: '',
  served: '',
  executeBy: '',
  returnDue: '',
  firstInterception: '',
  installed: '',
  cites: '',
  certifications: noTexts(),
  recitals: noTexts(),
  offence: '',
  penaltyYears: '',
  listed: noTexts(),
  secrecyBy: '',
  secrecyBasis: '',
  secrecyIssued: '',
  secrecyUntil: '',
  servedBy: '',
  addressedTo: '',
  underlying: '',
  notified: '',
  response: '',
  extensionOf: '',
  extensionExpires: '',
  extensionNumber: '',
  purpose: noTexts(),
  papers: [] as Paper[],
};

/** An office as the rulebook names it: `Magistrate judge` is `magistrate-judge`. */
export const officeCode = (words: string): string =>
  words
    .trim()
    .toLowerCase()
    .normalize('NFD')
    .replaceAll(/\p{M}|[.'’]/gu, '')
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^[^a-z]+|-+$/g, '')
    .slice(0, 64);

/** The demand that the answers make. What this instrument does not ask for is left out, though it is kept in the draft. */
export function demandOf(draft: FilingDraft, needs: Needs): Filing {
  const filled = (value: string) => value.trim() !== '';
  const dates = Object.fromEntries(
    DATES.filter((name) => needs.dates.includes(name) && filled(draft[name])).map((name) => [
      name,
      draft[name],
    ]),
  ) as Partial<Record<DateName, string>>;
  const cites = draft.cites
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean);
  const demand = {
    instrument: draft.instrument,
    ...(filled(draft.reference) ? { reference: draft.reference.trim() } : {}),
    authority: {
      name: draft.authorityName.trim(),
      country: draft.authorityCountry.trim().toUpperCase(),
      ...(filled(draft.authorityState) ? { state: draft.authorityState.trim().toUpperCase() } : {}),
      level: draft.authorityLevel,
      kind: draft.authorityKind,
    },
    issuer: {
      ...person(draft.issuerRole, draft.issuerName),
      ...(needs.asksCourt && filled(draft.court) ? { court: draft.court.trim() } : {}),
    },
    signatures: filled(draft.signerRole)
      ? [
          {
            ...person(draft.signerRole, draft.signerName),
            ...(filled(draft.signedOn) ? { on: draft.signedOn } : {}),
          },
        ]
      : [],
    ...(needs.validators && filled(draft.validatorRole)
      ? { validatedBy: person(draft.validatorRole, draft.validatorName) }
      : {}),
    targets: draft.targets.filter(({ value }) => filled(value)).map(targetOf),
    data: draft.data.filter((item) => reachable(needs).includes(item)),
    ...(Object.keys(dates).length > 0 ? { dates } : {}),
    ...(filled(draft.from) && filled(draft.to) ? { period: { from: draft.from, to: draft.to } } : {}),
    ...(needs.asksDays && filled(draft.days) ? { durationDays: Number(draft.days) } : {}),
    ...(needs.asksCites && cites.length > 0 ? { cites } : {}),
    ...chosen('certifications', draft.certifications, needs.certifications),
    ...chosen('recitals', draft.recitals, needs.recitals),
    ...(needs.asksOffence ? offenceOf(draft) : {}),
    ...(needs.asksDanger && filled(draft.danger)
      ? { emergency: { danger: draft.danger, reasons: reasonsOf(draft) } }
      : {}),
    ...(needs.asksSecrecy && filled(draft.secrecyBy) && draft.secrecyBy !== 'no' ? secrecyOf(draft) : {}),
    ...(needs.servedBy.length > 0 && filled(draft.servedBy) ? { servedBy: draft.servedBy } : {}),
    ...(needs.addressedTo.length > 0 && filled(draft.addressedTo) ? { addressedTo: draft.addressedTo } : {}),
    ...(needs.underlying.length > 0 && filled(draft.underlying) ? { underlying: draft.underlying } : {}),
    ...(needs.asksNotification && filled(draft.notified)
      ? {
          enforcingAuthority: {
            notified: draft.notified === 'yes',
            response: filled(draft.response) ? draft.response : 'none',
          },
        }
      : {}),
    ...(needs.asksExtension && filled(draft.extensionOf)
      ? {
          extension: {
            of: draft.extensionOf,
            expires: draft.extensionExpires,
            number: Number(draft.extensionNumber || '1'),
          },
        }
      : {}),
    ...(needs.asksPurpose && draft.purpose.length > 0 ? { purpose: 'identify-user' } : {}),
    ...(draft.papers.length > 0
      ? { documents: draft.papers.map(({ sha256, mediaType, title }) => ({ sha256, mediaType, title })) }
      : {}),
  };
  // What people typed is checked by the service, whose faults lead back to the fields.
  return demand as Filing;
}

export const reachable = ({ families }: Needs): readonly string[] =>
  families.flatMap(({ id, whole, items }) => [...(whole ? [id] : []), ...items.map((item) => item.id)]);

const person = (role: string, name: string) => ({
  role: officeCode(role),
  ...(name.trim() === '' ? {} : { name: name.trim() }),
});

const targetOf = ({ type, value, at }: Target) => ({
  type,
  value: value.trim(),
  ...(at === '' ? {} : { at: inUtc(at) }),
});

/** A field for date and time gives `2026-10-07T11:40`, which is meant as UTC. */
export const inUtc = (local: string): string =>
  /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/.test(local)
    ? `${local}:00Z`
    : /T[\d:.]+$/.test(local)
      ? `${local}Z`
      : local;

/** Whom to ask for is told to who calls back; a number is never taken from what is filed. */
const reasonsOf = ({ reasons, askFor }: FilingDraft): string =>
  askFor.trim() === ''
    ? reasons.trim()
    : `${reasons.trim()}\n\nWhen you call our office, ask for: ${askFor.trim()}`;

const chosen = (name: string, values: readonly string[], offered: readonly string[]) => {
  const kept = values.filter((one) => offered.includes(one));
  return kept.length > 0 ? { [name]: kept } : {};
};

function offenceOf({ offence, penaltyYears, listed }: FilingDraft) {
  const told = {
    ...(offence.trim() === '' ? {} : { title: offence.trim() }),
    ...(penaltyYears.trim() === '' ? {} : { maxPenaltyYears: Number(penaltyYears) }),
    ...(listed.length > 0 ? { listed: true } : {}),
  };
  return Object.keys(told).length > 0 ? { offence: told } : {};
}

const secrecyOf = ({ secrecyBy, secrecyBasis, secrecyIssued, secrecyUntil }: FilingDraft) => ({
  secrecy: {
    basis: secrecyBasis.trim(),
    orderedBy: secrecyBy,
    ...(secrecyIssued === '' ? {} : { issued: secrecyIssued }),
    ...(secrecyUntil === '' ? {} : { until: secrecyUntil }),
    covers: 'this-demand',
  },
});
