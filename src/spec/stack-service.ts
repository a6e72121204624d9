import type { ServiceSpec } from "../model/spec.ts";
import { defined } from "./defined.ts";
import { longPort, shortPort } from "./port.ts";
import { modeOf, restartOf, updateOf } from "./stack-deploy.ts";
import type { WrittenService } from "./stack-file.ts";
import { referencesOf, type StackEntries } from "./stack-files.ts";
import { healthcheckOf } from "./stack-healthcheck.ts";
import { mountsOf } from "./stack-mounts.ts";
import { attachmentsOf } from "./stack-networks.ts";
import { ownName, type Scope } from "./stack-scope.ts";
import { pairsOf, spanOf, wordsOf } from "./stack-values.ts";

interface Files {
  readonly configs: StackEntries;
  readonly secrets: StackEntries;
}

/** One service of a stack file in the swarm's words, named and sorted as `docker stack deploy` does. */
export const serviceOf = (
  service: string,
  written: WrittenService,
  { scope, files }: { readonly scope: Scope; readonly files: Files },
): ServiceSpec => ({
  name: ownName(scope, service),
  stack: scope.stack,
  image: written.image,
  ...processOf(written),
  ...defined({ healthcheck: healthcheckOf(service, scope) }),
  environment: pairsOf(written.environment, scope.lookup).map((pair) => pair.join("=")),
  mounts: mountsOf(service, scope),
  networks: attachmentsOf(service, scope),
  ...filesOf(service, written, { scope, files }),
  ports: portsOf(written),
  mode: modeOf(service, scope),
  ...policiesOf(written),
});

const processOf = (written: WrittenService) =>
  defined({
    entrypoint: wordsOf(written.entrypoint),
    command: wordsOf(written.command),
    hostname: written.hostname,
    user: written.user === undefined ? undefined : String(written.user),
    workingDir: written.working_dir,
    stopGracePeriod: spanOf(written.stop_grace_period),
    stopSignal: written.stop_signal,
  });

const filesOf = (
  service: string,
  { configs = [], secrets = [] }: WrittenService,
  { scope, files }: { readonly scope: Scope; readonly files: Files },
) => ({
  configs: referencesOf(configs, { kind: "configs", service, entries: files.configs, scope }),
  secrets: referencesOf(secrets, { kind: "secrets", service, entries: files.secrets, scope }),
});

const portsOf = ({ ports = [] }: WrittenService) =>
  ports
    .flatMap((port) => (typeof port === "string" ? (shortPort(port) ?? []) : longPort(port)))
    .sort((one, other) => one.published - other.published);

const policiesOf = ({ deploy = {} }: WrittenService) => ({
  constraints: deploy.placement?.constraints ?? [],
  ...defined({ update: updateOf(deploy.update_config), restart: restartOf(deploy.restart_policy) }),
  labels: Object.fromEntries(pairsOf(deploy.labels, () => "")),
});
