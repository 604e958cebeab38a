import { useState } from 'preact/hooks';
import { useLocation } from 'preact-iso';
import { useHere } from '../../api/api-context.ts';
import { type AgentView, given, reached } from '../../api/client.ts';
import { Troubled, troubleOf } from '../../api/problem.ts';
import { useAnswer } from '../../api/use-answer.ts';
import { asideOf, checkAside, putAside } from '../../check/put-aside.ts';
import { saveAs } from '../../kit/save-as.ts';
import { saySize } from '../../kit/say.ts';
import { Section } from '../../kit/section.tsx';
import { TroubleBox } from '../../kit/states.tsx';
import { Time } from '../../kit/time.tsx';
import { useSend } from '../../kit/use-send.ts';
import { sha256Of } from '../file/upload.ts';

/** Where an answer does not say in how many seconds it is to be asked again. */
const ASK_AGAIN_SECONDS = 20;
/** A hash counted at once needs all bytes in memory. */
const MOST_COUNTED = 1_000_000_000;

/** Fetches the package, and hands it to the check of packages. Each fetch is recorded. */
export function Package({ view, again }: { view: AgentView; again: () => void }) {
  const { api } = useHere();
  const { route } = useLocation();
  const path = { id: view.id };
  const isReady = view.package !== undefined;
  const about = useAnswer(
    async (signal) =>
      isReady ? given(api.GET('/demands/{id}/disclosure', { params: { path }, signal })) : undefined,
    [view.id, isReady],
  );
  const { done, trouble, isSending, send } = useSend<File>();
  const [told, setTold] = useState('');
  if (!view.package) return null;
  const { sha256 } = view.package;
  const isEncrypted = about.value?.encryptTo !== undefined;
  const volumes = about.value?.volumes ?? 1;
  const held = isEncrypted ? undefined : (done ?? asideOf(view.id, sha256));
  const fetchIt = () =>
    send(async () => {
      setTold('The package comes now. Large ones take minutes.');
      const file = await fetched(1);
      saveAs(file);
      for (let volume = 2; volume <= volumes; volume += 1) saveAs(await fetched(volume));
      setTold('');
      if (!isEncrypted) putAside({ demandId: view.id, file, sha256 });
      again();
      return file;
    });
  const fetched = async (volume: number): Promise<File> => {
    const params = { path, query: volumes > 1 ? { volume } : {} };
    const { response, data, error } = await reached(
      api.POST('/demands/{id}/disclosure', { params, parseAs: 'blob' }),
    );
    if (response.status === 202) {
      setTold('The package is being encrypted to your keys, and comes once it is. Leave this page open.');
      const asked = Number(response.headers.get('retry-after'));
      const seconds = asked >= 1 ? asked : ASK_AGAIN_SECONDS;
      await new Promise((resolve) => setTimeout(resolve, seconds * 1000));
      return fetched(volume);
    }
    if (!response.ok || !((data as unknown) instanceof Blob)) {
      setTold('');
      throw new Troubled(troubleOf(response.status, error));
    }
    const part = volumes > 1 ? `.${String(volume).padStart(3, '0')}` : '';
    const name = `disclosure-${view.id}.zip${isEncrypted ? `${part}.age` : ''}`;
    return new File([data as unknown as Blob], name, {
      type: isEncrypted ? 'application/octet-stream' : 'application/zip',
    });
  };
  return (
    <Section id="package" title="Package">
      {trouble && <TroubleBox trouble={trouble} />}
      <p>
        {about.value ? (
          <>
            {saySize(about.value.size)}, sealed on <Time at={about.value.sealedAt} />
          </>
        ) : (
          'The package is ready.'
        )}
      </p>
      <div class="govuk-button-group">
        <button type="button" class="govuk-button" aria-disabled={isSending} onClick={() => void fetchIt()}>
          {held ? 'Download again' : 'Download package'}
        </button>
        {held ? (
          <button
            type="button"
            class="govuk-button govuk-button--secondary"
            onClick={() => {
              checkAside();
              route('/check');
            }}
          >
            Check this package
          </button>
        ) : (
          <a class="govuk-link" href={`/check?sha256=${sha256}`}>
            Check a package that you have
          </a>
        )}
      </div>
      <div role="status">{told !== '' && <p>{told}</p>}</div>
      <p class="muted">
        Its SHA-256 must be <code>{sha256}</code>. It can be downloaded until the demand is closed; each
        download is recorded, and a link that ran out is made anew by the button.
      </p>
      {done && isEncrypted && (
        <p>
          What came is encrypted to the keys of your authority. Decrypt it with <code>age</code>
          {volumes > 1 && ', and join its volumes in their order'}; then check the package.
        </p>
      )}
      {held && view.status === 'available' && (
        <Receipt id={view.id} file={held} sha256={sha256} again={again} />
      )}
    </Section>
  );
}

type ReceiptProps = { id: string; file: File; sha256: string; again: () => void };

/** Says that the package arrived, by the hash of what came. */
function Receipt({ id, file, sha256, again }: ReceiptProps) {
  const { api } = useHere();
  const [differs, setDiffers] = useState(false);
  const { done, trouble, isSending, send } = useSend<true>();
  if (file.size > MOST_COUNTED) return null;
  const confirm = () =>
    send(async () => {
      const counted = await sha256Of(await file.arrayBuffer());
      setDiffers(counted !== sha256);
      await given(api.POST('/demands/{id}/receipt', { params: { path: { id } }, body: { sha256: counted } }));
      again();
      return true;
    });
  return (
    <>
      {trouble && <TroubleBox trouble={trouble} />}
      {differs && (
        <p class="overdue">What came differs from what was sealed. We were told. Download it again.</p>
      )}
      {done ? (
        <p role="status">Receipt is confirmed.</p>
      ) : (
        <button
          type="button"
          class="govuk-button govuk-button--secondary"
          aria-disabled={isSending}
          onClick={() => void confirm()}
        >
          Confirm receipt
        </button>
      )}
    </>
  );
}
