import { deploy } from "./stack-schema-deploy.ts";
import {
  count,
  duration,
  extensible,
  filledText,
  flag,
  list,
  listOrMap,
  named,
  object,
  oneOf,
  open,
  options,
  orNull,
  orText,
  since,
  text,
  textOrTexts,
  texts,
  whole,
  words,
} from "./stack-schema-parts.ts";

const healthcheck = object({
  test: { type: ["string", "array"], items: text },
  interval: duration,
  timeout: duration,
  start_period: since(4, duration),
  start_interval: since(12, duration),
  retries: count,
  disable: flag,
});

const mount = {
  ...orText(
    object(
      {
        type: oneOf("bind", "volume", "tmpfs", "npipe", "cluster"),
        source: text,
        target: filledText,
        read_only: flag,
        consistency: text,
        bind: open({ propagation: text }),
        volume: open({ nocopy: flag, subpath: text }),
        tmpfs: since(6, open({ size: count })),
        // The CLI has a place for it, though its schemas have not.
        cluster: open({}),
      },
      ["type", "target"],
    ),
  ),
  mapSince: 2,
  format: "volume",
};

const reference = orText(
  open({ source: text, target: text, uid: text, gid: text, mode: count }, ["source"]),
);

const port = { type: "integer", minimum: 0, maximum: 65535 };

const published = {
  ...object({
    target: port,
    published: port,
    protocol: text,
    mode: text,
  }),
  type: ["string", "integer", "object"],
  mapSince: 2,
  minimum: 0,
  maximum: 65535,
  format: "ports",
};

const attachment = object({
  aliases: texts,
  driver_opts: since(13, options),
  ipv4_address: text,
  ipv6_address: text,
});

const attachments = {
  ...named(orNull(attachment)),
  type: ["array", "object"],
  items: text,
  uniqueItems: true,
};

const ulimits = {
  type: "object",
  additionalProperties: {
    ...whole,
    ...object({ soft: whole, hard: whole }, ["soft", "hard"]),
    type: ["integer", "object"],
  },
};

/** What the CLI reads past, with a warning or without. */
const unread = {
  build: { type: ["string", "object"] },
  cgroup_parent: text,
  cgroupns_mode: since(9, text),
  container_name: text,
  depends_on: texts,
  devices: texts,
  domainname: text,
  expose: { type: "array", items: { type: ["string", "number"] }, uniqueItems: true },
  external_links: texts,
  ipc: text,
  links: texts,
  mac_address: text,
  network_mode: text,
  oom_score_adj: since(13, whole),
  pid: { type: ["string", "null"] },
  privileged: flag,
  security_opt: texts,
  shm_size: text,
  tmpfs: textOrTexts,
  userns_mode: text,
};

/** One service of a stack file. */
export const service = extensible(
  7,
  object({
    ...unread,
    image: text,
    command: words,
    entrypoint: words,
    env_file: textOrTexts,
    environment: listOrMap,
    labels: listOrMap,
    hostname: text,
    user: text,
    working_dir: text,
    stop_grace_period: duration,
    stop_signal: text,
    healthcheck,
    volumes: list(mount),
    networks: attachments,
    configs: since(3, list(reference)),
    secrets: since(1, list(reference)),
    ports: { ...list(published), distinct: true },
    deploy: orNull(deploy),
    cap_add: texts,
    cap_drop: texts,
    credential_spec: since(3, object({ config: since(8, text), file: text, registry: text })),
    dns: textOrTexts,
    dns_search: textOrTexts,
    extra_hosts: listOrMap,
    init: since(7, flag),
    isolation: since(5, text),
    logging: object({ driver: text, options }),
    read_only: flag,
    restart: text,
    stdin_open: flag,
    sysctls: listOrMap,
    tty: flag,
    ulimits,
  }),
);
