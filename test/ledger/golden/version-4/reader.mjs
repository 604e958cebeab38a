// functions/ledger/demand-record.schema.ts
import * as z8 from "zod/mini";

// functions/shared/circumstances.schema.ts
import * as z4 from "zod/mini";

// functions/shared/demand.schema.ts
import * as z3 from "zod/mini";

// functions/shared/moment.schema.ts
import * as z from "zod/mini";
var SHAPE = /^(\d{4})-(\d{2})-(\d{2})(?:T(\d{2}):(\d{2})(?::(\d{2})(?:\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2}))?$/;
var FIRST_YEAR = 1970;
var LAST_YEAR = 2199;
function isMoment(value) {
  const match = SHAPE.exec(value);
  if (!match) return false;
  const [year, month, day, hour, minute, second] = match.slice(1, 7).map((part2) => Number(part2 ?? 0));
  if (year < FIRST_YEAR || year > LAST_YEAR || month < 1 || month > 12) return false;
  if (day < 1 || day > new Date(Date.UTC(year, month, 0)).getUTCDate()) return false;
  if (hour > 23 || minute > 59 || second > 59) return false;
  const zone = match[7];
  return zone === void 0 || zone === "Z" || Number(zone.slice(1, 3)) <= 14 && Number(zone.slice(4)) <= 59;
}
var EASTERNMOST = 14 * 60;
var WESTERNMOST = 12 * 60;
var moment = z.string().check(z.maxLength(40), z.refine(isMoment, { error: "not_a_date" }));
var calendarDate = z.string().check(z.refine((value) => value.length === 10 && isMoment(value), { error: "not_a_date" }));
var instant = z.string().check(z.refine((value) => value.endsWith("Z") && isMoment(value), { error: "not_an_instant" }));

// functions/shared/text.schema.ts
import * as z2 from "zod/mini";
var UNSAFE_TEXT = (
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it looks for
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b\u200e-\u200f\u2028-\u202e\u2060-\u2069\u3164\ufeff\u{e0000}-\u{e007f}]|\u034f|\p{Surrogate}/u
);
var JOINER = /[\u200c\u200d]/;
var VIRAMA = "\u094D\u09CD\u0A4D\u0ACD\u0B4D\u0BCD\u0C4D\u0CCD\u0D3B\u0D3C\u0D4D\u0DCA\u0E3A\u0EBA\u0F84\u1039\u103A\u1714\u1715\u1734\u17D2\u1A60\u1B44\u1BAA\u1BAB\u1BF2\u1BF3\u2D7F\uA806\uA82C\uA8C4\uA953\uA9C0\uAAF6\uABED\u{10A3F}\u{11046}\u{11070}\u{1107F}\u{110B9}\u{11133}\u{11134}\u{111C0}\u{11235}\u{112EA}\u{1134D}\u{113CE}-\u{113D0}\u{11442}\u{114C2}\u{115BF}\u{1163F}\u{116B6}\u{1172B}\u{11839}\u{1193D}\u{1193E}\u{119E0}\u{11A34}\u{11A47}\u{11A99}\u{11C3F}\u{11D44}\u{11D45}\u{11D97}\u{11F41}\u{11F42}\u{1612F}";
var JOINING = [
  ...["Arabic", "Syriac", "Mandaic", "Nko", "Mongolian", "Phags_Pa", "Manichaean", "Psalter_Pahlavi"],
  ...["Hanifi_Rohingya", "Sogdian", "Old_Sogdian", "Chorasmian", "Adlam", "Old_Uyghur"]
];
var UNSPACED = ["Khmer", "Lao", "Myanmar", "Thai", "Tai_Le", "New_Tai_Lue", "Tai_Tham", "Tai_Viet"];
var of = (script) => `[[\\p{L}\\p{M}\\p{N}]&&\\p{Script_Extensions=${script}}]`;
var NEEDED = new RegExp(
  [
    `(?<=[${VIRAMA}])[\\u200c\\u200d]`,
    `(?<=\\p{L})[\\u200c\\u200d](?=[${VIRAMA}])`,
    ...JOINING.flatMap((script) => [
      `(?<=${of(script)})\\u200c(?=${of(script)})`,
      `(?<=${of(script)})\\u200d`
    ]),
    "(?<=\\u0647)\\u200c(?![\\u200c\\u200d])",
    `(?<=${of("Mongolian")})\\u180e(?=${of("Mongolian")})`,
    ...UNSPACED.map((script) => `(?<=${of(script)})\\u200b(?=${of(script)})`),
    "[\\p{RGI_Emoji_ZWJ_Sequence}\\p{RGI_Emoji_Tag_Sequence}]"
  ].join("|"),
  "gv"
);
function faultOfText(value) {
  if (!UNSAFE_TEXT.test(value) && !JOINER.test(value)) return void 0;
  const others = value.replaceAll(NEEDED, "");
  if (UNSAFE_TEXT.test(others)) return "unsafe_text";
  return JOINER.test(others) ? "unsafe_text.joiner" : void 0;
}
var isSafe = z2.refine((value) => faultOfText(value) === void 0, {
  error: ({ input }) => faultOfText(String(input))
});
var text = (max) => z2.string().check(z2.minLength(1), z2.maxLength(max), isSafe);
var textOrEmpty = (max) => z2.string().check(z2.maxLength(max), isSafe);

// functions/shared/demand.schema.ts
var MAX_TARGETS = 200;
var MAX_DATA_ITEMS = 60;
var code = z3.string().check(z3.regex(/^[a-z][a-z0-9-]{0,63}$/));
var signer = z3.strictObject({ role: code, name: z3.optional(text(200)), on: z3.optional(moment) });
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
var Target = z3.strictObject({
  type: z3.enum(TARGET_TYPES),
  value: textOrEmpty(1e3),
  /** When an address was in use; an address without it names nobody in particular. */
  at: z3.optional(moment)
});
var Authority = z3.strictObject({
  name: text(300),
  country: z3.string().check(z3.regex(/^[A-Z]{2}$/)),
  /** Whose law the paper was made under, such as `US-CA`. */
  state: z3.optional(z3.string().check(z3.regex(/^[A-Z]{2}-[A-Z0-9]{1,3}$/))),
  level: z3.enum(["federal", "state", "local", "national", "supranational", "private"]),
  kind: z3.enum([
    "law-enforcement",
    "prosecutor",
    "court",
    "intelligence",
    "regulator",
    "central-authority",
    "civil-litigant"
  ])
});
var DocumentReference = z3.strictObject({
  /** Lower-case hex SHA-256 of the document's bytes. */
  sha256: z3.string().check(z3.regex(/^[0-9a-f]{64}$/)),
  mediaType: z3.string().check(z3.regex(/^[a-z]+\/[a-z0-9.+-]{1,100}$/)),
  title: text(300)
});
var Secrecy = z3.strictObject({
  basis: textOrEmpty(200),
  orderedBy: z3.enum(["court", "statute", "agency", "none"]),
  issued: z3.optional(moment),
  until: z3.optional(moment),
  covers: z3.optional(z3.enum(["this-demand", "future-demands"]))
});
var Period = z3.strictObject({ from: moment, to: moment });
var dataItems = z3.array(z3.string().check(z3.regex(/^[a-z]+(?:-[a-z]+)*(?:\.[a-z]+(?:-[a-z]+)*)?$/), z3.maxLength(60))).check(z3.maxLength(MAX_DATA_ITEMS));
var Demand = z3.strictObject({
  /** Id of a rulebook page, such as `us/search-warrant`. */
  instrument: z3.string().check(z3.regex(/^[a-z]{2}\/[a-z0-9][a-z0-9-]{0,63}$/)),
  /** The authority's own docket or case number. */
  reference: z3.optional(text(200)),
  authority: Authority,
  issuer: z3.strictObject({
    role: code,
    name: z3.optional(text(200)),
    court: z3.optional(text(300)),
    competence: z3.optional(z3.enum(["confirmed", "unknown"]))
  }),
  signatures: z3.array(signer).check(z3.maxLength(20)),
  /** The judicial validation of an EU order (Regulation (EU) 2023/1543, Annex I section J). */
  validatedBy: z3.optional(z3.strictObject({ role: code, name: z3.optional(text(200)) })),
  servedBy: z3.optional(z3.enum(["secretary-of-state", "lord-advocate"])),
  addressedTo: z3.optional(z3.enum(["parent", "local-entity", "eu-establishment"])),
  dates: z3.optional(
    z3.strictObject({
      issued: z3.optional(moment),
      entered: z3.optional(moment),
      served: z3.optional(moment),
      received: z3.optional(moment),
      executeBy: z3.optional(moment),
      returnDue: z3.optional(moment),
      firstInterception: z3.optional(moment),
      installed: z3.optional(moment)
    })
  ),
  durationDays: z3.optional(z3.int().check(z3.minimum(0), z3.maximum(36500))),
  extension: z3.optional(
    z3.strictObject({ of: moment, expires: moment, number: z3.int().check(z3.minimum(0), z3.maximum(1e3)) })
  ),
  targets: z3.array(Target).check(z3.maxLength(MAX_TARGETS)),
  /** Items or families of the data dictionary. */
  data: dataItems,
  /** Half-open; a bare date means the whole day in UTC. Absent: the paper states no limit. */
  period: z3.optional(Period),
  cites: z3.optional(z3.array(text(200)).check(z3.maxLength(50))),
  certifications: z3.optional(z3.array(text(200)).check(z3.maxLength(50))),
  recitals: z3.optional(z3.array(code).check(z3.maxLength(50))),
  offence: z3.optional(
    z3.strictObject({
      maxPenaltyYears: z3.optional(z3.number().check(z3.minimum(0), z3.maximum(1e3))),
      listed: z3.optional(z3.boolean()),
      title: z3.optional(text(300))
    })
  ),
  emergency: z3.optional(
    z3.strictObject({
      danger: z3.enum(["death", "serious-injury", "critical-infrastructure", "property", "none"]),
      reasons: textOrEmpty(4e3)
    })
  ),
  secrecy: z3.optional(Secrecy),
  purpose: z3.optional(z3.enum(["identify-user"])),
  enforcingAuthority: z3.optional(
    z3.strictObject({
      notified: z3.boolean(),
      response: z3.enum(["none", "cleared", "refused", "partly"]),
      /** What may go on where it refused a part: items or families of the data dictionary. */
      items: z3.optional(dataItems)
    })
  ),
  /** The US instrument that a treaty order is made as. */
  underlying: z3.optional(z3.string().check(z3.regex(/^[a-z]{2}\/[a-z0-9][a-z0-9-]{0,63}$/))),
  documents: z3.optional(z3.array(DocumentReference).check(z3.maxLength(50)))
});

// functions/shared/circumstances.schema.ts
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
  controllerCountry: z4.optional(country),
  /** When the target named the account; `to` is outside. Absent: not known, or not over. */
  from: z4.optional(instant),
  to: z4.optional(instant)
});
var { name, level, kind } = Authority.shape;
var RegisteredAuthority = z4.strictObject({
  name,
  /** Other names that its papers bear. */
  otherNames: z4.optional(z4.array(text(300)).check(z4.maxLength(20))),
  country,
  level,
  kind
});
var Circumstances = z4.strictObject({
  now: moment,
  accounts: z4.array(AccountMatch),
  authenticity: z4.optional(Authenticity),
  /** Takes the place of what the paper says of its authority; absent: nobody asked the register. */
  authority: z4.optional(RegisteredAuthority),
  /** Country of our establishment in the Union, which European orders are addressed to. */
  establishment: z4.optional(country),
  priorDemands: z4.optional(z4.array(z4.unknown()))
});

// functions/shared/determination.schema.ts
import * as z5 from "zod/mini";
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
  "authority-differs",
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
  "holder-uncertain",
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
var Finding = z5.strictObject({
  /** Name of the check that ran, with the rule it ran for. */
  check: z5.string(),
  outcome: z5.enum(["pass", "note", "fail", "drop", "refer", "hold", "redirect", "suspend", "not-applicable"]),
  reason: z5.optional(z5.enum(REASONS)),
  /** The statute, rule or decision that the check applies. */
  cite: z5.string(),
  /** A sentence that the officer who served the demand can act on. */
  explanation: z5.string()
});
var Notice = z5.strictObject({
  regime: z5.enum(["notify", "delay", "prohibited", "hold", "authority", "none"]),
  until: z5.optional(z5.string())
});
var Deadline = z5.strictObject({ clock: z5.string(), until: z5.string() });
var Determination = z5.strictObject({
  outcome: z5.enum(OUTCOMES),
  /** The smallest list of items and families that says what may be retrieved. */
  authorised: z5.array(z5.string()),
  /** Indexes of the demand's targets that may proceed. */
  targets: z5.array(z5.int()),
  reasons: z5.array(z5.enum(REASONS)),
  findings: z5.array(Finding),
  notice: Notice,
  /** Dates (`2026-12-07`) or instants. */
  due: z5.optional(z5.string()),
  until: z5.optional(z5.string()),
  /** Other days that matter, by the clocks of the rulebook that they come from. */
  deadlines: z5.optional(z5.array(Deadline)),
  preserve: z5.boolean(),
  /** How many distinct people must release. */
  approvals: z5.int(),
  /** `sha256:<hex>` of the rulebook that decided. */
  rulebook: z5.string()
});

// functions/ledger/facts.schema.ts
import * as z6 from "zod/mini";

// functions/shared/faults.ts
var NewerVersion = class extends Error {
  name = "NewerVersion";
};
var UnreadableItem = class extends Error {
  name = "UnreadableItem";
};
var UnknownPart = class extends Error {
  name = "UnknownPart";
};

// functions/ledger/stored.ts
function stored(kind2) {
  const { name: name2, version, schema, needs } = kind2;
  const check = (item, before) => {
    const issue = schema.safeParse(item).error?.issues.find((found) => !isKept(found, before));
    if (issue) throw new UnreadableItem(`${name2}: ${issue.code} at /${issue.path.join("/")}`);
    return item;
  };
  const writeAny = (value, before) => ({
    ...check(value, before),
    schemaVersion: needs?.(value) ?? version
  });
  return {
    version,
    read: (item) => {
      const { schemaVersion: _version, ...upgraded } = upgrade(item, kind2);
      return check(upgraded, upgraded);
    },
    write: writeAny,
    writeAny
  };
}
function isKept(issue, before) {
  return issue.code === "unrecognized_keys" && issue.keys.every((key) => key === "schemaVersion" || has(before, [...issue.path, key]));
}
function versionOf(item, name2) {
  const version = isItem(item) ? item.schemaVersion ?? 1 : void 0;
  if (typeof version !== "number" || !Number.isInteger(version) || version < 1)
    throw new UnreadableItem(`${name2}: not an item with a version`);
  return version;
}
function upgrade(item, { name: name2, version, upgrades = [] }) {
  const found = versionOf(item, name2);
  if (found > version)
    throw new NewerVersion(`${name2}: version ${found}, and this deployment knows none above ${version}`);
  return upgrades.slice(found - 1).reduce((older, next) => next(older), isItem(item) ? item : {});
}
var isItem = (value) => typeof value === "object" && value !== null && !Array.isArray(value);
function has(value, [key, ...rest]) {
  if (key === void 0) return true;
  return typeof value === "object" && value !== null && Object.hasOwn(value, key) && has(Reflect.get(value, key), rest);
}

// functions/ledger/facts.schema.ts
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
var count = z6.int().check(z6.minimum(0));
var Facts = z6.strictObject({
  /** When we received it; decides the reporting period. */
  receivedAt: instant,
  /** ISO 3166-1 alpha-2 of the issuing authority. */
  country: z6.string().check(z6.regex(/^[A-Z]{2}$/)),
  level: z6.string(),
  authorityKind: z6.string(),
  instrument: z6.string(),
  series: z6.enum(SERIES),
  /** Identifiers that the demand names, without removing doubles. */
  identifiers: count,
  /** Accounts that they resolved to. */
  accounts: count,
  enterprise: z6.boolean(),
  outcome: z6.enum(FACT_OUTCOMES),
  narrowed: z6.boolean(),
  /** Whether a secrecy duty binds us. */
  secrecy: z6.boolean(),
  notice: z6.enum(["none", "planned", "sent", "prohibited", "authority"])
});
var FACTS = stored({ name: "facts", version: 2, schema: Facts, upgrades: [(older) => older] });
function withFacts(kind2) {
  const facing = (change) => (item) => isItem(item) && isItem(item.facts) ? { ...item, facts: change(item.facts) } : item;
  const writeAny = (value, before) => kind2.writeAny(
    facing((facts) => FACTS.writeAny(facts, isItem(before) ? before.facts : void 0))(value),
    before
  );
  return { ...kind2, read: (item) => kind2.read(facing(FACTS.read)(item)), write: writeAny, writeAny };
}

// functions/ledger/parts/due.ts
import * as z7 from "zod/mini";
var due = { dueKind: z7.optional(z7.string()), dueAt: z7.optional(z7.string()) };

// functions/ledger/parts/needs-reasons.ts
var SINCE = { "holder-uncertain": 3, "authority-differs": 4 };
var needsReasons = (reasons = []) => Math.max(2, ...reasons.map((reason2) => SINCE[reason2] ?? 2));

// functions/ledger/statuses.ts
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

// functions/ledger/demand-record.schema.ts
var conclusion = z8.enum(CONCLUSIONS);
var sha256 = z8.string().check(z8.regex(/^[0-9a-f]{64}$/));
var never = z8.optional(z8.undefined());
var DocumentPin = z8.strictObject({
  sha256,
  /** Of the documents bucket. */
  versionId: z8.string(),
  /** Bytes. */
  size: z8.int().check(z8.minimum(0))
});
var common = {
  id: z8.string(),
  /** Rises by one with every change; equals the number of ledger events. */
  version: z8.int().check(z8.minimum(1)),
  /** Hash of the last ledger event. */
  head: z8.string(),
  /** Rises when a clarification asks for a new check; names the determination and the review that count. */
  round: z8.int().check(z8.minimum(1)),
  /** The enrolled authority that filed it: from the token, never from the body. */
  authorityId: z8.string(),
  /** Its entry in the register when it filed; demands of before the register have none. */
  authority: z8.optional(RegisteredAuthority),
  filedBy: z8.string(),
  /** Id of the authority's key that the filing was signed with. */
  signedWith: z8.optional(z8.string()),
  /** Subjects of those who amended or clarified it: they do not decide on what they vouched for. */
  clarifiedBy: z8.optional(z8.array(z8.string())),
  /** Sessions at the issuer, hashed, in which people acted on it, each with its person: a session is one person's. */
  sessions: z8.optional(z8.record(sha256, z8.string())),
  filedAt: instant,
  demand: Demand,
  /** The versions of its documents that it is bound to; demands of earlier releases name none. */
  documents: z8.optional(z8.array(DocumentPin)),
  authenticity: z8.optional(Authenticity),
  outcome: z8.optional(z8.enum(OUTCOMES)),
  reasons: z8.optional(z8.array(z8.enum(REASONS))),
  withdrawnAt: z8.optional(instant),
  /** It had failed after its approval, and began anew: to who filed it, it is decided while it is checked again. */
  isReopened: z8.optional(z8.literal(true)),
  /** Of a demand that failed and was taken up again: the number of the event that tells of it, and of its part. */
  resumed: z8.optional(z8.int()),
  /** How often its package was handed over. Demands of earlier releases have their events alone. */
  fetches: z8.optional(z8.int()),
  facts: Facts,
  ...due
};
var DemandRecord = z8.discriminatedUnion("status", [
  z8.strictObject({
    ...common,
    status: z8.enum(["filed", "awaiting-review", "reviewed"]),
    conclusion: z8.optional(conclusion),
    packageSha256: never,
    failedIn: never
  }),
  z8.strictObject({
    ...common,
    status: z8.enum(["sealed", "awaiting-release", "release-decided"]),
    conclusion: z8.optional(conclusion),
    packageSha256: sha256,
    failedIn: never
  }),
  z8.strictObject({
    ...common,
    status: z8.literal("released"),
    conclusion: never,
    packageSha256: sha256,
    failedIn: never
  }),
  z8.strictObject({
    ...common,
    status: z8.literal("closed"),
    conclusion,
    packageSha256: z8.optional(sha256),
    failedIn: never
  }),
  z8.strictObject({
    ...common,
    status: z8.literal("failed"),
    conclusion: z8.optional(conclusion),
    packageSha256: z8.optional(sha256),
    /** Where it was when it failed; it goes on from there when its workflow is started again. */
    failedIn: z8.optional(z8.enum(STATUSES))
  })
]);
var Common = z8.strictObject(common);
var RECORD = withFacts(
  stored({
    name: "demand",
    version: 4,
    schema: DemandRecord,
    needs: ({ reasons }) => needsReasons(reasons),
    upgrades: [withConclusion, (older) => older, (older) => older]
  })
);
var CONCLUSION_OF = {
  content: "disclosed",
  "non-content": "disclosed",
  "no-data": "disclosed",
  rejected: "refused",
  redirected: "redirected",
  preserved: "preserved",
  withdrawn: "withdrawn"
};
var conclusionOfFacts = ({ outcome }) => CONCLUSION_OF[outcome];
function withConclusion(older) {
  if (older.status !== "closed" || older.conclusion !== void 0) return older;
  return { ...older, conclusion: conclusionOfFacts(Object(older.facts)) };
}

// functions/ledger/event.schema.ts
import * as z9 from "zod/mini";
var ACTIONS = [
  "demand.filed",
  "demand.clarified",
  "demand.withdrawn",
  "demand.refused",
  "demand.redirected",
  "demand.closed",
  "demand.failed",
  "demand.resumed",
  "demand.reopened",
  "validity.checked",
  "review.requested",
  "review.decided",
  "review.approved-ahead",
  "review.took-effect",
  "suspension.ended",
  "freeze.compiled",
  "freeze.started",
  "freeze.resumed",
  "freeze.completed",
  "freeze.failed",
  "freeze.ended",
  "scope.compiled",
  "retrieval.started",
  "retrieval.resumed",
  "retrieval.completed",
  "harvest.checked",
  "harvest.refused",
  "disclosure.sealing",
  "disclosure.refused",
  "disclosure.sealed",
  "release.requested",
  "release.approved",
  "release.decided",
  "disclosure.available",
  "disclosure.fetched",
  "disclosure.received",
  "notice.planned",
  "notice.sent",
  "preservation.placed",
  "preservation.ended"
];
var Actor = z9.strictObject({
  kind: z9.enum(["agent", "reviewer", "releaser", "auditor", "service"]),
  subject: z9.string()
});
var sha2562 = z9.string().check(z9.regex(/^[0-9a-f]{64}$/));
var LedgerEvent = z9.strictObject({
  /** Version 1 had none. */
  schemaVersion: z9.optional(z9.int()),
  demandId: z9.string(),
  seq: z9.int().check(z9.minimum(1)),
  at: instant,
  /** One of `ACTIONS`, or one that a later deployment knows: it says nothing to this one. */
  action: z9.string().check(z9.regex(/^[a-z]+(-[a-z]+)*\.[a-z]+(-[a-z]+)*$/)),
  actor: Actor,
  detail: z9.record(z9.string(), z9.unknown()),
  /** As they stood after it, and as they were written then: `factsOf` reads them. */
  facts: z9.record(z9.string(), z9.unknown()),
  /** SHA-256 of the demand item after it. Version 1 had none. */
  record: z9.optional(sha2562),
  /** SHA-256 of each item that was written beside the demand with it, by sort key. Version 1 had none. */
  parts: z9.optional(z9.record(z9.string(), sha2562)),
  /** 128 bits of chance in hex, so that nobody finds the event by guessing at its hash. Older events had none. */
  salt: z9.optional(z9.string().check(z9.regex(/^[0-9a-f]{32}$/))),
  previous: sha2562,
  hash: sha2562
});
var EVENT = stored({
  name: "event",
  version: 2,
  schema: LedgerEvent,
  upgrades: [(older) => older]
});
function readEvent(item) {
  const event = EVENT.read(item);
  FACTS.read(event.facts);
  const schemaVersion = versionOf(item, "event");
  return schemaVersion === 1 ? event : { ...event, schemaVersion };
}
var factsOf = ({ facts }) => FACTS.read(facts);
var KNOWN = new Set(ACTIONS);

// functions/ledger/part.ts
function part(prefix, schema, {
  version = 2,
  upgrades = Array(version - 1).fill((older) => older),
  needs
} = {}) {
  const kind2 = stored({ name: prefix, version, schema, upgrades, needs });
  const named = (...rest) => ({ key: prefix + rest.join("#"), stored: kind2 });
  return Object.assign(named, { prefix });
}

// functions/ledger/parts/review.part.ts
import * as z10 from "zod/mini";
var ReviewPart = z10.strictObject({
  round: z10.int(),
  /** `redirect`: somebody else must answer the demand. */
  decision: z10.enum(["approve", "refuse", "redirect"]),
  by: z10.string(),
  at: instant,
  /** Leaf items and families that may be retrieved: within the determination's `authorised`. */
  items: z10.array(z10.string()),
  /** Indexes of targets that may be retrieved: within the determination's `targets`. */
  targets: z10.array(z10.int()),
  /** Accounts of those targets that may be retrieved; absent: all of them. Who ignores it would retrieve too much. */
  accounts: z10.optional(z10.array(z10.string())),
  /** Within the demand's period; absent where the demand has none. */
  period: z10.optional(Period),
  /** The questions of a referred demand that the reviewer answers for. */
  resolves: z10.array(z10.enum(REASONS)),
  ...due
});
var REVIEW = part("review#", ReviewPart, {
  version: 4,
  needs: ({ decision, resolves, accounts }) => {
    if (decision === "redirect") return 4;
    return Math.max(accounts ? 3 : 2, needsReasons(resolves));
  }
});

// functions/ledger/parts/approval-ahead.part.ts
var APPROVAL_AHEAD = part("approval-ahead#", ReviewPart, {
  version: 4,
  // Version 2 was written with the reasons of version 3, too.
  needs: ({ resolves }) => needsReasons(resolves) > 3 ? needsReasons(resolves) : 2
});

// functions/ledger/parts/clarification.part.ts
import * as z11 from "zod/mini";
var ClarificationPart = z11.strictObject({
  round: z11.int(),
  at: instant,
  /** Nothing was added: the time for somebody else's decision was over. */
  suspensionEnded: z11.optional(z11.boolean()),
  /** Nothing was added: the demand had failed, and a person began it anew, as it was or with less. */
  reopened: z11.optional(z11.enum(["retry", "narrow"])),
  ...due
});
var CLARIFICATION = part("clarification#", ClarificationPart);

// functions/ledger/parts/determination.part.ts
import * as z12 from "zod/mini";
var held = { from: z12.optional(instant), to: z12.optional(instant) };
var MAX_OTHER_TIMES = 10;
var ResolvedAccount = z12.strictObject({
  target: z12.int().check(z12.minimum(0)),
  account: z12.string(),
  customer: z12.enum(["consumer", "enterprise", "public-sector"]),
  ...held
});
var UnmatchedTarget = z12.strictObject({
  target: z12.int().check(z12.minimum(0)),
  /** Absent for what names no account, such as a keyword: nobody looked. */
  identifier: z12.optional(z12.string()),
  from: instant,
  to: instant,
  /** The nearest of them, the nearest first; `others` is how many there are. */
  otherTimes: z12.array(z12.strictObject(held)).check(z12.maxLength(MAX_OTHER_TIMES)),
  others: z12.int().check(z12.minimum(0))
});
var DeterminationPart = z12.strictObject({
  round: z12.int(),
  decidedAt: instant,
  /** SHA-256 of the canonical JSON of the demand and the circumstances. */
  inputsHash: z12.string(),
  circumstances: Circumstances,
  accounts: z12.array(ResolvedAccount),
  /** Targets without an account. */
  unmatched: z12.optional(z12.array(UnmatchedTarget)),
  /** More accounts than a demand can be checked for: none of them is here, and nobody may approve it. */
  tooManyAccounts: z12.optional(z12.literal(true)),
  /** Reasons that the accounts would have given, where the paper ended the demand without asking about them. */
  aside: z12.optional(z12.array(z12.enum(REASONS))),
  determination: Determination
});
var DETERMINATION = part("determination#", DeterminationPart, {
  version: 4,
  needs: ({ accounts, aside, determination, tooManyAccounts }) => {
    if (tooManyAccounts) return 4;
    const had = accounts.some(({ to }) => to !== void 0) ? 3 : 2;
    return Math.max(had, needsReasons(determination.reasons), needsReasons(aside));
  }
});

// functions/ledger/parts/disclosure.part.ts
import * as z14 from "zod/mini";

// functions/ledger/parts/harvest.part.ts
import * as z13 from "zod/mini";
var sha2563 = z13.string().check(z13.regex(/^[0-9a-f]{64}$/));
var count2 = z13.int().check(z13.minimum(0));
var reason = z13.string().check(z13.regex(/^[a-z]+(-[a-z]+)*$/));
var MAX_ID = 1024;
var HarvestRecord = z13.strictObject({
  account: z13.string(),
  service: z13.string(),
  item: z13.string(),
  at: z13.nullable(instant),
  id: z13.string().check(z13.minLength(1), z13.maxLength(MAX_ID)),
  fields: z13.record(z13.string(), z13.json()),
  blob: z13.optional(z13.strictObject({ sha256: sha2563, size: count2, mediaType: z13.string() })),
  /** It has no fields then, and never leaves. */
  setAside: z13.optional(reason)
});
var SetAsideCount = z13.strictObject({ item: z13.string(), reason, count: count2 });
var HarvestPart = z13.strictObject({
  round: z13.int(),
  grant: z13.int(),
  account: z13.string(),
  service: z13.string(),
  finishedAt: instant,
  /** Records by leaf item, without those that are set aside. */
  counts: z13.record(z13.string(), count2),
  /** Names of the fields of each item's records, in order of appearance. */
  fields: z13.record(z13.string(), z13.array(z13.string())),
  /** `byHash`: their key says it. Before, a second run wrote over the first. */
  records: z13.strictObject({ sha256: sha2563, size: count2, byHash: z13.optional(z13.literal(true)) }),
  blobs: z13.strictObject({ count: count2, bytes: count2 }),
  setAside: z13.optional(z13.array(SetAsideCount)),
  /** Lines of `records.jsonl`, from 1, that the check of the harvest set aside. */
  withheld: z13.optional(z13.array(z13.strictObject({ line: z13.int(), reason }))),
  /**
   * Where its first lines come from: parts of what was frozen of the demand, each with how many lines, which are those that were
   * frozen. Their bytes stay where they were frozen. Lines after them were read when it was retrieved.
   */
  frozen: z13.optional(
    z13.array(z13.strictObject({ freeze: z13.string(), grant: count2, part: count2, lines: count2 }))
  ),
  /**
   * By what it is known when its records happened: by the key of a row, as its store answered it, or by the connector's word
   * alone. Of what was frozen, its own part says it.
   */
  instants: z13.optional(z13.strictObject({ byRow: count2, byConnector: count2 })),
  /** What changed at the provider since it was frozen: a line each for what is gone or other, and counts. */
  changes: z13.optional(
    z13.strictObject({
      records: z13.strictObject({ sha256: sha2563, size: count2 }),
      items: z13.array(z13.strictObject({ item: z13.string(), deleted: count2, edited: count2, added: count2 }))
    })
  )
});
var ChangedRecord = z13.strictObject({
  item: z13.string(),
  at: z13.nullable(instant),
  id: z13.string(),
  change: z13.enum(["deleted", "edited"])
});
var HARVEST = part("harvest#", HarvestPart, {
  version: 3,
  // Who ignores where bytes lie would say that they are missing.
  needs: ({ frozen }) => frozen ? 3 : 2
});

// functions/ledger/parts/disclosure.part.ts
var sha2564 = z14.string().check(z14.regex(/^[0-9a-f]{64}$/));
var DisclosurePart = z14.strictObject({
  round: z14.int(),
  sealedAt: instant,
  key: z14.string(),
  versionId: z14.string(),
  /** Of the package. */
  sha256: sha2564,
  size: z14.int(),
  manifestSha256: sha2564,
  /** Base64 of the DER of the ECDSA signature over the manifest's SHA-256. */
  signature: z14.string(),
  keyId: z14.string(),
  /** Records by leaf item, over all accounts. */
  counts: z14.record(z14.string(), z14.int()),
  /** What was found and is not in the package, over all accounts. */
  setAside: z14.optional(z14.array(SetAsideCount)),
  /** Records whose own stamps contradict the period. */
  noted: z14.optional(z14.int())
});
var DISCLOSURE = part("disclosure", DisclosurePart);

// functions/ledger/parts/freeze.part.ts
import * as z17 from "zod/mini";

// functions/ledger/parts/scope.part.ts
import * as z16 from "zod/mini";

// functions/shared/instant-range.ts
import * as z15 from "zod/mini";

// functions/shared/calendar.ts
var DATE_LENGTH = "YYYY-MM-DD".length;

// functions/shared/instant-range.ts
var InstantRange = z15.strictObject({ from: instant, to: instant });

// functions/ledger/parts/scope.part.ts
var Grant = z16.strictObject({
  account: z16.string(),
  service: z16.string(),
  /** Leaf items of the data dictionary. */
  items: z16.array(z16.string()).check(z16.minLength(1)),
  period: InstantRange,
  /** Where not all of the period may be retrieved: what may, in order and apart. Who ignores it would retrieve too much. */
  spans: z16.optional(z16.array(InstantRange).check(z16.minLength(2)))
});
var Scope = z16.strictObject({
  round: z16.int(),
  compiledAt: instant,
  grants: z16.array(Grant),
  /** Leaves that may be produced but that no connector holds; what happens as one listens among them. */
  notHeld: z16.array(z16.string()),
  /** Leaves with a time of which none is left: the period ended before it began. */
  outOfTime: z16.array(z16.string())
});
var SCOPE = part("scope#", Scope, {
  version: 3,
  needs: ({ grants }) => grants.some(({ spans }) => spans) ? 3 : 2
});

// functions/ledger/parts/freeze.part.ts
var FreezeName = z17.string().check(z17.regex(/^(?:kept|[1-9][0-9]{0,8})$/));
var FreezeGrant = z17.strictObject({
  ...Grant.shape,
  items: z17.array(z17.string()).check(z17.length(1)),
  /** The grant of another demand's freezing of which it is a copy, where a preservation in force has it already. */
  from: z17.optional(z17.strictObject({ demandId: z17.string(), freeze: FreezeName, grant: z17.int() }))
});
var Freeze = z17.strictObject({
  freeze: FreezeName,
  compiledAt: instant,
  grants: z17.array(FreezeGrant),
  /** It would be more than a demand can have, so that nothing is frozen. */
  isTooMany: z17.optional(z17.literal(true))
});
var FREEZE = part("freeze#", Freeze);

// functions/ledger/parts/frozen.part.ts
import * as z18 from "zod/mini";
var { grant, account, service, finishedAt, counts, fields, records, blobs, setAside, instants } = HarvestPart.shape;
var FrozenPart = z18.strictObject({
  freeze: FreezeName,
  /** From 0 on, each where the one before ended. */
  part: z18.int().check(z18.minimum(0)),
  /** What it has of the times of the grant: from what the part before came to, up to this; the last part has no end. */
  from: z18.optional(instant),
  upTo: z18.optional(instant),
  ...{ grant, account, service, finishedAt, counts, fields, records, blobs, setAside, instants },
  /** A line for each record with bytes: the store's own mark of them. */
  stamps: z18.optional(z18.strictObject({ sha256: records.shape.sha256, size: records.shape.size }))
});
var FROZEN = part("frozen#", FrozenPart);

// functions/ledger/parts/frozen-end.part.ts
import * as z19 from "zod/mini";
var FrozenEnd = z19.strictObject({
  state: z19.enum(["due", "deleted"]),
  since: instant,
  deletedAt: z19.optional(instant),
  dueKind: z19.optional(z19.string()),
  dueAt: z19.optional(z19.string())
});
var FROZEN_END = part("frozen-end", FrozenEnd);

// functions/ledger/parts/notice.part.ts
import * as z20 from "zod/mini";
var NOTICE_DUE = "notice";
var NoticePart = z20.strictObject({
  state: z20.enum(["planned", "sent", "prohibited", "authority", "none"]),
  /** What the determination said of notice. */
  regime: z20.enum(["notify", "delay", "prohibited", "hold", "authority", "none"]),
  plannedAt: instant,
  /** The end of a secrecy duty as the paper gives it: a date or an instant. */
  until: z20.optional(z20.string()),
  sentAt: z20.optional(instant),
  dueKind: z20.optional(z20.literal(NOTICE_DUE)),
  dueAt: z20.optional(instant)
});
var NOTICE = part("notice", NoticePart);

// functions/ledger/parts/preservation.part.ts
import * as z21 from "zod/mini";
var PreservationPart = z21.strictObject({
  state: z21.enum(["in-force", "ended"]),
  placedAt: instant,
  /** The first instant at which the data need no longer be kept; absent: until a person ends it. */
  until: z21.optional(instant),
  accounts: z21.array(z21.string()),
  /** Leaf items. */
  items: z21.array(z21.string()),
  dueKind: z21.optional(z21.string()),
  dueAt: z21.optional(z21.string())
});
var PRESERVATION = part("preservation", PreservationPart);

// functions/ledger/parts/release.part.ts
import * as z22 from "zod/mini";
var ReleasePart = z22.strictObject({
  decision: z22.enum(["release", "refuse"]),
  by: z22.string(),
  at: instant,
  packageSha256: z22.string()
});
var RELEASE = part("release#", ReleasePart);

// functions/ledger/parts/release-decision.part.ts
import * as z23 from "zod/mini";
var ReleaseDecisionPart = z23.strictObject({
  decision: z23.enum(["release", "refuse"]),
  at: instant,
  ...due
});
var RELEASE_DECISION = part("decision#release", ReleaseDecisionPart);

// functions/ledger/parts/resumption.part.ts
import * as z24 from "zod/mini";
var RESUME_ACTIONS = ["retry", "leave-out", "narrow", "refuse"];
var ResumptionPart = z24.strictObject({
  action: z24.enum(RESUME_ACTIONS),
  reason: text(1e3),
  by: z24.string(),
  at: instant,
  /** In which its execution begins again: the one that failed, or the next. */
  round: z24.int(),
  ...due
});
var RESUMPTION = part("resumption#", ResumptionPart);

// functions/ledger/parts/step.part.ts
import * as z25 from "zod/mini";
var StepPart = z25.strictObject({ result: z25.unknown(), at: z25.optional(instant) });
var STEP = part("step#", StepPart);

// functions/ledger/parts/suspension.part.ts
import * as z26 from "zod/mini";
var SuspensionPart = z26.strictObject({ round: z26.int(), until: z26.string(), ...due });
var SUSPENSION = part("suspension#", SuspensionPart);

// functions/ledger/parts/token.part.ts
import * as z27 from "zod/mini";
var TokenPart = z27.strictObject({ round: z27.int(), token: z27.string(), since: instant });
var TOKEN = part("token#", TokenPart);

// functions/ledger/parts/withdrawal.part.ts
import * as z28 from "zod/mini";
var WithdrawalPart = z28.strictObject({ at: instant, ...due });
var WITHDRAWAL = part("withdrawal", WithdrawalPart);

// functions/ledger/part-kinds.ts
var PART_KINDS = [
  DETERMINATION,
  REVIEW,
  APPROVAL_AHEAD,
  SUSPENSION,
  FREEZE,
  FROZEN,
  FROZEN_END,
  SCOPE,
  HARVEST,
  DISCLOSURE,
  RELEASE,
  RELEASE_DECISION,
  NOTICE,
  PRESERVATION,
  CLARIFICATION,
  WITHDRAWAL,
  RESUMPTION,
  TOKEN,
  STEP
];
function partKindOf(key) {
  const kind2 = PART_KINDS.find(
    ({ prefix }) => prefix.endsWith("#") ? key.startsWith(prefix) : key === prefix
  );
  if (!kind2) throw new UnknownPart(`no part is called like this: ${key.split("#", 1)[0]}`);
  return kind2;
}

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
function rebuildChain(record5, events) {
  const faults = findChainFaults(events);
  if (!record5) return [...faults, { seq: events.length, fault: "no-demand" }];
  const last = events[record5.version - 1];
  if (!last) return [...faults, { seq: events.length, fault: "cut-short" }];
  if (last.hash !== record5.head) faults.push({ seq: last.seq, fault: "other-head" });
  return [
    ...faults,
    ...events.slice(record5.version).map(({ seq }) => ({ seq, fault: "beyond-head" }))
  ];
}

// functions/reporting/rebuild-contribution.ts
function rebuildContribution(events) {
  const last = events.reduce(
    (latest, event) => latest && latest.seq >= event.seq ? latest : event,
    void 0
  );
  return last && { demandId: last.demandId, seq: last.seq, facts: factsOf(last) };
}
export {
  RECORD,
  partKindOf,
  readEvent,
  rebuildChain,
  rebuildContribution
};
