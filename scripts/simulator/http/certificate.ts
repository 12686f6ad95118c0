import { generateKeyPairSync, randomBytes, sign } from 'node:crypto';

/** Key and certificate in PEM. */
export interface TlsKey {
  readonly key: string;
  readonly cert: string;
}

const day = 86_400_000;
const lifetimeDays = 30;
// Object identifiers in DER, from RFC 5480, RFC 5758 and RFC 5280.
const ecdsaWithSha256 = '2a8648ce3d040302';
const commonName = '550403';
const basicConstraints = '551d13';
const alternativeNames = '551d11';

/**
 * A certificate for loopback that signs itself, and its key. A client that is given it as an authority
 * (`NODE_EXTRA_CA_CERTS`) accepts it. `now` is the time of the machine, ms.
 */
export function createCertificate(now: number = Date.now()): TlsKey {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const algorithm = sequence(oid(ecdsaWithSha256));
  const name = sequence(
    value(0x31, sequence(oid(commonName), value(0x0c, Buffer.from('Simulator on loopback')))),
  );
  const names = sequence(value(0x82, Buffer.from('localhost')), value(0x87, Buffer.from([127, 0, 0, 1])));
  const toBeSigned = sequence(
    value(0xa0, integer(Buffer.from([2]))),
    integer(Buffer.concat([Buffer.from([1]), randomBytes(15)])),
    algorithm,
    name,
    sequence(time(now - day), time(now + lifetimeDays * day)),
    name,
    publicKey.export({ type: 'spki', format: 'der' }),
    value(
      0xa3,
      sequence(
        extension(basicConstraints, sequence(value(0x01, Buffer.from([0xff])))),
        extension(alternativeNames, names),
      ),
    ),
  );
  const signature = sign('sha256', toBeSigned, privateKey);
  const certificate = sequence(toBeSigned, algorithm, value(0x03, Buffer.from([0]), signature));
  const body = certificate.toString('base64').replace(/.{64}(?=.)/g, '$&\n');
  return {
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    cert: `-----BEGIN CERTIFICATE-----\n${body}\n-----END CERTIFICATE-----\n`,
  };
}

/** One value in DER: tag, length, contents. */
function value(tag: number, ...contents: readonly Buffer[]): Buffer {
  const body = Buffer.concat(contents);
  const { length } = body;
  if (length < 0x80) return Buffer.concat([Buffer.from([tag, length]), body]);
  const bytes = length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...bytes]), body]);
}

function sequence(...contents: readonly Buffer[]): Buffer {
  return value(0x30, ...contents);
}

function integer(bytes: Buffer): Buffer {
  return value(0x02, bytes);
}

function oid(hex: string): Buffer {
  return value(0x06, Buffer.from(hex, 'hex'));
}

function time(at: number): Buffer {
  const digits = new Date(at).toISOString().replace(/\D/g, '').slice(2, 14);
  return value(0x17, Buffer.from(`${digits}Z`));
}

function extension(id: string, contents: Buffer): Buffer {
  return sequence(oid(id), value(0x04, contents));
}
