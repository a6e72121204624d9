import { resolve } from "node:path";
import type { Placed } from "./context.ts";
import { defined } from "./defined.ts";
import { shortPort } from "./port.ts";
import { shortMount } from "./short-mount.ts";
import type { WrittenMount, WrittenPort, WrittenReference, WrittenService } from "./stack-file.ts";
import { environmentOf } from "./stack-load-environment.ts";
import { loadedAttachments } from "./stack-load-networks.ts";
import type { LoadedService } from "./stack-loaded.ts";
import type { Reading } from "./stack-scope.ts";
import { isList, labelsOf, listOf, wordsOf } from "./stack-values.ts";

/** A service with every key in its one form, its env files read and its paths absolute; throws BadInput. */
export const loadedService = (
  service: string,
  written: WrittenService,
  reading: Reading,
): LoadedService => ({
  ...plainKeys(written),
  environment: environmentOf(service, written, reading),
  deploy: nested(written.deploy ?? {}),
  ...defined({
    command: wordsOf(written.command),
    entrypoint: wordsOf(written.entrypoint),
    labels: labelsOf(written.labels),
    sysctls: labelsOf(written.sysctls),
    dns: listOf(written.dns),
    dns_search: listOf(written.dns_search),
    extra_hosts: hostsOf(written),
    healthcheck: written.healthcheck && testOf(written.healthcheck),
    logging: written.logging && loggingOf(written.logging),
    ulimits: ulimitsOf(written),
    ports: written.ports?.flatMap(portsOf),
    networks: loadedAttachments(service, written, reading),
    ...listsOf(service, written, reading),
  }),
});

const plainKeys = (written: WrittenService) => {
  const { command, entrypoint, env_file, environment, labels, sysctls, dns, ...more } = written;
  const { dns_search, volumes, networks, configs, secrets, ports, healthcheck, ...rest } = more;
  const { deploy, logging, ulimits, extra_hosts, ...plain } = rest;
  return plain;
};

const nested = ({ labels, ...deploy }: NonNullable<WrittenService["deploy"]>) => ({
  ...deploy,
  ...defined({ labels: labelsOf(labels) }),
});

const testOf = ({ test, ...rest }: NonNullable<WrittenService["healthcheck"]>) => ({
  ...rest,
  ...defined({ test: typeof test === "string" ? ["CMD-SHELL", test] : test }),
});

const loggingOf = ({ driver, options }: NonNullable<WrittenService["logging"]>) =>
  defined({ driver, options: labelsOf(options) });

/** `name:address` or `name=address` as they are written; a map is sorted. */
const hostsOf = ({ extra_hosts: written }: WrittenService): readonly string[] | undefined => {
  if (written === undefined || isList(written)) return written;
  return Object.entries(written)
    .flatMap(([name, address]) => (address === null ? [] : [`${name}:${address}`]))
    .sort();
};

const ulimitsOf = ({ ulimits }: WrittenService): LoadedService["ulimits"] =>
  ulimits &&
  Object.fromEntries(
    Object.entries(ulimits).map(([name, limit]) => [
      name,
      typeof limit === "object" ? limit : { soft: limit, hard: limit },
    ]),
  );

const portsOf = (written: string | number | WrittenPort): readonly WrittenPort[] =>
  typeof written === "object" ? [written] : (shortPort(String(written))?.ports ?? []);

const listsOf = (service: string, written: WrittenService, reading: Reading) => {
  const placed = <Entry>(key: string, value: Entry, index: number): Placed<Entry> => ({
    value,
    place: reading.placeOf(["services", service, key, index]),
  });
  return {
    volumes: written.volumes?.map((one, index) =>
      placed("volumes", absolute(longMount(one), reading), index),
    ),
    configs: written.configs?.map((one, index) => placed("configs", longReference(one), index)),
    secrets: written.secrets?.map((one, index) => placed("secrets", longReference(one), index)),
  };
};

const longReference = (written: string | WrittenReference): WrittenReference =>
  typeof written === "string" ? { source: written } : written;

/** A short volume has passed the schema. */
const longMount = (written: string | WrittenMount): WrittenMount =>
  typeof written === "string"
    ? (shortMount(written) ?? { type: "volume", target: written })
    : written;

const absolute = (mount: WrittenMount, { folder, home }: Reading): WrittenMount => {
  if (mount.type !== "bind" || !mount.source) return mount;
  const path = mount.source.replace(/^~/, () => home() ?? "~");
  // Only a path from the folder is tidied: swarms tell `/a/` and `/a` apart.
  return {
    ...mount,
    source: /^(\/|[a-z]:\\|\\\\(?!\.))/i.test(path) ? path : resolve(folder, path),
  };
};
