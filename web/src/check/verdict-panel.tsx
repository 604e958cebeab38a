import { useEffect, useRef } from 'preact/hooks';
import { sayCode } from '../kit/say.ts';
import { Time } from '../kit/time.tsx';
import { useLaw } from '../law/rulebook.ts';
import type { Contents, Verdict } from '../verifier/verify-package.ts';
import { type Said, sayFinding } from './verdict-words.ts';

type Props = { name: string; said: Said; verdict: Verdict | undefined };

/** The verdict takes the focus; behind it what failed, and then what the package says of itself. */
export function VerdictPanel({ name, said, verdict }: Props) {
  const ref = useRef<HTMLHeadingElement>(null);
  useEffect(() => ref.current?.focus(), [said]);
  return (
    <section class={`verdict verdict--${said.tone}`} aria-labelledby="verdict">
      <h2 class="govuk-heading-m" id="verdict" tabIndex={-1} ref={ref}>
        {said.title}
      </h2>
      <p>{said.what}</p>
      <p class="muted as-written">{name}</p>
      {verdict && verdict.findings.length > 0 && <Failures verdict={verdict} />}
      {verdict?.contents && <About contents={verdict.contents} />}
      {verdict?.sha256 !== undefined && (
        <p class="muted">
          SHA-256 of the file: <code>{verdict.sha256}</code>
        </p>
      )}
    </section>
  );
}

function Failures({ verdict: { findings, count } }: { verdict: Verdict }) {
  return (
    <>
      <h3 class="govuk-heading-s">What is not as it must be</h3>
      <ul class="govuk-list govuk-list--bullet">
        {findings.map((finding) => (
          <li
            key={`${finding.rule} ${finding.file} ${finding.offset ?? ''} ${finding.text}`}
            class="as-written"
          >
            {sayFinding(finding)} <code>{finding.rule}</code>
          </li>
        ))}
      </ul>
      {count > findings.length && <p>{count - findings.length} more are not listed.</p>}
    </>
  );
}

function About({ contents }: { contents: Contents }) {
  const law = useLaw();
  const { demandId, reference, instrument, sealedAt, files, records, grants } = contents;
  const items = (ids: readonly string[]) =>
    ids.length === 0 ? 'Nothing' : ids.map((id) => law.item(id)).join('; ');
  const rows: readonly (readonly [string, preact.ComponentChildren])[] = [
    ['Demand', reference === undefined ? demandId : `${reference} (${demandId})`],
    ['Instrument', law.instrument(instrument)],
    ['Sealed', <Time key="sealed" at={sealedAt} />],
    ['Files', `${files.toLocaleString('en')}, all as signed`],
    ['Records', `${records.toLocaleString('en')}, all within ${grants} grants`],
    ['Searched, none found', items(contents.noneFound)],
    ['Not held', items(contents.notHeld)],
    [
      'Set aside',
      contents.setAside.length === 0
        ? 'Nothing'
        : contents.setAside
            .map(({ item, reason, count }) => `${law.item(item)}: ${count}, ${sayCode(reason).toLowerCase()}`)
            .join('; '),
    ],
    ['Key', <code key="key">{contents.keyid}</code>],
  ];
  return (
    <dl class="govuk-summary-list">
      {rows.map(([term, says]) => (
        <div class="govuk-summary-list__row" key={term}>
          <dt class="govuk-summary-list__key">{term}</dt>
          <dd class="govuk-summary-list__value as-written">{says}</dd>
        </div>
      ))}
    </dl>
  );
}
