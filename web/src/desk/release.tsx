import { useState } from 'preact/hooks';
import { useHere } from '../api/api-context.ts';
import { type DemandView, given } from '../api/client.ts';
import { useAnswer } from '../api/use-answer.ts';
import { Page } from '../kit/page.tsx';
import { Parts } from '../kit/parts.tsx';
import { sayCode } from '../kit/say.ts';
import { Loading, TroubleBox } from '../kit/states.tsx';
import { sayTime, Time } from '../kit/time.tsx';
import { RequireRole } from '../session/require-role.tsx';
import { useSession } from '../session/use-session.ts';
import { Identity } from './demand.tsx';
import { OfDemand } from './of-demand.tsx';
import { PackageIndex } from './package-index.tsx';
import { PackageTables } from './package-tables.tsx';
import { ReleaseForm } from './release-form.tsx';
import { sayName } from './say-status.tsx';

const INDEX_PAGE = 200;

const PARTS = [
  { id: 'differences', title: 'Differences' },
  { id: 'found', title: 'Found' },
  { id: 'became', title: 'How it became less' },
  { id: 'signature', title: 'Signature' },
  { id: 'index', title: 'Index' },
  { id: 'decide', title: 'Decide' },
];

/** Where a second person looks at what would leave, and decides. */
export const ReleasePage = () => (
  <RequireRole of="desk">
    <OfDemand kept="What you wrote">{({ view }, again) => <Shown view={view} again={again} />}</OfDemand>
  </RequireRole>
);

function Shown({ view, again }: { view: DemandView; again: () => void }) {
  const { review, releases = [] } = view;
  const [isDecided, setDecided] = useState(false);
  return (
    <Page title={`Release ${sayName(view)} as second person`} caption={view.demand.authority.name}>
      {!isDecided && <Identity view={view} />}
      {review && (
        <p>
          {sayCode(review.decision)}d by <strong>{review.by}</strong> <Time at={review.at} />
          {review.because
            ? `, because: ${review.because.says ?? sayCode(review.because.reason)}`
            : ', all that the law gives'}
          .{review.because?.text && <span class="as-written"> “{review.because.text}”</span>}
        </p>
      )}
      {releases.map(({ by, at, decision }) => (
        <p key={`${by} ${at}`}>
          {decision === 'release' ? 'Released' : 'Refused'} by {by} <Time at={at} />.
        </p>
      ))}
      <Notice view={view} />
      <PackageView view={view} again={again} decided={() => setDecided(true)} />
    </Page>
  );
}

function Notice({ view: { determination } }: { view: DemandView }) {
  if (!determination) return null;
  const { regime, until } = determination.notice;
  return (
    <p>
      Notice to the customer: <strong>{sayCode(regime).toLowerCase()}</strong>
      {until ? ` until ${sayTime(until)}` : ''}.
    </p>
  );
}

type PackageProps = { view: DemandView; again: () => void; decided: () => void };

function PackageView({ view, again: readAgain, decided }: PackageProps) {
  const { api } = useHere();
  const { session } = useSession();
  const { id, matter, status } = view;
  const { value, trouble, again } = useAnswer(
    (signal) =>
      given(
        api.GET('/demands/{id}/package', { params: { path: { id }, query: { limit: INDEX_PAGE } }, signal }),
      ),
    [id, matter],
  );
  if (view.review?.by === session?.subject)
    return (
      <p class="banner">You reviewed this demand, so another person looks at the package and decides.</p>
    );
  if (trouble) return <TroubleBox trouble={trouble} again={again} />;
  if (!value) return <Loading what="Reading the package" />;
  const canDecide = status === 'awaiting-release' && session?.role?.endsWith('releaser') === true;
  return (
    <>
      <Parts parts={PARTS.filter(({ id }) => canDecide || id !== 'decide')} />
      <PackageTables view={view} sealed={value} />
      <PackageIndex id={id} sealed={value} />
      {canDecide && <ReleaseForm view={view} sha256={value.sha256} again={readAgain} decided={decided} />}
    </>
  );
}
