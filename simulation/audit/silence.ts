import { overAt } from './dates.ts';
import type { RulebookData } from './rulebook-data.ts';

/** An order as it came, what was decided on it and when. */
type Order = {
  number: number;
  kind: string;
  of: number | undefined;
  /** Whether it is one that binds, and how long by its own paper; never over where the paper has no end. */
  binds: boolean;
  over: number;
  isDesk: boolean;
  /** Undecided, it is heeded up to this. */
  heededTo: number;
  isHeeded: boolean;
  decided?: { at: number; accepted: boolean };
};

type Regime = { regime: string; until?: string };
const SILENT = ['delay', 'prohibited', 'hold'];
const REPLACES = ['renewed', 'shortened', 'lifted'];
const NEVER = Number.POSITIVE_INFINITY;

/** Whether the customer of one demand may be told, by its paper and the orders that came after it. */
export class Silence {
  #paper = { isSilent: false, over: NEVER };
  readonly #orders: Order[] = [];
  readonly #data: RulebookData;
  /** By the law of its instrument the customer is told by us. */
  isOurs = true;

  constructor(data: RulebookData) {
    this.#data = data;
  }

  /** What the checks of a round said of the paper. */
  checked({ regime, until }: Regime, at: string): void {
    this.isOurs = regime !== 'none' && regime !== 'authority';
    const unfounded = () => this.#data.last(this.#data.secrecy.unfounded.clock, at);
    const end = until ?? (regime === 'hold' ? unfounded() : undefined);
    this.#paper = { isSilent: SILENT.includes(regime), over: end === undefined ? NEVER : overAt(end) };
  }

  came(
    number: number,
    order: { kind: string; of?: number; until?: string; side?: string; duty?: Regime },
    at: string,
  ): void {
    const { kind, of, until, side, duty } = order;
    const isDesk = side === 'desk';
    const before = this.#orders.filter((one) => isSilencing(one) && one.isDesk === isDesk);
    const since = before.slice(before.findLastIndex(({ decided }) => decided?.accepted === true) + 1);
    const isRefused = since.some(({ decided }) => decided?.accepted === false);
    const own = overAt(this.#data.last(this.#data.secrecy.unexamined.clock, at));
    // Of an order that lifts another, what is left without that may still be silence.
    const end = kind === 'lifted' ? duty?.until : until;
    this.#orders.push({
      number,
      kind,
      of,
      binds: duty !== undefined && SILENT.includes(duty.regime),
      over: end === undefined ? NEVER : overAt(end),
      isDesk,
      heededTo: isRefused ? Date.parse(at) : (since[0]?.heededTo ?? own),
      isHeeded: !isRefused,
    });
  }

  decided(number: number, accepted: boolean, at: string): void {
    const order = this.#orders.find((one) => one.number === number);
    if (order) order.decided = { at: Date.parse(at), accepted };
  }

  /** Whether anything silences us at an instant, by what is known of orders now. */
  isAt(instant: number): boolean {
    return this.#ends().some((over) => over > instant);
  }

  /** The first instant from one on at which nothing silences us any more. */
  freeFrom(instant: number): number {
    return Math.max(instant, ...this.#ends());
  }

  /** When each silence that stands is over. */
  #ends(): number[] {
    const isReplaced = (number: number) =>
      this.#orders.some(
        ({ kind, of, decided }) => of === number && decided?.accepted === true && REPLACES.includes(kind),
      );
    const paper = this.#paper.isSilent && !isReplaced(0) ? [this.#paper.over] : [];
    const orders = this.#orders.flatMap((order) => {
      const { number, binds, over, decided, heededTo, isHeeded } = order;
      if (isReplaced(number) || !binds || decided?.accepted === false) return [];
      if (decided) return order.kind === 'challenged' ? [] : [over];
      return isSilencing(order) && isHeeded ? [Math.min(over, heededTo)] : [];
    });
    return [...paper, ...orders];
  }
}

const isSilencing = ({ kind }: Order) => kind === 'ordered' || kind === 'renewed';
