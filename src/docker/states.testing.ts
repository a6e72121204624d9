import fc, { type Arbitrary } from "fast-check";
import type { ClusterSpec, Mode, Mount, Port, ServiceSpec } from "../model/spec.ts";
import { cluster, serviceSpec } from "../plan/world.testing.ts";

/** The nodes of every state; the first is always a manager. */
export const nodeNames = ["node-01", "node-02", "node-03"] as const;

const some = <Item>(...items: Item[]): Arbitrary<Item[]> => fc.subarray(items);

const names = ["web", "db", "proxy", "reset"] as const;
const networkNames = ["net-a", "net-b"];
const configNames = ["map-1", "map-2", "map-3"];
const secretNames = ["key-1", "key-2"];
const volumeNames = ["media", "mail"];
const ports = [80, 443, 8080];

const mode: Arbitrary<Mode> = fc.constantFrom<Mode>(
  { kind: "replicated", replicas: 1 },
  { kind: "replicated", replicas: 2 },
  { kind: "global" },
  { kind: "replicated-job", completions: 1, concurrency: 1 },
);

/** What a service takes of what its cluster declares. */
const service = fc.record({
  image: fc.constantFrom("web:1", "web:2"),
  mode,
  networks: some(...networkNames),
  configs: some(...configNames),
  secrets: some(...secretNames),
  volumes: some(...volumeNames),
});

/**
 * Clusters that have so few names that two of them have much in common: networks, files, volumes and ports
 * come, go, change and move from one service to another.
 */
export const anyState: Arbitrary<ClusterSpec> = fc
  .record({
    services: fc.record({ web: service, db: service, proxy: service, reset: service }),
    declared: some(...names),
    holders: fc.array(fc.option(fc.constantFrom(...names)), { minLength: 3, maxLength: 3 }),
    publish: fc.constantFrom<Port["mode"]>("ingress", "host"),
    networks: some(...networkNames),
    isInternal: fc.boolean(),
    subnets: fc.constantFrom([], ["10.8.0.0/24"], ["10.9.0.0/24"]),
    configs: some(...configNames),
    secrets: some(...secretNames),
    address: fc.constantFrom("10.2.0.1", "10.2.0.2"),
    managers: some(...nodeNames.slice(1)),
    labelled: some(...nodeNames),
  })
  .map((all) =>
    cluster({
      nodes: nodeNames.map((name, index) => ({
        name,
        role: index === 0 || all.managers.includes(name) ? "manager" : "worker",
        availability: all.labelled.length > 1 && index === 2 ? "drain" : "active",
        labels: all.labelled.includes(name) ? { zone: "a" } : {},
      })),
      networks: all.networks.map((name) => ({
        ...{ name, driver: "overlay", attachable: true, internal: all.isInternal },
        ...(name === "net-a" && all.subnets.length > 0 ? { ipam: { subnets: all.subnets } } : {}),
      })),
      configs: all.configs.map(file),
      secrets: all.secrets.map(file),
      services: all.declared.map((name): ServiceSpec => {
        const wish = all.services[name];
        return serviceSpec({
          name,
          image: wish.image,
          mode: wish.mode,
          networks: common(wish.networks, all.networks).map((network) => ({
            ...{ network, aliases: [] },
          })),
          configs: common(wish.configs, all.configs).map(reference),
          secrets: common(wish.secrets, all.secrets).map(reference),
          mounts: wish.volumes.map((volume) => remoteVolume(volume, all.address)),
          ports: ports
            .filter((_, index) => all.holders[index] === name)
            .map((published) => ({
              ...{ published, target: 80, protocol: "tcp" },
              mode: all.publish,
            })),
        });
      }),
    }),
  );

/** A volume whose data are on another machine. */
export const remoteVolume = (source: string, address: string): Mount => ({
  ...{ type: "volume", source, target: `/${source}`, readOnly: false },
  volume: {
    driver: {
      name: "local",
      options: { type: "nfs", o: `addr=${address}`, device: `:/${source}` },
    },
  },
});

const common = (some: readonly string[], others: readonly string[]): string[] =>
  some.filter((one) => others.includes(one));

const file = (name: string) => ({ name, stack: "s", content: new TextEncoder().encode(name) });

const reference = (name: string) => ({
  ...{ name, target: `/${name}`, uid: "0", gid: "0", mode: 0o444 },
});
