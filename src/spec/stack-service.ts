import { label } from "../model/label.ts";
import type { Port, ServiceSpec } from "../model/spec.ts";
import { defined } from "./defined.ts";
import { goSorted } from "./go-sorted.ts";
import { longPort } from "./port.ts";
import { containerOf } from "./stack-container.ts";
import { credentialOf } from "./stack-credential.ts";
import { modeOf, restartOf, updateOf } from "./stack-deploy.ts";
import { referencesOf, type StackEntries } from "./stack-files.ts";
import { healthcheckOf } from "./stack-healthcheck.ts";
import type { LoadedService } from "./stack-loaded.ts";
import { mountsOf } from "./stack-mounts.ts";
import { attachmentsOf } from "./stack-networks.ts";
import { resourcesOf } from "./stack-resources.ts";
import { badKey, ownName, type Scope } from "./stack-scope.ts";

interface Files {
  readonly configs: StackEntries;
  readonly secrets: StackEntries;
}

/** One service of a stack in the swarm's words, named and sorted as `docker stack deploy` does. */
export const serviceOf = (
  service: string,
  written: LoadedService,
  { scope, files }: { readonly scope: Scope; readonly files: Files },
): ServiceSpec => ({
  name: ownName(scope, service),
  stack: scope.stack,
  image: imageOf(service, written, scope),
  ...containerOf(written),
  ...defined({
    healthcheck: healthcheckOf(service, scope),
    credential: credentialOf(service, { scope, configs: files.configs }),
  }),
  mounts: mountsOf(service, scope),
  networks: attachmentsOf(service, scope),
  configs: referencesOf(written.configs ?? [], { kind: "configs", entries: files.configs }),
  secrets: referencesOf(written.secrets ?? [], { kind: "secrets", entries: files.secrets }),
  ports: portsOf(written),
  mode: modeOf(service, scope),
  ...policiesOf(service, written, scope),
});

const imageOf = (service: string, { image }: LoadedService, scope: Scope): string => {
  if (image) return image;
  throw badKey(scope, ["services", service], {
    problem: "must have the key image",
    hint: "a swarm builds nothing: build the image before and name it",
  });
};

const portsOf = ({ ports = [] }: LoadedService): Port[] =>
  goSorted(ports.map(longPort), (one, other) => one.published < other.published);

const policiesOf = (service: string, { deploy, image }: LoadedService, scope: Scope) => {
  const { placement = {} } = deploy;
  return {
    constraints: placement.constraints ?? [],
    ...defined({
      preferences: placement.preferences?.map(({ spread = "" }) => spread),
      maxReplicasPerNode: placement.max_replicas_per_node,
      resources: resourcesOf(deploy.resources),
      endpointMode: endpointOf(deploy),
      update: updateOf(deploy.update_config),
      rollback: updateOf(deploy.rollback_config),
      restart: restartOf(service, scope),
    }),
    labels: { ...deploy.labels, ...(image !== undefined && { [label.stackImage]: image }) },
  };
};

const endpointOf = ({
  endpoint_mode: mode,
}: LoadedService["deploy"]): ServiceSpec["endpointMode"] =>
  mode === undefined ? undefined : mode.toLowerCase() === "dnsrr" ? "dnsrr" : "vip";
