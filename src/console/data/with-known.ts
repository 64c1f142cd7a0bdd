/** A part that failed now is shown as it was known; what never was stays missing. */
export function withKnown<Data extends object>(data: Data, known: Data | undefined): Data {
  const answered = Object.entries(data).filter(([, value]) => value !== null);
  return { ...data, ...known, ...Object.fromEntries(answered) };
}
