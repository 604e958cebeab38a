import * as z from 'zod/mini';
import { moment } from './moment.schema.ts';
import { text, textOrEmpty } from './text.schema.ts';

/** Most targets and data items that one demand may name. A paper that names more is filed in parts. */
export const MAX_TARGETS = 200;
export const MAX_DATA_ITEMS = 60;

const code = z.string().check(z.regex(/^[a-z][a-z0-9-]{0,63}$/));
const signer = z.strictObject({ role: code, name: z.optional(text(200)), on: z.optional(moment) });

export const TARGET_TYPES = [
  'email',
  'phone',
  'account-id',
  'device',
  'ip-address',
  'ip-range',
  'geofence',
  'keyword',
] as const;

export const Target = z.strictObject({
  type: z.enum(TARGET_TYPES),
  value: textOrEmpty(1000),
  /** When an address was in use; an address without it names nobody in particular. */
  at: z.optional(moment),
});

/** The account of the paper's authority. `country` is ISO 3166-1 alpha-2, `state` the ISO 3166-2 of a part of it. */
export const Authority = z.strictObject({
  name: text(300),
  country: z.string().check(z.regex(/^[A-Z]{2}$/)),
  /** Whose law the paper was made under, such as `US-CA`. */
  state: z.optional(z.string().check(z.regex(/^[A-Z]{2}-[A-Z0-9]{1,3}$/))),
  level: z.enum(['federal', 'state', 'local', 'national', 'supranational', 'private']),
  kind: z.enum([
    'law-enforcement',
    'prosecutor',
    'court',
    'intelligence',
    'regulator',
    'central-authority',
    'civil-litigant',
  ]),
});

export const DocumentReference = z.strictObject({
  /** Lower-case hex SHA-256 of the document's bytes. */
  sha256: z.string().check(z.regex(/^[0-9a-f]{64}$/)),
  mediaType: z.string().check(z.regex(/^[a-z]+\/[a-z0-9.+-]{1,100}$/)),
  title: text(300),
});

export const Secrecy = z.strictObject({
  basis: textOrEmpty(200),
  orderedBy: z.enum(['court', 'statute', 'agency', 'none']),
  issued: z.optional(moment),
  until: z.optional(moment),
  covers: z.optional(z.enum(['this-demand', 'future-demands'])),
});

export const Period = z.strictObject({ from: moment, to: moment });

const dataItems = z
  .array(z.string().check(z.regex(/^[a-z]+(?:-[a-z]+)*(?:\.[a-z]+(?:-[a-z]+)*)?$/), z.maxLength(60)))
  .check(z.maxLength(MAX_DATA_ITEMS));

/** A served instrument: what the paper says, never what we know. The body of `POST /demands`. */
export const Demand = z.strictObject({
  /** Id of a rulebook page, such as `us/search-warrant`. */
  instrument: z.string().check(z.regex(/^[a-z]{2}\/[a-z0-9][a-z0-9-]{0,63}$/)),
  /** The authority's own docket or case number. */
  reference: z.optional(text(200)),
  authority: Authority,
  issuer: z.strictObject({
    role: code,
    name: z.optional(text(200)),
    court: z.optional(text(300)),
    competence: z.optional(z.enum(['confirmed', 'unknown'])),
  }),
  signatures: z.array(signer).check(z.maxLength(20)),
  /** The judicial validation of an EU order (Regulation (EU) 2023/1543, Annex I section J). */
  validatedBy: z.optional(z.strictObject({ role: code, name: z.optional(text(200)) })),
  servedBy: z.optional(z.enum(['secretary-of-state', 'lord-advocate'])),
  addressedTo: z.optional(z.enum(['parent', 'local-entity', 'eu-establishment'])),
  dates: z.optional(
    z.strictObject({
      issued: z.optional(moment),
      entered: z.optional(moment),
      served: z.optional(moment),
      received: z.optional(moment),
      executeBy: z.optional(moment),
      returnDue: z.optional(moment),
      firstInterception: z.optional(moment),
      installed: z.optional(moment),
    }),
  ),
  durationDays: z.optional(z.int().check(z.minimum(0), z.maximum(36_500))),
  extension: z.optional(
    z.strictObject({ of: moment, expires: moment, number: z.int().check(z.minimum(0), z.maximum(1000)) }),
  ),
  targets: z.array(Target).check(z.maxLength(MAX_TARGETS)),
  /** Items or families of the data dictionary. */
  data: dataItems,
  /** Half-open; a bare date means the whole day in UTC. Absent: the paper states no limit. */
  period: z.optional(Period),
  cites: z.optional(z.array(text(200)).check(z.maxLength(50))),
  certifications: z.optional(z.array(text(200)).check(z.maxLength(50))),
  recitals: z.optional(z.array(code).check(z.maxLength(50))),
  offence: z.optional(
    z.strictObject({
      maxPenaltyYears: z.optional(z.number().check(z.minimum(0), z.maximum(1000))),
      listed: z.optional(z.boolean()),
      title: z.optional(text(300)),
    }),
  ),
  emergency: z.optional(
    z.strictObject({
      danger: z.enum(['death', 'serious-injury', 'critical-infrastructure', 'property', 'none']),
      reasons: textOrEmpty(4000),
    }),
  ),
  secrecy: z.optional(Secrecy),
  purpose: z.optional(z.enum(['identify-user'])),
  enforcingAuthority: z.optional(
    z.strictObject({
      notified: z.boolean(),
      response: z.enum(['none', 'cleared', 'refused', 'partly']),
      /** What may go on where it refused a part: items or families of the data dictionary. */
      items: z.optional(dataItems),
    }),
  ),
  /** The US instrument that a treaty order is made as. */
  underlying: z.optional(z.string().check(z.regex(/^[a-z]{2}\/[a-z0-9][a-z0-9-]{0,63}$/))),
  documents: z.optional(z.array(DocumentReference).check(z.maxLength(50))),
});

export type Target = z.infer<typeof Target>;
export type Period = z.infer<typeof Period>;
export type Secrecy = z.infer<typeof Secrecy>;
export type Authority = z.infer<typeof Authority>;
export type DocumentReference = z.infer<typeof DocumentReference>;
export type Demand = z.infer<typeof Demand>;
