/** The login record (MS-TDS 2.2.6.4), as much of it as a server has to know. */
export interface Login {
  readonly user: string;
  /** Only ever compared. */
  readonly password: string;
  readonly application: string;
  readonly database: string;
  readonly readOnly: boolean;
}

const at = { typeFlags: 26, user: 40, password: 44, application: 48, database: 68 } as const;
const readOnlyIntent = 0x20;

export function loginOf(data: Buffer): Login {
  const field = (offset: number): Buffer => {
    const start = data.readUInt16LE(offset);
    return data.subarray(start, start + data.readUInt16LE(offset + 2) * 2);
  };
  return {
    user: field(at.user).toString('ucs2'),
    password: plain(field(at.password)).toString('ucs2'),
    application: field(at.application).toString('ucs2'),
    database: field(at.database).toString('ucs2'),
    readOnly: (data.readUInt8(at.typeFlags) & readOnlyIntent) !== 0,
  };
}

/** It travels with its halves swapped and a constant over it: that hides nothing, so TLS has to. */
function plain(scrambled: Buffer): Buffer {
  return Buffer.from(scrambled.map((byte) => swapped(byte ^ 0xa5)));
}

function swapped(byte: number): number {
  return ((byte << 4) & 0xf0) | (byte >> 4);
}
