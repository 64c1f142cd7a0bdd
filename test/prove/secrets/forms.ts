/** A secret in every dress in which it might lie about, and where it is found. */
export interface Sought {
  readonly what: string;
  readonly forms: readonly Form[];
}

interface Form {
  readonly as: string;
  readonly bytes: Buffer;
}

export function sought(what: string, secret: string): Sought {
  const raw = Buffer.from(secret);
  const wide = Buffer.from(secret, 'utf16le');
  const text = (as: string, value: string): Form => ({ as, bytes: Buffer.from(value) });
  const every = (as: string, dress: (hex: string) => string) =>
    text(as, [...raw].map((byte) => dress(byte.toString(16).padStart(2, '0'))).join(''));
  return {
    what,
    forms: [
      { as: 'raw', bytes: raw },
      { as: 'UTF-16, little end first', bytes: wide },
      { as: 'UTF-16, big end first', bytes: Buffer.from(wide).swap16() },
      {
        as: 'UTF-32',
        bytes: Buffer.concat([...secret].map((each) => Buffer.from([each.charCodeAt(0), 0, 0, 0]))),
      },
      ...base64Forms('base64', raw),
      ...base64Forms('base64 of UTF-16', wide),
      every('hex', (hex) => hex),
      every('hex, large', (hex) => hex.toUpperCase()),
      every('hex with dashes', (hex) => `${hex.toUpperCase()}-`),
      every('percent', (hex) => `%${hex.toUpperCase()}`),
      every('percent, small', (hex) => `%${hex}`),
      every('JSON escapes', (hex) => `\\u00${hex}`),
      text('URL', encodeURIComponent(secret)),
      text('backwards', [...secret].reverse().join('')),
      { as: 'UTF-16, hex', bytes: Buffer.from(wide.toString('hex')) },
    ].map((form) => (form.as === 'hex with dashes' ? { ...form, bytes: form.bytes.subarray(0, -1) } : form)),
  };
}

/** `what as form`, for each that is there. */
export function foundIn(bytes: Buffer, all: readonly Sought[]): readonly string[] {
  return all.flatMap(({ what, forms }) =>
    forms.filter((form) => bytes.includes(form.bytes)).map((form) => `${what}, ${form.as}`),
  );
}

/** In the middle of something larger it depends on where it begins: what is the same for each of three places. */
function base64Forms(as: string, bytes: Buffer): readonly Form[] {
  return [0, 1, 2].flatMap((shift) => {
    const all = Buffer.concat([Buffer.alloc(shift), bytes]).toString('base64');
    const certain = all.slice(Math.ceil((shift * 8) / 6), Math.floor(((shift + bytes.length) * 8) / 6));
    const forms = new Set([certain, certain.replaceAll('+', '-').replaceAll('/', '_')]);
    return [...forms].map((form) => ({ as: `${as} at ${shift}`, bytes: Buffer.from(form) }));
  });
}
