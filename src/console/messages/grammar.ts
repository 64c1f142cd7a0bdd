/** What a language does with a number, by Intl: its plurals and its figures. */
type Forms = Readonly<Partial<Record<Intl.LDMLPluralRule, string>>> & { readonly other: string };

export interface Grammar {
  /** The form for so many: `plural(2, { one: '1 row', other: '2 rows' })`. */
  plural(count: number, forms: Forms): string;
  /** `12,480` or `12.480`. */
  number(value: number): string;
}

/** `locale`: such as `de-DE`. */
export function grammarOf(locale: string): Grammar {
  const rules = new Intl.PluralRules(locale);
  const figures = new Intl.NumberFormat(locale);
  return {
    plural: (count, forms) => forms[rules.select(count)] ?? forms.other,
    number: (value) => figures.format(value),
  };
}
