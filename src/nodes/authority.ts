import "reflect-metadata";
import { createHash, randomBytes, webcrypto } from "node:crypto";
import * as x509 from "@peculiar/x509";
import type { Authority, Credentials, Login, ServedCredentials } from "../model/cluster.ts";

x509.cryptoProvider.set(webcrypto);

// RSA with PKCS#1 v1.5 signs without randomness: the same name gets the same certificate every time,
// so nothing has to remember what was issued, and an unchanged tenant never looks changed.
const algorithm = {
  name: "RSASSA-PKCS1-v1_5",
  hash: "SHA-256",
  modulusLength: 2048,
  publicExponent: new Uint8Array([1, 0, 1]),
};

// Made in no time, for who needs a key of its own.
const quick = { name: "ECDSA", namedCurve: "P-256" };

const year = 365 * 24 * 3600 * 1000;

/**
 * The keys of one cluster, valid for a year from `now`. Engines trust an authority of their own: what the other one
 * signs is in reach of tenants.
 */
export const newCredentials = async (cluster: string, now: Date): Promise<Credentials> => {
  const [engines, served, key] = await Promise.all([
    foundAuthority(`${cluster} engines`, now),
    foundAuthority(cluster, now),
    newKeys(algorithm),
  ]);
  return {
    engines: { ...engines, ...(await clientCertificate(engines, "operator")) },
    served: { ...served, key: await keyPem(key.privateKey) },
    pusher: newLogin(),
    relay: newLogin(),
  };
};

const newLogin = (): Login => ({
  username: "swarmspec",
  password: randomBytes(24).toString("base64url"),
});

const foundAuthority = async (name: string, now: Date): Promise<Authority> => {
  const keys = await newKeys(algorithm);
  const ca = await x509.X509CertificateGenerator.createSelfSigned({
    serialNumber: serialOf(`ca of ${name} ${now.toISOString()}`),
    name: `CN=swarmspec ${name}`,
    notBefore: new Date(now.getTime() - 24 * 3600 * 1000),
    notAfter: new Date(now.getTime() + year),
    keys,
    signingAlgorithm: algorithm,
    extensions: [
      new x509.BasicConstraintsExtension(true, 0, true),
      new x509.KeyUsagesExtension(
        x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign,
        true,
      ),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  });
  return { ca: ca.toString("pem"), caKey: await keyPem(keys.privateKey) };
};

type Names = readonly [string, ...string[]];

/**
 * A server's certificate for the first of `names`, also valid for the others, as PEM; the key is that of `served`.
 * Another day of `since` or `until` is another certificate.
 */
export const certificateFor = async (
  served: ServedCredentials,
  names: Names,
  validity: Validity = {},
): Promise<string> =>
  issue(served, { ...server(names), key: await publicHalf(served.key), ...validity });

/** PEM texts; the key is nobody else's. */
interface Own {
  readonly cert: string;
  readonly key: string;
}

/** A server's certificate with a key of its own; both are others each time. */
export const ownCertificate = (authority: Authority, names: Names): Promise<Own> =>
  withOwnKey(authority, server(names));

/** A client's certificate with a key of its own; both are others each time. */
export const clientCertificate = (authority: Authority, name: string): Promise<Own> =>
  withOwnKey(authority, { subject: name, names: [], usage: x509.ExtendedKeyUsage.clientAuth });

const withOwnKey = async (authority: Authority, wish: Omit<Request, "key">): Promise<Own> => {
  const { publicKey, privateKey } = await newKeys(quick);
  const cert = await issue(authority, { ...wish, key: publicKey });
  return { cert, key: await keyPem(privateKey) };
};

const server = (names: Names) => ({
  subject: names[0],
  names,
  usage: x509.ExtendedKeyUsage.serverAuth,
});

/** Days as YYYY-MM-DD; those of the authority itself unless told. */
interface Validity {
  /** On which it was renewed. */
  readonly since?: string | undefined;
  /** On which it expires. */
  readonly until?: string | undefined;
}

interface Request extends Validity {
  readonly subject: string;
  readonly names: readonly string[];
  readonly key: webcrypto.CryptoKey;
  /** The only thing that it is good for. An engine lets nobody in by a server's certificate. */
  readonly usage: x509.ExtendedKeyUsage;
}

const issue = async (
  authority: Authority,
  { subject, names, key, usage, since = "", until = "" }: Request,
): Promise<string> => {
  const ca = new x509.X509Certificate(authority.ca);
  const certificate = await x509.X509CertificateGenerator.create({
    serialNumber: serialOf(`${ca.serialNumber} ${subject} ${names.join()}${since}${until}`),
    subject: `CN=${subject}`,
    issuer: ca.subject,
    notBefore: since === "" ? ca.notBefore : new Date(since),
    notAfter: until === "" ? ca.notAfter : new Date(until),
    publicKey: key,
    signingKey: await signingKey(authority.caKey),
    signingAlgorithm: algorithm,
    extensions: [
      new x509.BasicConstraintsExtension(false),
      new x509.ExtendedKeyUsageExtension([usage]),
      await x509.AuthorityKeyIdentifierExtension.create(ca),
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

const newKeys = (
  kind: webcrypto.RsaHashedKeyGenParams | webcrypto.EcKeyGenParams,
): Promise<webcrypto.CryptoKeyPair> =>
  webcrypto.subtle.generateKey(kind, true, ["sign", "verify"]) as Promise<webcrypto.CryptoKeyPair>;

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
