import { useState } from 'preact/hooks';
import { useHere } from '../../api/api-context.ts';
import { given } from '../../api/client.ts';
import { useAnswer } from '../../api/use-answer.ts';
import { Radios, Select, TextField } from '../../kit/fields.tsx';
import { errorOf, type FieldError, Loading, TroubleBox } from '../../kit/states.tsx';
import type { FilingDraft, SetDraft } from './filing-draft.ts';
import type { Needs } from './needs.ts';

type Props = { draft: FilingDraft; set: SetDraft; errors: readonly FieldError[]; needs: Needs | undefined };

const COUNTRIES = new Intl.DisplayNames('en', { type: 'region' });
const sayPlace = (code: string): string =>
  code === 'xx'
    ? 'Any other country'
    : code === 'eu'
      ? 'European Union'
      : (COUNTRIES.of(code.toUpperCase()) ?? code);

/** The instruments of one country at a time; those of an emergency come first. */
export function InstrumentStep({ draft, set, errors, needs }: Props) {
  const { api } = useHere();
  const { value, trouble, again } = useAnswer((signal) => given(api.GET('/rulebook', { signal })), []);
  const [place, setPlace] = useState(draft.instrument.slice(0, 2) || draft.authorityCountry.toLowerCase());
  const [words, setWords] = useState('');
  if (!value)
    return trouble ? <TroubleBox trouble={trouble} again={again} /> : <Loading what="Reading the rulebook" />;
  const places = [...new Set(value.instruments.map(({ id }) => id.slice(0, 2)))].sort((a, b) =>
    a === 'xx' ? 1 : b === 'xx' ? -1 : sayPlace(a).localeCompare(sayPlace(b)),
  );
  const isIn = places.includes(place) ? place : '';
  const offered = value.instruments
    .filter(({ id }) => id.startsWith(`${isIn}/`))
    .filter(
      ({ id, title, citation }) =>
        id === draft.instrument || `${title} ${citation}`.toLowerCase().includes(words.toLowerCase()),
    )
    .sort((a, b) => Number(b.series === 'emergency') - Number(a.series === 'emergency'));
  const choosePlace = (next: string) => {
    setPlace(next);
    setWords('');
    // What is no longer shown is no longer chosen.
    if (draft.instrument !== '' && !draft.instrument.startsWith(`${next}/`)) set({ instrument: '' });
  };
  return (
    <>
      <Select
        // Without a country there is nothing else that an error could lead to.
        name={isIn === '' ? 'instrument' : 'place'}
        label="Whose law is it under?"
        error={isIn === '' ? errorOf(errors, 'instrument') : undefined}
        value={isIn}
        set={choosePlace}
        choices={[
          { value: '', label: 'Choose' },
          ...places.map((one) => ({ value: one, label: sayPlace(one) })),
        ]}
      />
      {offered.length > 8 || words !== '' ? (
        <TextField
          name="words"
          label="Show only those that name"
          hint="A word of the title or of the law, such as 2703"
          type="search"
          width="short"
          value={words}
          set={setWords}
          enter={() => document.getElementById('instrument')?.focus()}
        />
      ) : null}
      {isIn !== '' && (
        <Radios
          name="instrument"
          label="Which instrument do you serve?"
          error={errorOf(errors, 'instrument')}
          value={draft.instrument}
          set={(instrument) => set({ instrument })}
          choices={offered.map(({ id, title, citation }) => ({ value: id, label: title, hint: citation }))}
        />
      )}
      {needs && needs.id === draft.instrument && (
        <p class="about">
          {needs.summary}{' '}
          <a class="govuk-link" href={`/rulebook/${needs.id}`}>
            Its page in the rulebook
          </a>
        </p>
      )}
    </>
  );
}
