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

/** Never printed, never written to a report. */
export interface Credentials {
  /** What opens the engines of nodes. Nothing that runs on the cluster gets any of it. */
  readonly engines: EngineCredentials;
  /** What tenants' hosts and the registry are served with. Whoever has all of it opens no engine. */
  readonly served: ServedCredentials;
  /** With which images are pushed into the registry. Nodes pull with certificates of their own. */
  readonly pusher: Login;
  /** With which clients' relays are asked to ask: nobody else asks as a client. */
  readonly relay: Login;
}

export interface Login {
  readonly username: string;
  readonly password: string;
}

/** PEM texts. */
export interface Authority {
  readonly ca: string;
  readonly caKey: string;
}

interface EngineCredentials extends Authority {
  /** The operator's certificate, the only one that engines let in, and its key. */
  readonly cert: string;
  readonly key: string;
}

export interface ServedCredentials extends Authority {
  /** The key of every certificate that proxies serve. */
  readonly key: string;
}
