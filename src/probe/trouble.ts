import { withReasonsOnly } from "../model/openssl.ts";

/** The client's own relay did not do its part, so nothing is known of the node behind it. */
export class RelayFailure extends Error {
  override readonly name = "RelayFailure";
  readonly code = "ERELAY";

  constructor(words: string, cause: unknown) {
    super(words, { cause });
  }
}

/** What kept an answer away. Only `refused` proves that nothing listens. */
export type Trouble =
  | "refused"
  | "reset"
  | "timeout"
  | "unreachable"
  | "dns"
  | "certificate"
  | "tls"
  | "protocol"
  | "answer"
  | "relay"
  | "other";

const troubles: readonly (readonly [Trouble, RegExp])[] = [
  ["refused", /^ECONNREFUSED$/],
  ["reset", /^(ECONNRESET|EPIPE|ECONNABORTED|ERR_STREAM_PREMATURE_CLOSE)$/],
  ["timeout", /^(ETIMEDOUT|ABORT_ERR)$/],
  ["unreachable", /^(EHOSTUNREACH|ENETUNREACH|EHOSTDOWN|ENETDOWN)$/],
  ["dns", /^(ENOTFOUND|EAI_.+)$/],
  ["relay", /^ERELAY$/],
  ["certificate", /CERT|UNABLE_TO_|INVALID_CA|INVALID_PURPOSE|PATH_LENGTH|HOSTNAME_MISMATCH/],
  ["tls", /^(ERR_SSL|ERR_TLS|EPROTO)/],
  ["protocol", /^HPE_/],
  ["answer", /^EANSWER$/],
];

/** The kind of a network error, told by its `code` alone. */
export const troubleOf = (error: unknown): Trouble => {
  const code = codeOf(error);
  return troubles.find(([, pattern]) => pattern.test(code))?.[0] ?? "other";
};

/** The kind, and a few stable words more where the kind alone does not tell what to do. */
export const wordsOf = (error: unknown): string => {
  const trouble = troubleOf(error);
  const bare = ["refused", "reset", "timeout", "unreachable", "dns"].includes(trouble);
  return bare ? trouble : `${trouble}: ${detailOf(error)}`;
};

const detailOf = (error: unknown): string => {
  // Node's own message for this code lists every name in the certificate.
  if (codeOf(error) === "ERR_TLS_CERT_ALTNAME_INVALID") return "is for another host";
  if (error instanceof Error && "reason" in error) return String(error.reason);
  const message = withReasonsOnly(error instanceof Error ? error.message : String(error));
  // After a semicolon Node advises on its own command line.
  return message.split(";")[0] ?? message;
};

const codeOf = (error: unknown): string =>
  error instanceof Error && "code" in error ? String(error.code) : "";
