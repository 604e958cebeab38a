import { readdirSync, readFileSync } from 'node:fs';

/** Of the kernel's clock, in which it counts a process's time: `getconf CLK_TCK`, 100 on every Linux there is. */
const TICKS = 100;

export type ProcessUsage = { readonly cpuSeconds: number; readonly residentMb: number };

/** What a process, those that it started, and those of theirs that have ended, used until now. Linux only. */
export function usageOf(pid: number): ProcessUsage {
  const parents = new Map(everyProcess().map((one) => [one, statOf(one)]));
  let [ticks, pages] = [0, 0];
  for (const [one, stat] of parents) {
    if (stat === undefined || !descends(one, pid, parents)) continue;
    ticks += stat.ticks;
    pages += stat.residentKb;
  }
  return { cpuSeconds: ticks / TICKS, residentMb: pages / 1024 };
}

type Stat = { readonly parent: number; readonly ticks: number; readonly residentKb: number };

const everyProcess = (): number[] => readdirSync('/proc').map(Number).filter(Number.isInteger);

function statOf(pid: number): Stat | undefined {
  try {
    // The name, in brackets, may hold anything; what follows its last bracket is numbers: state, parent, …
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? [];
    // utime and stime, and those of children that were waited for.
    const ticks = fields.slice(11, 15).reduce((sum, field) => sum + Number(field), 0);
    const resident = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
    return { parent: Number(fields[1]), ticks, residentKb: Number(resident ?? 0) };
  } catch {
    // It ended meanwhile, and counts with who waited for it.
    return undefined;
  }
}

function descends(pid: number, ancestor: number, parents: ReadonlyMap<number, Stat | undefined>): boolean {
  for (let one: number | undefined = pid; one !== undefined && one > 1; one = parents.get(one)?.parent)
    if (one === ancestor) return true;
  return false;
}
