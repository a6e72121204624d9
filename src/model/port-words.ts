import type { Port } from "./spec.ts";

const protocols = ["tcp", "udp", "sctp"] as const;
const modes = ["host", "ingress"] as const;

/** What an engine takes a word for: capitals mean the same, and a word that it does not know is tcp. */
export const protocolOf = (word: string | undefined): Port["protocol"] =>
  protocols.find((one) => one === word?.toLowerCase()) ?? "tcp";

/** What an engine takes a word for: capitals mean the same, and a word that it does not know is ingress. */
export const publishModeOf = (word: string | undefined): Port["mode"] =>
  modes.find((one) => one === word?.toLowerCase()) ?? "ingress";
