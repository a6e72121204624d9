/** A cluster at one moment, as its report draws it. */
export interface ClusterTold {
  readonly name: string;
  readonly nodes: readonly NodeTold[];
  readonly clients: readonly { readonly name: string; readonly address: string }[];
  /** Subnets, for example 10.210.0.0/24. */
  readonly networks: { readonly public: string; readonly private: string };
  readonly tasks: readonly TaskTold[];
}

export interface NodeTold {
  readonly name: string;
  readonly role: "manager" | "worker";
  readonly leader: boolean;
  /** In the swarm's words, for example ready or down. */
  readonly state: string;
  readonly availability: string;
  /** Its address on each network. */
  readonly public: string;
  readonly private: string;
}

export interface TaskTold {
  readonly service: string;
  readonly node: string;
  /** In the swarm's words, for example running. */
  readonly state: string;
}
