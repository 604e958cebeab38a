// functions/ledger/event.schema.ts
import * as z3 from "zod/mini";

// functions/shared/moment.schema.ts
import * as z from "zod/mini";
var SHAPE = /^(\d{4})-(\d{2})-(\d{2})(?:T(\d{2}):(\d{2})(?::(\d{2})(?:\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2}))?$/;
var FIRST_YEAR = 1970;
var LAST_YEAR = 2199;
function isMoment(value) {
  const match = SHAPE.exec(value);
  if (!match) return false;
  const [year, month, day, hour, minute, second] = match.slice(1, 7).map((part) => Number(part ?? 0));
  if (year < FIRST_YEAR || year > LAST_YEAR || month < 1 || month > 12) return false;
  if (day < 1 || day > new Date(Date.UTC(year, month, 0)).getUTCDate()) return false;
  if (hour > 23 || minute > 59 || second > 59) return false;
  const zone = match[7];
  return zone === void 0 || zone === "Z" || Number(zone.slice(1, 3)) <= 14 && Number(zone.slice(4)) <= 59;
}
var moment = z.string().check(z.maxLength(40), z.refine(isMoment, { error: "not_a_date" }));
var calendarDate = z.string().check(z.refine((value) => value.length === 10 && isMoment(value), { error: "not_a_date" }));
var instant = z.string().check(z.refine((value) => value.endsWith("Z") && isMoment(value), { error: "not_an_instant" }));

// functions/ledger/facts.schema.ts
import * as z2 from "zod/mini";
var SERIES = [
  "criminal",
  "civil",
  "emergency",
  "preservation",
  "national-security",
  "regulatory",
  "informational"
];
var FACT_OUTCOMES = [
  "pending",
  "content",
  "non-content",
  "no-data",
  "rejected",
  "redirected",
  "preserved",
  "withdrawn"
];
var count = z2.int().check(z2.minimum(0));
var Facts = z2.strictObject({
  /** When we received it; decides the reporting period. */
  receivedAt: instant,
  /** ISO 3166-1 alpha-2 of the issuing authority. */
  country: z2.string().check(z2.regex(/^[A-Z]{2}$/)),
  level: z2.string(),
  authorityKind: z2.string(),
  instrument: z2.string(),
  series: z2.enum(SERIES),
  /** Identifiers that the demand names, without removing doubles. */
  identifiers: count,
  /** Accounts that they resolved to. */
  accounts: count,
  enterprise: z2.boolean(),
  outcome: z2.enum(FACT_OUTCOMES),
  narrowed: z2.boolean(),
  /** Whether a secrecy duty binds us. */
  secrecy: z2.boolean(),
  notice: z2.enum(["none", "planned", "sent", "prohibited", "authority"])
});

// functions/ledger/event.schema.ts
var ACTIONS = [
  "demand.filed",
  "demand.clarified",
  "demand.withdrawn",
  "demand.refused",
  "demand.redirected",
  "demand.closed",
  "demand.failed",
  "validity.checked",
  "review.requested",
  "review.decided",
  "scope.compiled",
  "retrieval.started",
  "retrieval.completed",
  "harvest.checked",
  "disclosure.sealing",
  "disclosure.sealed",
  "release.requested",
  "release.approved",
  "release.decided",
  "disclosure.available",
  "disclosure.fetched",
  "notice.planned",
  "notice.sent",
  "preservation.placed",
  "preservation.ended"
];
var Actor = z3.strictObject({
  kind: z3.enum(["agent", "reviewer", "releaser", "auditor", "service"]),
  subject: z3.string()
});
var LedgerEvent = z3.strictObject({
  demandId: z3.string(),
  seq: z3.int().check(z3.minimum(1)),
  at: instant,
  action: z3.enum(ACTIONS),
  actor: Actor,
  detail: z3.record(z3.string(), z3.unknown()),
  facts: Facts,
  previous: z3.string().check(z3.regex(/^[0-9a-f]{64}$/)),
  hash: z3.string().check(z3.regex(/^[0-9a-f]{64}$/))
});

// functions/ledger/demand-record.schema.ts
import * as z8 from "zod/mini";

// functions/shared/circumstances.schema.ts
import * as z4 from "zod/mini";
var country = z4.string().check(z4.regex(/^[A-Z]{2}$/));
var FRAUD_SIGNALS = [
  "lookalike-domain",
  "free-mail",
  "reply-to-differs",
  "new-portal-account",
  "first-from-office",
  "threatening-language",
  "wrong-statute",
  "doctored-document",
  "unrelated-data",
  "many-targets-in-hours",
  "foreign-network",
  "asks-to-change-account"
];
var verification = z4.enum(["confirmed", "refused", "no-answer", "pending"]);
var Authenticity = z4.strictObject({
  /** Call to a number that did not come from the demand. */
  callback: z4.optional(verification),
  supervisor: z4.optional(verification),
  signals: z4.array(z4.enum(FRAUD_SIGNALS)).check(z4.maxLength(FRAUD_SIGNALS.length))
});
var AccountMatch = z4.strictObject({
  target: z4.int().check(z4.minimum(0)),
  matched: z4.boolean(),
  customer: z4.enum(["consumer", "enterprise", "public-sector"]),
  usPerson: z4.optional(z4.boolean()),
  inUS: z4.optional(z4.boolean()),
  dataCountry: z4.optional(country),
  controllerCountry: z4.optional(country)
});
var Circumstances = z4.strictObject({
  now: moment,
  accounts: z4.array(AccountMatch),
  authenticity: z4.optional(Authenticity),
  priorDemands: z4.optional(z4.array(z4.unknown()))
});

// functions/shared/demand.schema.ts
import * as z6 from "zod/mini";

// functions/shared/text.schema.ts
import * as z5 from "zod/mini";
var UNSAFE_TEXT = (
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it looks for
  new RegExp("[\\u0000-\\u0008\\u000b-\\u001f\\u007f-\\u009f\\u00ad\\u061c\\u180e\\u200b-\\u200f\\u2028-\\u202e\\u2060-\\u2069\\u3164\\ufeff\\u{e0000}-\\u{e007f}]|\\u034f|\\p{Surrogate}", "u")
);
var text = (max) => z5.string().check(
  z5.minLength(1),
  z5.maxLength(max),
  z5.refine((value) => !UNSAFE_TEXT.test(value), { error: "unsafe_text" })
);
var textOrEmpty = (max) => z5.string().check(
  z5.maxLength(max),
  z5.refine((value) => !UNSAFE_TEXT.test(value), { error: "unsafe_text" })
);

// functions/shared/demand.schema.ts
var MAX_TARGETS = 200;
var MAX_DATA_ITEMS = 60;
var code = z6.string().check(z6.regex(/^[a-z][a-z0-9-]{0,63}$/));
var signer = z6.strictObject({ role: code, name: z6.optional(text(200)), on: z6.optional(moment) });
var TARGET_TYPES = [
  "email",
  "phone",
  "account-id",
  "device",
  "ip-address",
  "ip-range",
  "geofence",
  "keyword"
];
var Target = z6.strictObject({
  type: z6.enum(TARGET_TYPES),
  value: textOrEmpty(1e3),
  /** When an address was in use; an address without it names nobody in particular. */
  at: z6.optional(moment)
});
var Authority = z6.strictObject({
  name: text(300),
  country: z6.string().check(z6.regex(/^[A-Z]{2}$/)),
  level: z6.enum(["federal", "state", "local", "national", "supranational", "private"]),
  kind: z6.enum([
    "law-enforcement",
    "prosecutor",
    "court",
    "intelligence",
    "regulator",
    "central-authority",
    "civil-litigant"
  ])
});
var DocumentReference = z6.strictObject({
  /** Lower-case hex SHA-256 of the document's bytes. */
  sha256: z6.string().check(z6.regex(/^[0-9a-f]{64}$/)),
  mediaType: z6.string().check(z6.regex(/^[a-z]+\/[a-z0-9.+-]{1,100}$/)),
  title: text(300)
});
var Secrecy = z6.strictObject({
  basis: textOrEmpty(200),
  orderedBy: z6.enum(["court", "statute", "agency", "none"]),
  issued: z6.optional(moment),
  until: z6.optional(moment),
  covers: z6.optional(z6.enum(["this-demand", "future-demands"]))
});
var Period = z6.strictObject({ from: moment, to: moment });
var Demand = z6.strictObject({
  /** Id of a rulebook page, such as `us/search-warrant`. */
  instrument: z6.string().check(z6.regex(/^[a-z]{2}\/[a-z0-9][a-z0-9-]{0,63}$/)),
  /** The authority's own docket or case number. */
  reference: z6.optional(text(200)),
  authority: Authority,
  issuer: z6.strictObject({
    role: code,
    name: z6.optional(text(200)),
    court: z6.optional(text(300)),
    competence: z6.optional(z6.enum(["confirmed", "unknown"]))
  }),
  signatures: z6.array(signer).check(z6.maxLength(20)),
  /** The judicial validation of an EU order (Regulation (EU) 2023/1543, Annex I section J). */
  validatedBy: z6.optional(z6.strictObject({ role: code, name: z6.optional(text(200)) })),
  servedBy: z6.optional(z6.enum(["secretary-of-state", "lord-advocate"])),
  addressedTo: z6.optional(z6.enum(["parent", "local-entity", "eu-establishment"])),
  dates: z6.optional(
    z6.strictObject({
      issued: z6.optional(moment),
      entered: z6.optional(moment),
      served: z6.optional(moment),
      received: z6.optional(moment),
      executeBy: z6.optional(moment),
      returnDue: z6.optional(moment),
      firstInterception: z6.optional(moment),
      installed: z6.optional(moment)
    })
  ),
  durationDays: z6.optional(z6.int().check(z6.minimum(0), z6.maximum(36500))),
  extension: z6.optional(
    z6.strictObject({ of: moment, expires: moment, number: z6.int().check(z6.minimum(0), z6.maximum(1e3)) })
  ),
  targets: z6.array(Target).check(z6.maxLength(MAX_TARGETS)),
  /** Items or families of the data dictionary. */
  data: z6.array(z6.string().check(z6.regex(/^[a-z]+(?:-[a-z]+)*(?:\.[a-z]+(?:-[a-z]+)*)?$/), z6.maxLength(60))).check(z6.maxLength(MAX_DATA_ITEMS)),
  /** Half-open; a bare date means the whole day in UTC. Absent: the paper states no limit. */
  period: z6.optional(Period),
  cites: z6.optional(z6.array(text(200)).check(z6.maxLength(50))),
  certifications: z6.optional(z6.array(text(200)).check(z6.maxLength(50))),
  recitals: z6.optional(z6.array(code).check(z6.maxLength(50))),
  offence: z6.optional(
    z6.strictObject({
      maxPenaltyYears: z6.optional(z6.number().check(z6.minimum(0), z6.maximum(1e3))),
      listed: z6.optional(z6.boolean()),
      title: z6.optional(text(300))
    })
  ),
  emergency: z6.optional(
    z6.strictObject({
      danger: z6.enum(["death", "serious-injury", "critical-infrastructure", "property", "none"]),
      reasons: textOrEmpty(4e3)
    })
  ),
  secrecy: z6.optional(Secrecy),
  purpose: z6.optional(z6.enum(["identify-user"])),
  enforcingAuthority: z6.optional(
    z6.strictObject({ notified: z6.boolean(), response: z6.enum(["none", "cleared", "refused"]) })
  ),
  /** The US instrument that a treaty order is made as. */
  underlying: z6.optional(z6.string().check(z6.regex(/^[a-z]{2}\/[a-z0-9][a-z0-9-]{0,63}$/))),
  documents: z6.optional(z6.array(DocumentReference).check(z6.maxLength(50)))
});

// functions/shared/determination.schema.ts
import * as z7 from "zod/mini";
var OUTCOMES = [
  "accept",
  "narrow",
  "reject",
  "redirect",
  "refer",
  "preserve",
  "hold",
  "suspend"
];
var REASONS = [
  "authenticity-unresolved",
  "beyond-instrument",
  "bulk",
  "certification-missing",
  "cleared-counsel-only",
  "conflict-of-laws",
  "content-needs-warrant",
  "court-competence-unknown",
  "emergency-lapsed",
  "enforcing-authority-may-refuse",
  "enforcing-authority-refused",
  "enterprise-customer",
  "exceeds-maximum-duration",
  "expired",
  "expired-before-service",
  "extension-exhausted",
  "foreign-content-needs-treaty",
  "gag-not-triggered",
  "gag-without-end",
  "incomplete",
  "location-needs-warrant",
  "minimisation-missing",
  "missing-judge-signature",
  "no-danger-to-life",
  "no-exception-for-private-party",
  "no-period",
  "no-specific-identifier",
  "no-statutory-authority",
  "not-a-governmental-entity",
  "not-in-force",
  "not-validated",
  "offence-not-covered",
  "omnibus-gag",
  "prospective-preservation",
  "provider-not-covered",
  "reverse-search",
  "secrets-never-produced",
  "served-too-late",
  "signer-below-rank",
  "suspected-fraud",
  "targets-us-person",
  "wrong-entity",
  "wrong-issuer"
];
var Finding = z7.strictObject({
  /** Name of the check that ran, with the rule it ran for. */
  check: z7.string(),
  outcome: z7.enum(["pass", "note", "fail", "drop", "refer", "hold", "redirect", "suspend", "not-applicable"]),
  reason: z7.optional(z7.enum(REASONS)),
  /** The statute, rule or decision that the check applies. */
  cite: z7.string(),
  /** A sentence that the officer who served the demand can act on. */
  explanation: z7.string()
});
var Notice = z7.strictObject({
  regime: z7.enum(["notify", "delay", "prohibited", "hold", "authority", "none"]),
  until: z7.optional(z7.string())
});
var Determination = z7.strictObject({
  outcome: z7.enum(OUTCOMES),
  /** The smallest list of items and families that says what may be retrieved. */
  authorised: z7.array(z7.string()),
  /** Indexes of the demand's targets that may proceed. */
  targets: z7.array(z7.int()),
  reasons: z7.array(z7.enum(REASONS)),
  findings: z7.array(Finding),
  notice: Notice,
  /** Dates (`2026-12-07`) or instants. */
  due: z7.optional(z7.string()),
  until: z7.optional(z7.string()),
  preserve: z7.boolean(),
  /** How many distinct people must release. */
  approvals: z7.int(),
  /** `sha256:<hex>` of the rulebook that decided. */
  rulebook: z7.string()
});

// functions/ledger/demand-record.schema.ts
var STATUSES = [
  "filed",
  "awaiting-review",
  "reviewed",
  "sealed",
  "awaiting-release",
  "release-decided",
  "released",
  "closed",
  "failed"
];
var CONCLUSIONS = ["disclosed", "refused", "redirected", "preserved", "withdrawn"];
var DemandRecord = z8.strictObject({
  schemaVersion: z8.literal(1),
  id: z8.string(),
  /** Rises by one with every change; equals the number of ledger events. */
  version: z8.int().check(z8.minimum(1)),
  /** Hash of the last ledger event. */
  head: z8.string(),
  status: z8.enum(STATUSES),
  conclusion: z8.optional(z8.enum(CONCLUSIONS)),
  /** Rises when a clarification asks for a new check; names the determination and the review that count. */
  round: z8.int().check(z8.minimum(1)),
  /** The enrolled authority that filed it: from the token, never from the body. */
  authorityId: z8.string(),
  filedBy: z8.string(),
  /** Subjects of those who clarified it: they do not release what they vouched for. */
  clarifiedBy: z8.optional(z8.array(z8.string())),
  filedAt: instant,
  demand: Demand,
  authenticity: z8.optional(Authenticity),
  outcome: z8.optional(z8.enum(OUTCOMES)),
  reasons: z8.optional(z8.array(z8.enum(REASONS))),
  withdrawnAt: z8.optional(instant),
  /** SHA-256 of the sealed package. */
  packageSha256: z8.optional(z8.string()),
  facts: Facts,
  dueKind: z8.optional(z8.string()),
  dueAt: z8.optional(z8.string())
});

// functions/shared/canonical-json.ts
import { createHash } from "node:crypto";
function canonicalJson(value) {
  if (value === null || typeof value === "boolean" || typeof value === "string") return JSON.stringify(value);
  if (typeof value === "number") {
    if (!Number.isFinite(value)) throw new TypeError("a non-finite number has no canonical form");
    return JSON.stringify(value);
  }
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(",")}]`;
  if (typeof value === "object") {
    const members = Object.entries(value).filter(([, member]) => member !== void 0).sort(([a], [b]) => a < b ? -1 : a > b ? 1 : 0).map(([key, member]) => `${JSON.stringify(key)}:${canonicalJson(member)}`);
    return `{${members.join(",")}}`;
  }
  throw new TypeError(`a ${typeof value} has no canonical form`);
}
function sha256Hex(data) {
  return createHash("sha256").update(data).digest("hex");
}

// functions/ledger/hash-chain.ts
var GENESIS = "0".repeat(64);
function findChainFaults(events) {
  const faults = [];
  let previous = GENESIS;
  events.forEach((event, index) => {
    const { hash, ...rest } = event;
    if (event.seq !== index + 1) faults.push({ seq: event.seq, fault: "gap" });
    if (event.demandId !== events[0]?.demandId) faults.push({ seq: event.seq, fault: "foreign" });
    if (event.previous !== previous) faults.push({ seq: event.seq, fault: "broken-link" });
    if (sha256Hex(canonicalJson(rest)) !== hash) faults.push({ seq: event.seq, fault: "altered" });
    previous = hash;
  });
  return faults;
}

// functions/ledger/rebuild-chain.ts
function rebuildChain(record6, events) {
  const faults = findChainFaults(events);
  if (!record6) return [...faults, { seq: events.length, fault: "no-demand" }];
  const last = events[record6.version - 1];
  if (!last) return [...faults, { seq: events.length, fault: "cut-short" }];
  if (last.hash !== record6.head) return [...faults, { seq: last.seq, fault: "other-head" }];
  return faults;
}

// functions/validity/determination-part.schema.ts
import * as z9 from "zod/mini";
var ResolvedAccount = z9.strictObject({
  target: z9.int().check(z9.minimum(0)),
  account: z9.string(),
  customer: z9.enum(["consumer", "enterprise", "public-sector"])
});
var DeterminationPart = z9.strictObject({
  round: z9.int(),
  decidedAt: instant,
  /** SHA-256 of the canonical JSON of the demand and the circumstances. */
  inputsHash: z9.string(),
  circumstances: Circumstances,
  accounts: z9.array(ResolvedAccount),
  determination: Determination
});

// functions/review/review-part.schema.ts
import * as z10 from "zod/mini";
var ReviewPart = z10.strictObject({
  round: z10.int(),
  decision: z10.enum(["approve", "refuse"]),
  by: z10.string(),
  at: instant,
  /** Leaf items and families that may be retrieved: within the determination's `authorised`. */
  items: z10.array(z10.string()),
  /** Indexes of targets that may be retrieved: within the determination's `targets`. */
  targets: z10.array(z10.int()),
  /** Within the demand's period; absent where the demand has none. */
  period: z10.optional(Period),
  /** The questions of a referred demand that the reviewer answers for. */
  resolves: z10.array(z10.enum(REASONS)),
  dueKind: z10.optional(z10.string()),
  dueAt: z10.optional(z10.string())
});

// functions/review/release-part.schema.ts
import * as z11 from "zod/mini";
var ReleasePart = z11.strictObject({
  decision: z11.enum(["release", "refuse"]),
  by: z11.string(),
  at: instant,
  packageSha256: z11.string()
});
var ReleaseDecisionPart = z11.object({ decision: z11.enum(["release", "refuse"]), at: instant });

// functions/review/token-part.schema.ts
import * as z12 from "zod/mini";
var TokenPart = z12.strictObject({ round: z12.int(), token: z12.string(), since: instant });

// functions/retrieval/scope.schema.ts
import * as z14 from "zod/mini";

// functions/retrieval/instant-range.ts
import * as z13 from "zod/mini";
var InstantRange = z13.strictObject({ from: instant, to: instant });

// functions/retrieval/scope.schema.ts
var Grant = z14.strictObject({
  account: z14.string(),
  service: z14.string(),
  /** Leaf items of the data dictionary. */
  items: z14.array(z14.string()).check(z14.minLength(1)),
  period: InstantRange
});
var Scope = z14.strictObject({
  round: z14.int(),
  compiledAt: instant,
  grants: z14.array(Grant),
  /** Leaves that may be produced but that no connector holds. */
  notHeld: z14.array(z14.string()),
  /** Leaves with a time of which none is left: the period ended before it began. */
  outOfTime: z14.array(z14.string())
});

// functions/retrieval/harvest.schema.ts
import * as z15 from "zod/mini";
var sha256 = z15.string().check(z15.regex(/^[0-9a-f]{64}$/));
var count2 = z15.int().check(z15.minimum(0));
var HarvestRecord = z15.strictObject({
  account: z15.string(),
  service: z15.string(),
  item: z15.string(),
  at: z15.nullable(instant),
  id: z15.string().check(z15.minLength(1), z15.maxLength(500)),
  fields: z15.record(z15.string(), z15.json()),
  blob: z15.optional(z15.strictObject({ sha256, size: count2, mediaType: z15.string() }))
});
var HarvestPart = z15.strictObject({
  round: z15.int(),
  grant: z15.int(),
  account: z15.string(),
  service: z15.string(),
  finishedAt: instant,
  /** Records by leaf item. */
  counts: z15.record(z15.string(), count2),
  /** Names of the fields of each item's records, in order of appearance. */
  fields: z15.record(z15.string(), z15.array(z15.string())),
  records: z15.strictObject({ sha256, size: count2 }),
  blobs: z15.strictObject({ count: count2, bytes: count2 })
});

// functions/retrieval/preservation-part.schema.ts
import * as z16 from "zod/mini";
var PreservationPart = z16.strictObject({
  state: z16.enum(["in-force", "ended"]),
  placedAt: instant,
  /** The first instant at which the data need no longer be kept; absent: until a person ends it. */
  until: z16.optional(instant),
  accounts: z16.array(z16.string()),
  /** Leaf items. */
  items: z16.array(z16.string()),
  dueKind: z16.optional(z16.string()),
  dueAt: z16.optional(z16.string())
});

// functions/disclosure/disclosure-part.schema.ts
import * as z17 from "zod/mini";
var sha2562 = z17.string().check(z17.regex(/^[0-9a-f]{64}$/));
var DisclosurePart = z17.strictObject({
  round: z17.int(),
  sealedAt: instant,
  key: z17.string(),
  versionId: z17.string(),
  /** Of the package. */
  sha256: sha2562,
  size: z17.int(),
  manifestSha256: sha2562,
  /** Base64 of the DER of the ECDSA signature over the manifest's SHA-256. */
  signature: z17.string(),
  keyId: z17.string(),
  /** Records by leaf item, over all accounts. */
  counts: z17.record(z17.string(), z17.int())
});

// functions/disclosure/manifest.schema.ts
import * as z18 from "zod/mini";
var PACKAGE_FORMAT = "due-process-disclosure/1";
var Manifest = z18.strictObject({
  format: z18.literal(PACKAGE_FORMAT),
  demandId: z18.string(),
  round: z18.int(),
  instrument: z18.string(),
  reference: z18.optional(z18.string()),
  authority: z18.strictObject({ name: z18.string(), country: z18.string() }),
  filedAt: z18.string(),
  sealedAt: z18.string(),
  /** The demand's targets that were followed, with the accounts that they name. */
  targets: z18.array(z18.strictObject({ ...Target.shape, accounts: z18.array(z18.string()) })),
  scope: z18.strictObject({
    grants: z18.array(Grant),
    notHeld: z18.array(z18.string()),
    outOfTime: z18.array(z18.string())
  }),
  determination: z18.strictObject({ decidedAt: z18.string(), inputsHash: z18.string(), ...Determination.shape }),
  review: z18.strictObject({
    /** Subject of the reviewer's token; names are not in packages. */
    by: z18.string(),
    at: z18.string(),
    items: z18.array(z18.string()),
    targets: z18.array(z18.int()),
    resolves: z18.array(z18.string())
  }),
  accounts: z18.array(
    z18.strictObject({
      account: z18.string(),
      /** Records by leaf item; an item of the scope that has none counts 0. */
      records: z18.record(z18.string(), z18.int())
    })
  ),
  /** Items of the scope of which there was no record, by account. */
  noneFound: z18.array(z18.strictObject({ account: z18.string(), item: z18.string() })),
  files: z18.array(z18.strictObject({ path: z18.string(), sha256: z18.string(), size: z18.int() }))
});

// functions/notice/notice-part.schema.ts
import * as z19 from "zod/mini";
var NOTICE_DUE = "notice";
var NoticePart = z19.strictObject({
  state: z19.enum(["planned", "sent", "prohibited", "authority", "none"]),
  /** What the determination said of notice. */
  regime: z19.enum(["notify", "delay", "prohibited", "hold", "authority", "none"]),
  plannedAt: instant,
  /** The end of a secrecy duty as the paper gives it: a date or an instant. */
  until: z19.optional(z19.string()),
  sentAt: z19.optional(instant),
  dueKind: z19.optional(z19.literal(NOTICE_DUE)),
  dueAt: z19.optional(instant)
});

// functions/intake/idempotency.schema.ts
import * as z20 from "zod/mini";
var IdempotencyRecord = z20.object({
  demandId: z20.string(),
  requestHash: z20.string(),
  filedAt: instant,
  /** Seconds since 1970, when the key may be used anew. */
  expiresAt: z20.int()
});

// functions/reporting/contribution.schema.ts
import * as z21 from "zod/mini";
var Contribution = z21.strictObject({
  demandId: z21.string(),
  seq: z21.int().check(z21.minimum(1)),
  facts: Facts
});

// functions/reporting/edition.schema.ts
import * as z23 from "zod/mini";

// functions/reporting/report.schema.ts
import * as z22 from "zod/mini";
var ALL = "ALL";
var MEASURES = {
  demands: "served demands; their outcomes partition them",
  identifiers: "identifiers that the demands name, doubles included",
  accounts: "accounts that the identifiers resolved to, counted per demand",
  narrowed: "demands of which less was disclosed than was demanded",
  enterprise: "demands that concern an enterprise or public-sector customer; a subset of demands",
  "enterprise-disclosed": "those of them that ended in a disclosure",
  secrecy: "demands under a secrecy duty",
  "notice-planned": "demands whose customers will be told at a known time",
  "notice-sent": "demands whose customers have been told",
  "notice-prohibited": "demands whose customers may not be told",
  "notice-authority": "demands whose customers the authority tells",
  selectors: "selectors that national-security process targets"
};
var measures = Object.keys(MEASURES);
var REPORT_OUTCOMES = [...FACT_OUTCOMES, ALL];
var count3 = z22.nullable(z22.int().check(z22.minimum(0)));
var Cell = z22.strictObject({
  series: z22.string(),
  /** ISO 3166-1 alpha-2 of the issuing authority, or WORLD. */
  country: z22.string(),
  /** Id of a rulebook page, a band category, or ALL. */
  instrument: z22.string(),
  measure: z22.enum(measures),
  outcome: z22.nullable(z22.enum(REPORT_OUTCOMES)),
  low: count3,
  high: count3,
  state: z22.enum(["exact", "band", "not_applicable", "not_reported"]),
  unit: z22.enum(["demands", "identifiers", "accounts", "selectors"])
});
var BandSection = z22.strictObject({
  scheme: z22.string(),
  cite: z22.string(),
  jurisdiction: z22.string(),
  width: z22.int(),
  cells: z22.array(Cell)
});
var REASONS2 = ["late_arrival", "correction", "interim", "delay_expired"];
var CellChange = z22.strictObject({ before: z22.nullable(Cell), after: z22.nullable(Cell) });
var Report = z22.strictObject({
  schemaVersion: z22.literal(1),
  period: z22.string(),
  from: instant,
  to: instant,
  timeZone: z22.literal("UTC"),
  /** When the numbers were drawn. */
  asOf: instant,
  /** The period was not over then. */
  interim: z22.boolean(),
  edition: z22.int().check(z22.minimum(1)),
  supersedes: z22.optional(z22.int()),
  reason: z22.optional(z22.enum(REASONS2)),
  /** Which demands every measure counts, however late their outcome became known. */
  cohort: z22.literal("received-in-period"),
  measures: z22.record(z22.string(), z22.string()),
  /** Disjoint facts: adding them up never counts a demand twice within a measure. */
  cells: z22.array(Cell),
  /** Sums of `cells`, for readers; never an input to anything. */
  totals: z22.array(Cell),
  nationalSecurity: z22.array(BandSection),
  /** Every cell that differs from the edition before. */
  changes: z22.array(CellChange)
});

// functions/reporting/edition.schema.ts
var file = z23.strictObject({ key: z23.string(), sha256: z23.string().check(z23.regex(/^[0-9a-f]{64}$/)) });
var Edition = z23.strictObject({
  schemaVersion: z23.literal(1),
  period: z23.string(),
  edition: z23.int().check(z23.minimum(1)),
  asOf: instant,
  interim: z23.boolean(),
  reason: z23.optional(z23.enum(REASONS2)),
  supersedes: z23.optional(z23.int()),
  /** Subject of the auditor's token, or `schedule`. Not shown to the public. */
  publishedBy: z23.string(),
  json: file,
  csv: file,
  /** Demands of the total received, and those of them that ended in a disclosure. */
  received: z23.int().check(z23.minimum(0)),
  disclosed: z23.int().check(z23.minimum(0))
});

// functions/reporting/rebuild-contributions.ts
function rebuildContribution(events) {
  const last = events.reduce(
    (latest, event) => latest && latest.seq >= event.seq ? latest : event,
    void 0
  );
  return last && { demandId: last.demandId, seq: last.seq, facts: last.facts };
}
export {
  Contribution,
  DemandRecord,
  DeterminationPart,
  DisclosurePart,
  Edition,
  Facts,
  HarvestPart,
  IdempotencyRecord,
  LedgerEvent,
  Manifest,
  NoticePart,
  PreservationPart,
  ReleaseDecisionPart,
  ReleasePart,
  ReviewPart,
  Scope,
  TokenPart,
  rebuildChain,
  rebuildContribution
};
