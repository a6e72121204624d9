import type { ServiceSpec } from "../model/spec.ts";
import { defined } from "./defined.ts";
import type { LoadedService } from "./stack-loaded.ts";
import { spanOf } from "./stack-values.ts";

/** What a service says of the process and of the container that it runs in. */
export const containerOf = (written: LoadedService) => ({
  environment: environmentOf(written),
  ...defined({
    entrypoint: written.entrypoint,
    command: written.command,
    hostname: written.hostname,
    user: written.user,
    workingDir: written.working_dir,
    containerLabels: written.labels,
    tty: written.tty,
    stdinOpen: written.stdin_open,
    readOnly: written.read_only,
    init: written.init,
    isolation: written.isolation,
    hosts: hostsOf(written),
    dns: dnsOf(written),
    capAdd: written.cap_add,
    capDrop: written.cap_drop,
    sysctls: written.sysctls,
    ulimits: ulimitsOf(written),
    logging: loggingOf(written),
    stopGracePeriod: spanOf(written.stop_grace_period),
    stopSignal: written.stop_signal,
  }),
});

/** Sorted whole, as the CLI does; a variable without a value is unset where the image sets it. */
const environmentOf = ({ environment }: LoadedService): string[] =>
  Object.entries(environment)
    .map(([name, value]) => (value === null ? name : `${name}=${value}`))
    .sort();

/** `name:address` or `name=address` turned round; brackets around an address are dropped. */
const hostsOf = ({ extra_hosts: hosts }: LoadedService): string[] | undefined =>
  hosts?.flatMap((line) => {
    const [, name, address] = /^([^:=]*)[:=](.*)$/.exec(line) ?? [];
    return name === undefined ? [] : `${address?.replace(/^\[(.*)\]$/, "$1")} ${name}`;
  });

const dnsOf = ({ dns = [], dns_search: search = [] }: LoadedService): ServiceSpec["dns"] =>
  dns.length + search.length === 0 ? undefined : { nameservers: dns, search };

const ulimitsOf = ({ ulimits }: LoadedService): ServiceSpec["ulimits"] =>
  ulimits &&
  Object.entries(ulimits)
    .map(([name, limit]) => ({ name, ...limit }))
    .sort((one, other) => (one.name < other.name ? -1 : 1));

const loggingOf = ({ logging }: LoadedService): ServiceSpec["logging"] =>
  logging && { name: logging.driver ?? "", ...defined({ options: logging.options }) };
