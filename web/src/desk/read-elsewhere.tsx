import type { DemandView } from '../api/client.ts';
import { Checkboxes } from '../kit/fields.tsx';

type Paper = NonNullable<DemandView['demand']['documents']>[number];
type Props = {
  /** Papers that the desk could not show. */
  papers: readonly Pick<Paper, 'sha256' | 'title'>[];
  read: readonly string[];
  set: (sha256s: readonly string[]) => void;
};

/** Who has read a paper that could not be shown says so. */
export const ReadElsewhere = ({ papers, read, set }: Props) =>
  papers.length > 0 && (
    <Checkboxes
      name="elsewhere"
      label="Papers that could not be shown here"
      hint="Tick those that you have read another way."
      values={read}
      set={set}
      choices={papers.map(({ sha256, title }) => ({ value: sha256, label: title }))}
    />
  );
