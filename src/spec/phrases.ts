import type { Phrase } from "./phrase.ts";
import { namedProxy, proxy } from "./proxy-phrases.ts";
import { network, registry, swarm } from "./swarm-phrases.ts";
import { tenants } from "./tenant-phrases.ts";

/** Every Given that describes a cluster, in the order in which a feature would say them. */
export const clusterPhrases: readonly Phrase[] = [
  swarm,
  registry,
  network,
  tenants,
  proxy,
  namedProxy,
];
