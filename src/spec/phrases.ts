import { envFile } from "./env-phrases.ts";
import type { Phrase } from "./phrase.ts";
import { learningProxy, namedProxy, proxy, proxyRoutes } from "./proxy-phrases.ts";
import { storage } from "./storage-phrases.ts";
import { moreNodes, network, registry, swarm } from "./swarm-phrases.ts";
import { renewedCertificate, stackVariables, variables } from "./tenant-detail-phrases.ts";
import { stack, tenants } from "./tenant-phrases.ts";

/** Every Given that describes a cluster, in the order in which a feature would say them. */
export const clusterPhrases: readonly Phrase[] = [
  swarm,
  moreNodes,
  registry,
  network,
  storage,
  envFile,
  tenants,
  variables,
  renewedCertificate,
  stack,
  stackVariables,
  proxy,
  namedProxy,
  learningProxy,
  proxyRoutes,
];
