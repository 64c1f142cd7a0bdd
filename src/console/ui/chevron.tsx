import { IconSelector } from './icons';

/** At the right of a field that opens a list. */
export function Chevron() {
  return (
    <span className="select-chevron">
      <IconSelector size={14} />
    </span>
  );
}
