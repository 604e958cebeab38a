import type { TakeIn } from '../log/proofs.ts';
import type { Clock } from '../shared/clock.ts';
import { InconsistentState } from '../shared/faults.ts';
import { logError } from '../shared/logger.ts';
import { problem } from '../shared/problem.ts';
import type { ReportForms } from '../validity/pages/reports.schema.ts';
import type { Structure } from './chosen-schemes.ts';
import { type Cause, composeEdition, NOTHING } from './compose-edition.ts';
import { Asked, type Proposal, type ProposalStore } from './correction.schema.ts';
import { breakdownsOfYear, settleBreakdowns } from './draw-breakdowns.ts';
import type { Edition } from './edition.schema.ts';
import type { EditionFiles, EditionStore } from './edition.store.ts';
import { foldReport } from './fold-report.ts';
import { type Jump, jumps, swapped } from './jumps.ts';
import { halfYearsIn, overlapping, type Period, parsePeriod, periodBefore } from './period.ts';
import { type CompleteDeps, readComplete } from './read-complete.ts';
import { Report } from './report.schema.ts';
import { reportFaults } from './report-faults.ts';
import { requireApartFromOthers } from './require-apart-from-others.ts';
import { secondAuditor } from './second-auditor.ts';
import type { ServiceBegan } from './service-began.ts';
import { settleBands } from './settle-bands.ts';
import { type Who, writeEdition } from './write-edition.ts';

export type PublishDeps = CompleteDeps & {
  editions: EditionStore;
  /** Interim editions: for auditors, and in no list that everyone reads. */
  drafts: EditionStore;
  proposals: ProposalStore;
  files: EditionFiles;
  /** The structure that stands for each jurisdiction. */
  schemes: readonly Structure[];
  /** What is said of reports besides their numbers. */
  forms: ReportForms;
  /** Of fewer answers than so many no median is told. */
  fewest: number;
  /** A span begins and ends as many days from other periods, or with them. */
  apartDays: number;
  serviceBegan: ServiceBegan;
  /** Has the log take the edition in; where it cannot now, its next run does. */
  takeIn: TakeIn;
  clock: Clock;
};

export type PublishRequest = {
  period: string;
  by: string;
  reason?: Report['reason'];
  because?: Report['because'];
  evidence?: string | undefined;
  bands?: true | undefined;
};

export type Publication =
  | { outcome: 'published' | 'unchanged'; edition: Edition }
  | { outcome: 'waits'; proposal: Proposal };

const ATTEMPTS = 3;

/**
 * Publishes the next edition of a period, or answers with the last one when it would say the same. Two publishers at a
 * time publish one edition: the one that comes second finds the first's and compares again. A year is published with its
 * halves, and with each half that is restated, so that it is always their sum.
 * @throws Problem 400 for no period, 409 for ledgers that are not counted to their end, a structure that is frozen, numbers
 * that contradict each other, publishers that keep overtaking or a span that is too near to another period, 422 for a period that has not begun, or was over before
 * the service began
 */
export async function publishReport(request: PublishRequest, deps: PublishDeps): Promise<Publication> {
  const period = parsePeriod(request.period);
  if (!period) throw problem('malformed_period');
  const at = deps.clock();
  if (at < period.from) throw problem('period_not_begun');
  const began = await deps.serviceBegan(at);
  if (began >= period.to) throw problem('service_not_begun', { day: began.toISOString().slice(0, 10) });
  const published = period.cadence === 'span' ? (await deps.editions.list()).map((one) => one.period) : [];
  requireApartFromOthers(period, { published, days: deps.apartDays });
  const drawn = { at, began };
  if (at < period.to) return publishPeriod(period, request, drawn, deps);
  if (period.cadence === 'year')
    for (const half of halfYearsIn(period).map(parsePeriod))
      if (half && began < half.to) await publishPeriod(half, { by: request.by }, drawn, deps);
  const publication = await publishPeriod(period, request, drawn, deps);
  if (publication.outcome === 'published' && period.cadence === 'half-year') {
    const [year] = overlapping(period).map(parsePeriod);
    if (year && (await deps.editions.latest(year.label)))
      await publishPeriod(year, { by: request.by }, drawn, deps);
  }
  return publication;
}

type Drawn = { at: Date; began: Date };

async function publishPeriod(
  period: Period,
  request: Omit<PublishRequest, 'period'>,
  drawn: Drawn,
  deps: PublishDeps,
): Promise<Publication> {
  const isOpen = drawn.at < period.to;
  const shelf = isOpen ? deps.drafts : deps.editions;
  const { cause, bands, agreed, proposal } = await causeOf(period, request, drawn.at, deps);
  if (proposal) return { outcome: 'waits', proposal };
  const who: Who = { publishedBy: request.by, ...agreed };
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const last = await shelf.latest(period.label);
    const isBack = last?.retracted && cause.reason !== 'correction';
    const report = isBack ? undefined : await drawEdition({ period, drawn, cause, bands, last }, deps);
    if (!report && last) return { outcome: 'unchanged', edition: last };
    if (!report) throw new InconsistentState('a first edition that does not differ');
    const odd = isOpen ? {} : { jumps: await jumpsOf(report, period, deps), swapped: swapped(report) };
    const edition = await writeEdition(
      report,
      { ...who, ...odd },
      {
        editions: shelf,
        files: deps.files,
        forms: deps.forms,
      },
    );
    if (edition === 'overtaken') continue;
    if (!isOpen) await deps.takeIn().catch((error: unknown) => logError('NOT_TAKEN_IN', error));
    return { outcome: 'published', edition };
  }
  throw problem('edition_conflict');
}

type Agreed = { cause: Cause; bands: boolean; agreed?: Omit<Who, 'publishedBy'>; proposal?: Proposal };

/** Why somebody publishes. What takes two auditors is written down for the second of them. */
async function causeOf(
  period: Period,
  { by, reason, because, evidence, bands }: Omit<PublishRequest, 'period'>,
  at: Date,
  { editions, proposals }: PublishDeps,
): Promise<Agreed> {
  if (reason !== 'correction' && reason !== 'retraction') return { cause: { reason }, bands: false };
  if (at < period.to) throw problem('period_not_over');
  const asked = Asked.safeParse({ reason, because, evidence, ...(bands ? { bands } : {}) }).data;
  if (!asked) throw problem('evidence_required');
  const last = await editions.latest(period.label);
  const second = await secondAuditor(asked, { last, by, at }, proposals);
  const cause = { reason, because: asked.because };
  if (second.outcome === 'waits') return { cause, bands: false, proposal: second.proposal };
  const [proposedBy] = second.people;
  return { cause, bands: asked.bands === true, agreed: { proposedBy, evidence: asked.evidence } };
}

async function drawEdition(
  {
    period,
    drawn: { at, began },
    cause,
    bands,
    last,
  }: { period: Period; drawn: Drawn; cause: Cause; bands: boolean; last: Edition | undefined },
  deps: PublishDeps,
): Promise<Report | undefined> {
  const before = last && (await reportOf(last, deps.files));
  const servedFrom = began > period.from ? began : undefined;
  if (cause.reason === 'retraction')
    return composeEdition({ ...NOTHING, interim: false }, { period, before, cause, servedFrom, at });
  const others = await Promise.all(overlapping(period).map(async (label) => deps.editions.latest(label)));
  const reports = await Promise.all(others.map((edition) => standing(edition, deps)));
  const findings = foldReport(await readComplete(period, { ...deps, at }), {
    period,
    schemes: deps.schemes,
    at,
    fewest: deps.fewest,
  });
  const standingBefore = before?.retracted ? await standing(last, deps) : before;
  const nationalSecurity = settleBands(findings.nationalSecurity, {
    before: standingBefore,
    overlapping: reports.filter((report) => report !== undefined),
    corrects: bands,
    interim: findings.interim,
  });
  const halves = await halvesOf(period, deps);
  const breakdowns =
    halves.length > 0
      ? breakdownsOfYear(halves.map((half) => half.breakdowns ?? []))
      : findings.breakdowns &&
        settleBreakdowns(findings.breakdowns, {
          printed: standingBefore?.interim ? undefined : standingBefore?.breakdowns,
          corrects: cause.reason === 'correction',
          fewest: deps.fewest,
        });
  const report = composeEdition(
    { ...findings, breakdowns, nationalSecurity },
    { period, before, cause, servedFrom, at },
  );
  const faults = report ? reportFaults(report, { schemes: deps.schemes, halves, fewest: deps.fewest }) : [];
  if (faults.length > 0) throw problem('report_contradicts', { rules: faults.join(', ') });
  return report;
}

/** What leapt since the period before, where that is published and the provider says what a leap is. */
async function jumpsOf(
  report: Report,
  period: Period,
  { editions, files, forms, fewest }: PublishDeps,
): Promise<Jump[]> {
  const label = periodBefore(period);
  const last = label === undefined || forms.leap === undefined ? undefined : await editions.latest(label);
  if (!last || last.retracted || report.retracted || forms.leap === undefined) return [];
  return jumps(report, await reportOf(last, files), { times: forms.leap, fewest });
}

/** The halves of a closed year as they are published; none where one of them says nothing any more. */
async function halvesOf(period: Period, { editions, files, clock }: PublishDeps): Promise<Report[]> {
  if (period.cadence !== 'year' || clock() < period.to) return [];
  const last = await Promise.all(halfYearsIn(period).map((label) => editions.latest(label)));
  const known = last.filter((edition) => edition !== undefined);
  if (known.some(({ retracted }) => retracted)) return [];
  return Promise.all(known.map((edition) => reportOf(edition, files)));
}

/** The last report that was not a retraction: what it printed of bands stays public knowledge. */
async function standing(
  edition: Edition | undefined,
  { editions, files }: PublishDeps,
): Promise<Report | undefined> {
  let last = edition;
  while (last?.retracted) last = await editions.find(last.period, last.edition - 1);
  return last && reportOf(last, files);
}

async function reportOf({ json }: Edition, files: EditionFiles): Promise<Report> {
  const text = await files.read(json.key);
  if (text === undefined) throw new InconsistentState('an edition without its file');
  return Report.parse(JSON.parse(text));
}
