import { useDebouncedValue } from '@mantine/hooks';
import { StateShape } from './state-mark';

/** Why a list is not of the days that its fields or its address name. Undefined: it is. */
export function NotShown({ words }: { readonly words: string | undefined }) {
  // What is being typed is no day until it is whole.
  const [whole] = useDebouncedValue(words, 1_000);
  if (words === undefined || words !== whole) return null;
  return (
    <p className="line-mark" role="status">
      <StateShape tone="warn" size={16} /> {words}
    </p>
  );
}
