/** A cluster that is there: what runs where, and at which addresses. */
export interface Cluster {
  readonly name: string;
  /** The run that made it, as its labels say. */
  readonly run: string;
  readonly nodes: readonly NodeAddress[];
  readonly clients: readonly ClientAddress[];
  /** Keys and certificates of the cluster. */
  readonly credentials: Credentials;
}

export interface NodeAddress {
  readonly name: string;
  /** The container that simulates the node. */
  readonly container: string;
  readonly public: string;
  readonly private: string;
}

/** Where the engine of a node listens on the private network, always with mutual TLS. */
export const enginePort = 2376;

/** Someone who asks from an address of their own on the public network. */
export interface ClientAddress {
  readonly name: string;
  readonly container: string;
  readonly address: string;
}

/** Where a SOCKS relay listens at a client's address; what goes through it comes from that address. */
export const relayPort = 1080;

/** PEM texts. Never printed, never written to a report. */
export interface Credentials {
  readonly ca: string;
  readonly caKey: string;
  /** The operator's certificate for the engines, and its key. */
  readonly cert: string;
  readonly key: string;
  /** The key of every certificate that the cluster serves. */
  readonly servedKey: string;
}
