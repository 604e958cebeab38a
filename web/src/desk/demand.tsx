import { useRoute } from 'preact-iso';
import type { DemandView } from '../api/client.ts';
import { Page } from '../kit/page.tsx';
import { Parts } from '../kit/parts.tsx';
import { Loading, Stale, TroubleBox } from '../kit/states.tsx';
import { DueTime, Time } from '../kit/time.tsx';
import { useLaw } from '../law/rulebook.ts';
import { RequireRole } from '../session/require-role.tsx';
import { Clocks } from './clocks.tsx';
import { Court } from './court.tsx';
import { Findings } from './findings.tsx';
import { Messages, Notes } from './messages.tsx';
import { NextStep } from './next-step.tsx';
import { Papers } from './papers.tsx';
import { Reach } from './reach.tsx';
import { sayEvent } from './say-event.ts';
import { StatusTag, sayName } from './say-status.tsx';
import { Targets } from './targets.tsx';
import { Timeline } from './timeline.tsx';
import { type Read, useDemand, useNewEvents } from './use-demand.ts';

/** One demand, for whoever is to understand it before deciding. */
export const DemandPage = () => (
  <RequireRole of="desk">
    <One />
  </RequireRole>
);

function One() {
  const { id = '' } = useRoute().params;
  const { value, trouble, isLoading, again } = useDemand(id);
  const news = useNewEvents(value);
  const latest = news.at(-1);
  return (
    <>
      <a class="govuk-back-link no-print" href="/desk">
        Back to the desk
      </a>
      {trouble && <TroubleBox trouble={trouble} again={again} />}
      {!value && isLoading && <Loading what="Reading the demand" />}
      {latest && <Stale show={again}>This demand changed since you opened it. {sayEvent(latest)}.</Stale>}
      {value && <Shown read={value} again={again} />}
    </>
  );
}

const PARTS = ['Paper', 'Findings', 'Target', 'Reach', 'Clocks', 'Court', 'Ledger', 'Notes', 'Messages'].map(
  (title) => ({ id: title.toLowerCase(), title }),
);

function Shown({ read, again }: { read: Read; again: () => void }) {
  const { view } = read;
  return (
    <Page title={sayName(view)} caption={<Instrument view={view} />}>
      <Identity view={view} />
      <NextStep view={view} again={again} />
      <Parts parts={PARTS} />
      <div class="beside">
        <Papers view={view} again={again} />
        <Findings view={view} />
      </div>
      <Targets view={view} />
      <Reach view={view} />
      <Clocks view={view} />
      <Court view={view} />
      <Timeline read={read} />
      <div class="beside">
        <Notes view={view} again={again} />
        <Messages view={view} again={again} />
      </div>
      <p class="print-only muted">
        {view.reference ?? view.id}, version {view.matter}, printed <Time at={new Date().toISOString()} />
      </p>
    </Page>
  );
}

function Instrument({ view }: { view: DemandView }) {
  const law = useLaw();
  return (
    <>
      {law.instrument(view.instrument)}, {view.demand.authority.name}
    </>
  );
}

/** What tells this demand from every other, in one bar. */
export function Identity({ view }: { view: DemandView }) {
  const {
    id,
    authority,
    authorityId,
    determination,
    clocks,
    claim,
    status,
    conclusion,
    filedAt,
    filedBy,
    matter,
    round,
  } = view;
  const due = determination?.due ?? clocks?.[0]?.until;
  const entries = [
    ['Id', <code key="id">{id}</code>],
    ['Authority', authority ? `${authority.name} (${authorityId})` : `${authorityId}, not in the register`],
    [
      'Filed',
      <>
        <Time at={filedAt} /> by {filedBy}
      </>,
    ],
    ['Due', due === undefined ? 'no day by law' : <DueTime at={due} />],
    [
      'Holder',
      claim ? (
        <>
          {claim.by} until <Time at={claim.until} />
        </>
      ) : (
        'nobody'
      ),
    ],
    ['Status', <StatusTag key="status" status={status} {...(conclusion ? { conclusion } : {})} />],
    ['Version', `${matter}, round ${round}`],
  ] as const;
  return (
    <dl class="identity">
      {entries.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
