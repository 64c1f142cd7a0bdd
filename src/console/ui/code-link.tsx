import { helpOfCode } from '../navigation/help';

/** What the server calls an error; it leads to its line in the help. */
export function CodeLink({ code }: { readonly code: string }) {
  return (
    <a href={helpOfCode(code)} target="_blank" rel="noopener" hrefLang="en">
      <code>{code}</code>
    </a>
  );
}
