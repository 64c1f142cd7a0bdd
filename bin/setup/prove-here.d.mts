export declare function confirmHere(
  name: string,
  said: Readonly<Record<string, string | boolean | undefined>>,
  platform?: NodeJS.Platform,
): { readonly bare: boolean };
