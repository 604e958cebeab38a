import type { DemandStore } from '../ledger/demand.store.ts';
import { conclusionOfFacts, type DemandRecord } from '../ledger/demand-record.schema.ts';
import { DISCLOSURE } from '../ledger/parts/disclosure.part.ts';
import { HARVEST } from '../ledger/parts/harvest.part.ts';
import { requireOutsider } from '../ledger/require-outsider.ts';
import { placeOf } from '../ledger/transitions.ts';
import { utcDay } from '../shared/calendar.ts';
import type { Principal } from '../shared/principal.ts';
import { notFound, problem } from '../shared/problem.ts';
import type { Rulebook } from '../validity/decide/rulebook.ts';
import { isLaw } from '../validity/law/effective.ts';
import type { Tariff } from '../validity/pages/tariff.schema.ts';
import type { Invoice, InvoiceLine } from './invoice.schema.ts';

type Counts = Readonly<Record<string, number>>;
type Given = { accounts: number; counts: Counts };

/**
 * What may be asked back for a disclosure, as a draft for a person to sign: by the tariff of its instrument as it was law when
 * the package was sealed, from what is in the package, and from nothing else.
 * @throws Problem 403, 404; 409 where nothing was disclosed, or no law lets us ask
 */
export async function draftInvoice(
  id: string,
  principal: Principal,
  { store, rulebook }: { store: Pick<DemandStore, 'read' | 'part' | 'parts'>; rulebook: Rulebook },
): Promise<Invoice> {
  const record = await store.read(id);
  if (!record) throw notFound();
  requireOutsider(record, principal);
  const place = placeOf(record);
  const isOut = place === 'released' || place === 'closed';
  const disclosure = await store.part(id, DISCLOSURE());
  if (!isOut || conclusionOfFacts(record.facts) !== 'disclosed' || !disclosure)
    throw problem('nothing_to_invoice');
  const day = utcDay(disclosure.sealedAt);
  const tariff = rulebook.general.tariff.tariffs.find(
    ({ instruments, effective }) => instruments.includes(record.demand.instrument) && isLaw(effective, day),
  );
  if (!tariff) throw problem('no_tariff');
  const harvests = await store.parts(id, HARVEST(disclosure.round, ''));
  const searched = harvests.filter(({ counts }) => Object.values(counts).some((count) => count > 0));
  const accounts = new Set(searched.map(({ account }) => account)).size;
  const { lines, exempt } = linesOf(tariff, { accounts, counts: disclosure.counts }, rulebook);
  const draft = {
    id,
    draft: true as const,
    tariff: tariff.id,
    cite: tariff.cite,
    currency: tariff.currency,
    to: record.authority?.name ?? record.demand.authority.name,
    ...(record.demand.reference ? { reference: record.demand.reference } : {}),
    packageSha256: disclosure.sha256,
    lines,
    exempt,
    total: lines.reduce((sum, { amount }) => sum + amount, 0),
  };
  return { ...draft, text: textOf(draft, tariff, record) };
}

/** Each record is of one line at most, and of none where it is exempt. */
function linesOf(tariff: Tariff, given: Given, { dictionary }: Rulebook) {
  const left = new Map(Object.entries(given.counts));
  const take = (items: readonly string[] | undefined): number => {
    const wanted = items && new Set(dictionary.expand(items));
    let taken = 0;
    for (const [item, count] of left)
      if (wanted?.has(item) ?? true) {
        taken += count;
        left.delete(item);
      }
    return taken;
  };
  const exempt = (tariff.exempt ?? []).flatMap(({ items, cite, says }) => {
    const records = take(items);
    return records > 0 ? [{ items, records, cite, says }] : [];
  });
  const lines = tariff.lines.flatMap(({ id, title, unit, per = 1, price, items }): InvoiceLine[] => {
    const quantity = unit === 'records' ? take(items) : unit === 'account' ? given.accounts : 1;
    if (quantity === 0) return [];
    return [{ id, title, unit, quantity, per, price, amount: Math.ceil(quantity / per) * price }];
  });
  return { lines, exempt };
}

const money = (hundredths: number, currency: string) =>
  `${currency} ${Math.trunc(hundredths / 100)}.${String(hundredths % 100).padStart(2, '0')}`;

function textOf(
  { lines, exempt, total, currency, to, id, reference, packageSha256, cite }: Omit<Invoice, 'text'>,
  { title, says }: Tariff,
  { demand }: DemandRecord,
): string {
  return [
    `DRAFT INVOICE - ${title} (${cite})`,
    '',
    `To: ${to}`,
    ...(reference ? [`Your reference: ${reference}`] : []),
    `Our reference: ${id} (${demand.instrument})`,
    `Package: SHA-256 ${packageSha256}`,
    '',
    ...lines.map(
      (line) =>
        `${line.title}: ${line.quantity} ${line.unit}${line.per > 1 ? ` (each begun ${line.per})` : ''} at ${money(line.price, currency)} = ${money(line.amount, currency)}`,
    ),
    ...exempt.map((one) => `Without a fee: ${one.records} records of ${one.items.join(', ')} (${one.cite})`),
    '',
    `Total: ${money(total, currency)}`,
    '',
    says,
    'This is a draft that software made. It asks for nothing until a person has checked and signed it.',
    '',
    'Name, date, signature:',
  ].join('\n');
}
