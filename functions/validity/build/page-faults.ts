import type { Rule } from '../checks/rule.schema.ts';
import { ruleId } from '../checks/rule-id.ts';
import type { Rulebook } from '../decide/rulebook.ts';
import { calendarOf, DESK_CLOCKS } from '../law/clock.schema.ts';
import type { GeneralName } from '../pages/general-law.schema.ts';
import type { Page } from '../pages/page.schema.ts';
import { lineAt } from './parse-rulebook-file.ts';
import { type Complain, checkGroups, checkRoles, checkRule } from './rule-faults.ts';
import type { RulebookFault } from './rulebook-error.ts';
import type { RulebookFile } from './rulebook-source.ts';

type Context = { file: RulebookFile; rulebook: Rulebook };

/** What the shape of a page cannot say: names that must exist, dates that must not overlap. */
export function faultsOfPage(page: Page, { file, rulebook }: Context): RulebookFault[] {
  const faults: RulebookFault[] = [];
  const complain = complainAbout(file, faults);
  if (page.id !== file.name)
    complain(['id'], `The page calls itself ${page.id}.`, `Name it ${file.name}, as its file is.`);
  checkReach(page, rulebook, complain);
  checkFirst(page, rulebook, complain);
  checkClocks(page, rulebook, complain);
  for (const part of ['reaches', 'due', 'approvals', 'deadlines'] as const)
    page[part]?.forEach(({ when }, index) => {
      checkGroups(when, [part, index, 'when'], rulebook, complain);
    });
  page.rules.forEach((rule, index) => {
    checkRule(rule, ['rules', index], rulebook, complain);
  });
  checkOverlaps(page.rules, complain);
  checkCertificate(page, rulebook, complain);
  const { first, last } = rulebook.principles.rules;
  const general = new Set([...first, ...last].map(ruleId));
  page.without?.forEach(({ rule }, index) => {
    if (!general.has(rule))
      complain(['without', index], `There is no general rule ${rule}.`, 'Name one of principles.yaml.');
  });
  return faults;
}

/** The same of the rules that hold for every instrument, and of those laid over several. */
export function faultsOfGeneralRules(name: GeneralName, { file, rulebook }: Context): RulebookFault[] {
  const faults: RulebookFault[] = [];
  const complain = complainAbout(file, faults);
  if (name === 'principles') {
    const { approvals, rules } = rulebook.principles;
    approvals.forEach(({ when }, index) => {
      checkGroups(when, ['approvals', index, 'when'], rulebook, complain);
    });
    for (const place of ['first', 'last'] as const) {
      rules[place].forEach((rule, index) => {
        checkRule(rule, ['rules', place, index], rulebook, complain);
      });
    }
  }
  if (name === 'roles') checkRoles({ rulebook, complain });
  if (name === 'clocks') {
    checkCalendars(rulebook, complain);
    checkDesk(rulebook, complain);
  }
  if (name === 'secrecy') checkSecrecy(rulebook, complain);
  if (name === 'objections') checkObjections(rulebook, complain);
  if (name === 'bands') checkBands(rulebook, complain);
  if (name === 'reports') checkReports(rulebook, complain);
  if (name === 'tariff') checkTariff(rulebook, complain);
  if (name === 'overlays')
    rulebook.general.overlays.overlays.forEach(({ instruments, rule }, index) => {
      checkRule(rule, ['overlays', index, 'rule'], rulebook, complain);
      for (const instrument of instruments) {
        if (!Object.hasOwn(rulebook.instruments, instrument))
          complain(
            ['overlays', index],
            `There is no page ${instrument}.`,
            'Name an instrument of the rulebook.',
          );
      }
    });
  return faults;
}

/** Of what the page reaches: items that it never gives would be no narrowing at all. */
function checkFirst({ first, reaches }: Page, { dictionary }: Rulebook, complain: Complain): void {
  const reached = new Set(dictionary.expand(reaches.flatMap(({ items }) => items)));
  for (const item of first?.items ?? [])
    if (!dictionary.known(item) || !dictionary.expand([item]).every((leaf) => reached.has(leaf)))
      complain(['first', 'items'], `The page does not reach ${item}.`, 'Name items of `reaches`.');
}

function checkObjections({ general, clocks, instruments }: Rulebook, complain: Complain): void {
  general.objections.kinds.forEach(({ answer, instruments: against, grounds }, index) => {
    const within = grounds.flatMap((ground) => ground.within?.clock ?? []);
    for (const clock of [...within, ...(answer === undefined ? [] : [answer])])
      if (!Object.hasOwn(clocks, clock))
        complain(['kinds', index], `There is no clock ${clock}.`, 'Name one of clocks.yaml.');
    for (const instrument of against)
      if (!Object.hasOwn(instruments, instrument))
        complain(['kinds', index], `There is no page ${instrument}.`, 'Name an instrument of the rulebook.');
  });
}

/** Where one category is a part of another, the bands of both narrow each other. */
function checkBands({ general }: Rulebook, complain: Complain): void {
  general.bands.bands.forEach(({ categories }, index) => {
    categories.forEach(({ id, instruments }, place) => {
      const other = categories
        .slice(0, place)
        .find(
          (one) => !instruments || !one.instruments || one.instruments.some((of) => instruments.includes(of)),
        );
      if (other)
        complain(
          ['bands', index, 'categories', place],
          `${id} and ${other.id} count the same process.`,
          'Put each instrument into one category; one without instruments counts all, and stands alone.',
        );
    });
  });
}

/** A table tells exact numbers: of process that may be told in bands only there are none. */
function checkReports({ general, instruments }: Rulebook, complain: Complain): void {
  general.reports.sheets.forEach(({ columns }, sheet) => {
    columns.forEach((column, index) => {
      for (const instrument of 'counts' in column ? column.counts.instruments : []) {
        const page = Object.hasOwn(instruments, instrument) ? instruments[instrument] : undefined;
        if (page === undefined || page.series === 'national-security')
          complain(
            ['sheets', sheet, 'columns', index],
            `There is no page ${instrument} whose numbers may be told.`,
            'Name an instrument of the rulebook that is no national-security process.',
          );
      }
    });
  });
}

function checkTariff({ general, dictionary, instruments }: Rulebook, complain: Complain): void {
  general.tariff.tariffs.forEach(({ instruments: of, lines, exempt = [] }, index) => {
    for (const instrument of of)
      if (!Object.hasOwn(instruments, instrument))
        complain(
          ['tariffs', index],
          `There is no page ${instrument}.`,
          'Name an instrument of the rulebook.',
        );
    for (const item of [...lines, ...exempt].flatMap(({ items = [] }) => items))
      if (!dictionary.known(item))
        complain(['tariffs', index], `There is no item ${item}.`, 'Name one of data-dictionary.yaml.');
  });
}

function checkSecrecy({ general: { secrecy }, clocks, instruments }: Rulebook, complain: Complain): void {
  const known = (clock: string, path: (string | number)[]) => {
    if (!Object.hasOwn(clocks, clock))
      complain(path, `There is no clock ${clock}.`, 'Name one of clocks.yaml.');
  };
  known(secrecy.unexamined.clock, ['unexamined', 'clock']);
  known(secrecy.unfounded.clock, ['unfounded', 'clock']);
  secrecy.reviews.forEach(({ clock, instruments: of = [] }, index) => {
    known(clock, ['reviews', index, 'clock']);
    for (const instrument of of)
      if (!Object.hasOwn(instruments, instrument))
        complain(
          ['reviews', index],
          `There is no page ${instrument}.`,
          'Name an instrument of the rulebook.',
        );
  });
  const last = secrecy.reviews.at(-1);
  if (last?.instruments || last?.effective)
    complain(['reviews'], 'No review is left for other instruments.', 'Let the last apply to all, always.');
}

function checkCalendars({ general }: Rulebook, complain: Complain): void {
  for (const [clock, one] of Object.entries(general.clocks.clocks)) {
    const calendar = calendarOf(one);
    if (calendar !== undefined && !Object.hasOwn(general.calendars.calendars, calendar))
      complain(['clocks', clock], `There is no calendar ${calendar}.`, 'Name one of calendars.yaml.');
  }
}

/** Every date is watched in one way: those that steps begin by themselves, and those that pages name as deadlines. */
function checkDesk({ general, clocks, instruments }: Rulebook, complain: Complain): void {
  const { desk } = general.clocks;
  for (const name of DESK_CLOCKS)
    if (!Object.hasOwn(desk, name))
      complain(['desk'], `Nobody watches the clock ${name}.`, 'Say what the desk does with it.');
  for (const [name, one] of Object.entries(desk)) {
    for (const clock of [...(one.for ?? []), ...(one.lasts === undefined ? [] : [one.lasts])])
      if (!Object.hasOwn(clocks, clock))
        complain(['desk', name], `There is no clock ${clock}.`, 'Name one of clocks.yaml.');
    if (one.for === undefined && !DESK_CLOCKS.some((known) => known === name))
      complain(
        ['desk', name],
        `No step begins a clock ${name}.`,
        'Take it out, or say which times it is for.',
      );
    if (one.repeat && one.atEnd !== 'escalate')
      complain(['desk', name], 'What is told once is not repeated.', 'Take `repeat` out, or escalate.');
  }
  const deadlines = Object.values(instruments).flatMap((page) => page.deadlines ?? []);
  for (const clock of new Set(deadlines.map((deadline) => deadline.clock))) {
    const watched = Object.values(desk).filter((one) => one.for?.includes(clock));
    if (watched.length !== 1)
      complain(['desk'], `${clock} is watched in ${watched.length} ways.`, 'Name it in one `for`.');
  }
}

function complainAbout(file: RulebookFile, faults: RulebookFault[]): Complain {
  return (path, message, todo) => faults.push({ file: file.file, ...lineAt(file, path), message, todo });
}

function checkCertificate({ certificate }: Page, { general }: Rulebook, complain: Complain): void {
  if (certificate === undefined) return;
  if (!general.certificates.certificates.some(({ id }) => id === certificate))
    complain(['certificate'], `There is no certificate ${certificate}.`, 'Name one of certificates.yaml.');
}

function checkReach({ reaches }: Page, { dictionary }: Rulebook, complain: Complain): void {
  reaches.forEach(({ items }, index) => {
    for (const item of items) {
      const path = ['reaches', index, 'items'];
      if (!dictionary.known(item))
        complain(path, `${item} is no data item.`, 'Use the names of data-dictionary.yaml.');
      else if (dictionary.isSecret(item))
        complain(path, `${item} is never produced.`, 'Take it out: no instrument reaches it.');
    }
  });
}

function checkClocks(
  { due = [], keeping, deadlines = [] }: Page,
  { clocks }: Rulebook,
  complain: Complain,
): void {
  const known = (clock: string | undefined, path: (string | number)[]) => {
    if (clock !== undefined && !Object.hasOwn(clocks, clock))
      complain(path, `There is no clock ${clock}.`, 'Name one of clocks.yaml.');
  };
  due.forEach((one, index) => {
    if ('clock' in one) known(one.clock, ['due', index, 'clock']);
  });
  deadlines.forEach(({ clock }, index) => {
    known(clock, ['deadlines', index, 'clock']);
  });
  known(keeping?.clock, ['keeping', 'clock']);
  known(keeping?.renewalClock, ['keeping', 'renewalClock']);
}

/** Of one rule, several versions may follow each other in time; on no day may two of them be law. */
function checkOverlaps(rules: readonly Rule[], complain: Complain): void {
  rules.forEach((rule, index) => {
    const twin = rules
      .slice(0, index)
      .find((other) => ruleId(other) === ruleId(rule) && overlap(other, rule));
    if (twin)
      complain(
        ['rules', index],
        `Two versions of ${ruleId(rule)} are law on the same day.`,
        'Let the effective dates of one end before the other begins.',
      );
  });
}

function overlap({ effective: a }: Rule, { effective: b }: Rule): boolean {
  if (!a || !b) return true;
  return (a.to === undefined || b.from <= a.to) && (b.to === undefined || a.from <= b.to);
}
