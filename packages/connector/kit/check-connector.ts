import { Bench, ReadTooSlow } from './bench.ts';
import type { Check } from './check.ts';
import { blobs } from './checks/blobs.ts';
import { describesItself } from './checks/describes-itself.ts';
import { emptyPeriod } from './checks/empty-period.ts';
import { findsEveryItem } from './checks/finds-every-item.ts';
import { idsOfTheirOwn } from './checks/ids-of-their-own.ts';
import { oldestFirst } from './checks/oldest-first.ts';
import { emptyAccount, noPatterns } from './checks/other-accounts.ts';
import { periodAndItems } from './checks/period-and-items.ts';
import { sameTwice } from './checks/same-twice.ts';
import { smallPages } from './checks/small-pages.ts';
import { stopsEarly } from './checks/stops-early.ts';
import { throwsFaults } from './checks/throws-faults.ts';
import { type Finding, finding, gathered, saidBy } from './finding.ts';
import type { Subject } from './subject.ts';

/** All of the kit, in order. What comes first breaks what follows. */
export const CHECKS: readonly Check[] = [
  describesItself,
  findsEveryItem,
  oldestFirst,
  idsOfTheirOwn,
  sameTwice,
  periodAndItems,
  emptyPeriod,
  emptyAccount,
  noPatterns,
  smallPages,
  blobs,
  stopsEarly,
  throwsFaults,
];

export type Report = {
  findings: Finding[];
  /** What was not checked, because the subject does not bring what it takes. */
  notChecked: string[];
  /** Lines that the account has, and reads that were made. */
  lines: number;
  reads: number;
};

/** Runs one check. What a connector throws where it must not is a finding too. */
export async function runCheck<C>(check: Check, bench: Bench<C>): Promise<Finding[]> {
  const before = bench.faults.length;
  try {
    const own = await check.run(bench);
    return gathered([...bench.faults.slice(before), ...own]);
  } catch (error) {
    const rule = error instanceof ReadTooSlow ? 'too-slow' : 'threw';
    return gathered([
      ...bench.faults.slice(before),
      finding(rule, `While it ${check.says}: ${saidBy(error)}.`),
    ]);
  }
}

/** Tries a connector against the contract. Nothing is written anywhere. */
export async function checkConnector<C>(subject: Subject<C>): Promise<Report> {
  const bench = new Bench(subject);
  const report: Report = { findings: [], notChecked: [], lines: 0, reads: 0 };
  for (const check of CHECKS) {
    if (check.needs && subject[check.needs] === undefined) {
      report.notChecked.push(check.says);
      continue;
    }
    const findings = await runCheck(check, bench);
    report.findings.push(...findings);
    // Where the account cannot be read at all, the others would say the same.
    if (check === findsEveryItem && findings.some(({ rule }) => rule === 'threw' || rule === 'too-slow'))
      break;
  }
  const lines = await bench.whole().catch(() => []);
  return { ...report, findings: gathered(report.findings), lines: lines.length, reads: bench.reads };
}
