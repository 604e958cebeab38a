import { useState } from 'preact/hooks';
import { useHere } from '../api/api-context.ts';
import { given } from '../api/client.ts';
import { useAnswer } from '../api/use-answer.ts';
import { sayCount, saySize } from '../kit/say.ts';
import { Section } from '../kit/section.tsx';
import { Loading, TroubleBox } from '../kit/states.tsx';
import { useLaw } from '../law/rulebook.ts';
import type { Sealed } from './package-tables.tsx';

/** The files of the package, and of one at a time its beginning, as far as the role may see it. */
export function PackageIndex({ id, sealed: { files, index } }: { id: string; sealed: Sealed }) {
  const law = useLaw();
  const [shown, setShown] = useState<string | undefined>(undefined);
  return (
    <Section id="index" title="Index">
      <p>
        {sayCount(files, 'file')}
        {index.length < files ? `; the first ${index.length} are listed` : ''}. To look into one is told to
        the ledger.
      </p>
      <table class="govuk-table stack">
        <caption class="govuk-visually-hidden">Files of the package</caption>
        <thead>
          <tr>
            <th scope="col">File</th>
            <th scope="col">Item</th>
            <th scope="col" class="number">
              Size
            </th>
            <th scope="col">
              <span class="govuk-visually-hidden">Look</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {index.map(({ path, size, item }) => (
            <tr key={path}>
              <th scope="row" data-label="File">
                <code>{path}</code>
                {shown === path && <Sample id={id} path={path} />}
              </th>
              <td data-label="Item">{item === undefined ? '' : law.item(item)}</td>
              <td class="number" data-label="Size">
                {saySize(size)}
              </td>
              <td class="no-print" data-label="Look">
                {item !== undefined && (
                  <button
                    type="button"
                    class="link-button"
                    aria-expanded={shown === path}
                    onClick={() => setShown(shown === path ? undefined : path)}
                  >
                    {shown === path ? 'Close' : 'Look'}
                    <span class="govuk-visually-hidden"> {path}</span>
                  </button>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Section>
  );
}

function Sample({ id, path }: { id: string; path: string }) {
  const { api } = useHere();
  const { value, trouble, again } = useAnswer(
    (signal) =>
      given(api.GET('/demands/{id}/package/files', { params: { path: { id }, query: { path } }, signal })),
    [id, path],
  );
  if (trouble) return <TroubleBox trouble={trouble} again={again} />;
  if (!value) return <Loading what="Reading the file" />;
  return (
    <div class="sample-of">
      <p class="muted">
        {value.isCut ? 'Its beginning, as much as your role may see.' : 'All of it.'}{' '}
        {value.isChecked
          ? 'It was held against its hash.'
          : 'It is too large to be held against its hash here.'}
      </p>
      {value.records.map((record, index) => (
        <pre class="sample" key={`${index} ${record.slice(0, 40)}`}>
          {record}
        </pre>
      ))}
    </div>
  );
}
