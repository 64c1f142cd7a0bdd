/** A certificate of its own for each server, made as it starts: nothing secret lies in the repository, and no program is needed for it. */
import { generateKeyPairSync, randomBytes, sign } from 'node:crypto';

export interface Certificate {
  readonly key: string;
  readonly cert: string;
}

/** Signed automatically. `name`: a DNS name; 127.0.0.1 is always named too. Valid for a day, or not any more. */
export function selfSigned(name = 'localhost', { isExpired = false } = {}): Certificate {
  return certificateOf(name, { isExpired });
}

/** A private authority, and a certificate of it for localhost. */
export function issuedByAuthority(): { readonly authority: Certificate; readonly issued: Certificate } {
  const name = 'Test authority';
  const authority = certificateOf(name, { isAuthority: true });
  return { authority, issued: certificateOf('localhost', { by: { name, key: authority.key } }) };
}

interface Wish {
  readonly isExpired?: boolean;
  readonly isAuthority?: boolean;
  readonly by?: { readonly name: string; readonly key: string };
}

function certificateOf(name: string, { isExpired = false, isAuthority = false, by }: Wish): Certificate {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const from = Date.now() - (isExpired ? 48 : 1) * 3_600_000;
  const algorithm = sequence(Buffer.from('06082a8648ce3d040302', 'hex'));
  const names = sequence(element(0x82, Buffer.from(name)), element(0x87, Buffer.from([127, 0, 0, 1])));
  const body = sequence(
    element(0xa0, element(0x02, Buffer.from([2]))),
    element(0x02, Buffer.concat([Buffer.from([1]), randomBytes(8)])),
    algorithm,
    called(by?.name ?? name),
    sequence(utc(from), utc(from + 24 * 3_600_000)),
    called(name),
    publicKey.export({ type: 'spki', format: 'der' }),
    element(
      0xa3,
      sequence(
        sequence(Buffer.from('0603551d11', 'hex'), element(0x04, names)),
        ...(isAuthority ? [AUTHORITY] : []),
      ),
    ),
  );
  const signature = element(
    0x03,
    Buffer.concat([Buffer.from([0]), sign('sha256', body, by?.key ?? privateKey)]),
  );
  return {
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    cert: pem(sequence(body, algorithm, signature)),
  };
}

/** The extension basicConstraints: critical, an authority. */
const AUTHORITY = sequence(Buffer.from('0603551d130101ff040530030101ff', 'hex'));

function called(name: string): Buffer {
  return sequence(
    element(0x31, sequence(Buffer.from('0603550403', 'hex'), element(0x0c, Buffer.from(name)))),
  );
}

/** DER: a tag, a length, the content. */
function element(tag: number, content: Buffer): Buffer {
  const { length } = content;
  const size =
    length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...size]), content]);
}

function sequence(...parts: readonly Buffer[]): Buffer {
  return element(0x30, Buffer.concat(parts));
}

function utc(moment: number): Buffer {
  const digits = new Date(moment).toISOString().replace(/\D/g, '').slice(2, 14);
  return element(0x17, Buffer.from(`${digits}Z`));
}

function pem(der: Buffer): string {
  const lines = der.toString('base64').match(/.{1,64}/g) ?? [];
  return `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`;
}
