import type { DemandView, paths } from '../api/client.ts';
import { sayCode, sayCount, saySize } from '../kit/say.ts';
import { Section } from '../kit/section.tsx';
import { Tag } from '../kit/tag.tsx';
import { sayTime, Time } from '../kit/time.tsx';
import { useLaw } from '../law/rulebook.ts';

export type Sealed = paths['/demands/{id}/package']['get']['responses'][200]['content']['application/json'];
type Item = Sealed['items'][number];
type Props = { view: DemandView; sealed: Sealed };

/** How the package came about and what it has, what differs first. */
export function PackageTables({ view, sealed }: Props) {
  return (
    <>
      <Differences sealed={sealed} />
      <Found sealed={sealed} />
      <Became view={view} sealed={sealed} />
      <Signature sealed={sealed} />
    </>
  );
}

/** What is not as one would expect of an approval that was carried out in full. */
function Differences({ sealed }: Pick<Props, 'sealed'>) {
  const law = useLaw();
  const { beyondScope, setAside, notHeld, outOfTime, noted, items } = sealed;
  const without = items.filter((item) => item.without > 0);
  const changed = items.filter(
    ({ changes }) => changes && changes.deleted + changes.edited + changes.added > 0,
  );
  const hasNone =
    beyondScope.length +
      setAside.length +
      notHeld.length +
      outOfTime.length +
      without.length +
      changed.length ===
      0 && !noted;
  return (
    <Section id="differences" title="Differences">
      <p>
        <Tag tone={beyondScope.length > 0 ? 'danger' : 'done'}>
          {beyondScope.length > 0 ? `${beyondScope.length} beyond the scope` : 'Nothing beyond the scope'}
        </Tag>
      </p>
      {hasNone && <p>All that was approved was found, and nothing was set aside.</p>}
      <ul class="govuk-list govuk-list--bullet">
        {beyondScope.map(({ account, item }) => (
          <li key={`${account} ${item}`}>
            Beyond the scope: {law.item(item)} of <code>{account}</code>. Refuse the package.
          </li>
        ))}
        {setAside.map(({ item, reason, count }) => (
          <li key={`${item} ${reason}`}>
            Set aside: {sayCount(count, 'record')}
            {item === '' ? '' : ` of ${law.item(item)}`}, since {sayCode(reason).toLowerCase()}
          </li>
        ))}
        {changed.map(({ item, changes }) => (
          <li key={`changed ${item}`}>
            Changed at the provider since it was frozen: {law.item(item)}, {changes?.deleted ?? 0} deleted,{' '}
            {changes?.edited ?? 0} edited, {changes?.added ?? 0} added
          </li>
        ))}
        {without.map((item) => (
          <li key={`without ${item.item}`}>
            No record: {law.item(item.item)}, of {sayCount(item.without, 'account')} among {item.granted}
          </li>
        ))}
        {notHeld.map((item) => (
          <li key={`not held ${item}`}>No service holds: {law.item(item)}</li>
        ))}
        {outOfTime.map((item) => (
          <li key={`no time ${item}`}>None of the time is left of: {law.item(item)}</li>
        ))}
        {noted !== undefined && noted > 0 && (
          <li>{sayCount(noted, 'record')} whose own stamps contradict the period</li>
        )}
      </ul>
    </Section>
  );
}

function Found({ sealed: { items } }: Pick<Props, 'sealed'>) {
  const law = useLaw();
  const differs = ({ without, changes }: Item) =>
    without + (changes ? changes.deleted + changes.edited + changes.added : 0);
  const ordered = [...items].sort((one, other) => differs(other) - differs(one));
  return (
    <Section id="found" title="Found">
      <table class="govuk-table stack">
        <caption class="govuk-visually-hidden">Records in the package by item</caption>
        <thead>
          <tr>
            <th scope="col">Item</th>
            <th scope="col" class="number">
              Accounts approved
            </th>
            <th scope="col" class="number">
              Of them with none
            </th>
            <th scope="col" class="number">
              Records
            </th>
          </tr>
        </thead>
        <tbody>
          {ordered.map(({ item, granted, without, records }) => (
            <tr key={item}>
              <th scope="row" data-label="Item">
                {law.item(item)}
              </th>
              <td class="number" data-label="Accounts approved">
                {granted}
              </td>
              <td class="number" data-label="Of them with none">
                {without}
              </td>
              <td class="number" data-label="Records">
                {records.toLocaleString('en')}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Section>
  );
}

/** From what was demanded to what was sealed, side by side. */
function Became({ view, sealed: { narrowing } }: Props) {
  const law = useLaw();
  const { demanded, authorised, reviewed, sealed } = narrowing;
  const columns = [
    { title: 'Demanded', ...demanded },
    { title: 'Law gives', ...authorised },
    { title: 'Approved', ...reviewed },
    { title: 'Sealed', ...sealed },
  ];
  const period = reviewed.period ?? demanded.period;
  return (
    <Section id="became" title="How it became less">
      <div class="compare">
        {columns.map(({ title, items, targets }) => (
          <div key={title}>
            <h3 class="govuk-heading-s">{title}</h3>
            <ul class="govuk-list">
              {items.map((item) => (
                <li key={item}>{law.item(item)}</li>
              ))}
            </ul>
            <p class="muted">
              of{' '}
              {targets
                .map((target) => view.demand.targets[target]?.value ?? `target ${target + 1}`)
                .join('; ')}
            </p>
          </div>
        ))}
      </div>
      <p>
        {period ? `From ${sayTime(period.from)} until the end of ${sayTime(period.to)}. ` : ''}
        {sayCount(sealed.accounts, 'account')} in the package.
      </p>
    </Section>
  );
}

function Signature({ sealed: { sha256, manifestSha256, sealedAt, size } }: Pick<Props, 'sealed'>) {
  return (
    <Section id="signature" title="Signature">
      <p>
        Sealed <Time at={sealedAt} />, {saySize(size)}. What this page shows was read from the sealed package
        and held against the signed statement that the ledger names; had it differed, nothing would be shown.
      </p>
      <details class="govuk-details">
        <summary class="govuk-details__summary">
          <span class="govuk-details__summary-text">Hashes</span>
        </summary>
        <dl class="govuk-details__text">
          <dt>Package</dt>
          <dd>
            <code>{sha256}</code>
          </dd>
          <dt>Signed statement</dt>
          <dd>
            <code>{manifestSha256}</code>
          </dd>
        </dl>
      </details>
    </Section>
  );
}
