export function helpPage(
  markdown: string,
  shown: readonly string[],
): {
  readonly title: string;
  readonly html: string;
  readonly sections: readonly { readonly id: string; readonly text: string }[];
};
