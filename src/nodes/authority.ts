import "reflect-metadata";
import { createHash, webcrypto } from "node:crypto";
import * as x509 from "@peculiar/x509";
import type { Credentials } from "../model/cluster.ts";

x509.cryptoProvider.set(webcrypto);

// RSA with PKCS#1 v1.5 signs without randomness: the same name gets the same certificate every time,
// so nothing has to remember what was issued, and an unchanged tenant never looks changed.
const algorithm = {
  name: "RSASSA-PKCS1-v1_5",
  hash: "SHA-256",
  modulusLength: 2048,
  publicExponent: new Uint8Array([1, 0, 1]),
};

const year = 365 * 24 * 3600 * 1000;

/** Founds a certificate authority for one cluster, valid for a year from `now`. */
export const foundAuthority = async (cluster: string, now: Date): Promise<Credentials> => {
  const [caKeys, operatorKeys, servedKeys] = await Promise.all([newKeys(), newKeys(), newKeys()]);
  const ca = await x509.X509CertificateGenerator.createSelfSigned({
    serialNumber: serialOf(`ca of ${cluster} ${now.toISOString()}`),
    name: `CN=swarmspec ${cluster}`,
    notBefore: new Date(now.getTime() - 24 * 3600 * 1000),
    notAfter: new Date(now.getTime() + year),
    keys: caKeys,
    signingAlgorithm: algorithm,
    extensions: [
      new x509.BasicConstraintsExtension(true, 0, true),
      new x509.KeyUsagesExtension(
        x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign,
        true,
      ),
      await x509.SubjectKeyIdentifierExtension.create(caKeys.publicKey),
    ],
  });
  const authority = { ca, key: caKeys.privateKey };
  const operator = await issue(authority, {
    subject: "operator",
    names: [],
    key: operatorKeys.publicKey,
  });
  return {
    ca: ca.toString("pem"),
    caKey: await keyPem(caKeys.privateKey),
    cert: operator,
    key: await keyPem(operatorKeys.privateKey),
    servedKey: await keyPem(servedKeys.privateKey),
  };
};

/**
 * A certificate for the first of `names`, also valid for the others, as PEM; the key is `servedKey`.
 * Another day of `since` or `until` is another certificate.
 */
export const certificateFor = async (
  credentials: Credentials,
  names: readonly [string, ...string[]],
  validity: Validity = {},
): Promise<string> => {
  const [ca, key] = [new x509.X509Certificate(credentials.ca), await signingKey(credentials.caKey)];
  const served = await publicHalf(credentials.servedKey);
  return issue({ ca, key }, { subject: names[0], names, key: served, ...validity });
};

/** Days as YYYY-MM-DD; those of the authority itself unless told. */
interface Validity {
  /** On which it was renewed. */
  readonly since?: string | undefined;
  /** On which it expires. */
  readonly until?: string | undefined;
}

interface Authority {
  readonly ca: x509.X509Certificate;
  readonly key: webcrypto.CryptoKey;
}

interface Request extends Validity {
  readonly subject: string;
  readonly names: readonly string[];
  readonly key: webcrypto.CryptoKey;
}

const issue = async (
  authority: Authority,
  { subject, names, key, since = "", until = "" }: Request,
): Promise<string> => {
  const certificate = await x509.X509CertificateGenerator.create({
    serialNumber: serialOf(
      `${authority.ca.serialNumber} ${subject} ${names.join()}${since}${until}`,
    ),
    subject: `CN=${subject}`,
    issuer: authority.ca.subject,
    notBefore: since === "" ? authority.ca.notBefore : new Date(since),
    notAfter: until === "" ? authority.ca.notAfter : new Date(until),
    publicKey: key,
    signingKey: authority.key,
    signingAlgorithm: algorithm,
    extensions: [
      new x509.BasicConstraintsExtension(false),
      new x509.ExtendedKeyUsageExtension([
        x509.ExtendedKeyUsage.serverAuth,
        x509.ExtendedKeyUsage.clientAuth,
      ]),
      await x509.AuthorityKeyIdentifierExtension.create(authority.ca),
      ...(names.length > 0
        ? [new x509.SubjectAlternativeNameExtension(names.map(alternative))]
        : []),
    ],
  });
  return certificate.toString("pem");
};

const alternative = (name: string): x509.JsonGeneralName =>
  /^[\d.]+$/.test(name) ? { type: "ip", value: name } : { type: "dns", value: name };

/** Hexadecimal, 63 bits: positive however it is read. */
const serialOf = (text: string): string =>
  `1${createHash("sha256").update(text).digest("hex").slice(0, 15)}`;

const newKeys = (): Promise<webcrypto.CryptoKeyPair> =>
  webcrypto.subtle.generateKey(algorithm, true, [
    "sign",
    "verify",
  ]) as Promise<webcrypto.CryptoKeyPair>;

const keyPem = async (key: webcrypto.CryptoKey): Promise<string> =>
  x509.PemConverter.encode(await webcrypto.subtle.exportKey("pkcs8", key), "PRIVATE KEY");

const signingKey = (pem: string): Promise<webcrypto.CryptoKey> =>
  webcrypto.subtle.importKey("pkcs8", der(pem), algorithm, true, ["sign"]);

const publicHalf = async (pem: string): Promise<webcrypto.CryptoKey> => {
  const { kty, n, e } = await webcrypto.subtle.exportKey("jwk", await signingKey(pem));
  const half = { kty, n, e } as webcrypto.JsonWebKey;
  return webcrypto.subtle.importKey("jwk", half, algorithm, true, ["verify"]);
};

const der = (pem: string): ArrayBuffer => x509.PemConverter.decodeFirst(pem);
