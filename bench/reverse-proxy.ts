import type { Cluster, Credentials } from "../src/model/cluster.ts";
import type { ClusterSpec, TenantSpec } from "../src/model/spec.ts";
import { certificateFor } from "../src/nodes/authority.ts";
import { proxyParts } from "../src/spec/proxy-parts.ts";
import type { DockerCli } from "./docker-cli.ts";

interface Typing {
  readonly spec: ClusterSpec;
  readonly docker: DockerCli;
  readonly done: (what: string) => void;
}

/**
 * The article's proxy, on every node and on ports of the node. Its configuration and certificate are in the
 * article's image; here both sides give the same ones to an image without.
 */
export const createProxy = async (
  { nodes: [first], credentials }: Cluster,
  { spec, docker, done }: Typing,
): Promise<void> => {
  const { proxy, tenants } = spec;
  if (proxy === undefined || first === undefined) return;
  const files = proxyParts(spec, proxy, await certificates(tenants, credentials));
  const [written] = files.configs;
  if (written === undefined) return;
  const config = docker.file("haproxy.cfg", written.content);
  await docker.on(first, "config", "create", "haproxy", config);
  const secrets = files.secrets.map(({ name, content, tenant }) => ({
    ...{ name, path: docker.file(`${name}.pem`, content) },
    target: `${tenant?.name}.pem`,
  }));
  for (const { name, path } of secrets) await docker.on(first, "secret", "create", name, path);
  done("docker config create, docker secret create");
  const options = [
    ...["--network", proxy.network, "--name", "reverseproxy", "--mode", "global"],
    ...["--publish", `mode=host,target=80,published=${proxy.http}`],
    ...["--publish", `mode=host,target=443,published=${proxy.https}`],
    ...["--config", "source=haproxy,target=/etc/haproxy/haproxy.cfg"],
    // HAProxy's user has another number in each image: readable by all.
    ...secrets.flatMap(({ name, target }) => [
      "--secret",
      `source=${name},target=${target},mode=0444`,
    ]),
  ];
  await docker.on(first, "service", "create", ...options, proxy.image);
  done("docker service create reverseproxy");
};

const certificates = async (
  tenants: readonly TenantSpec[],
  { served }: Credentials,
): Promise<ReadonlyMap<string, string>> =>
  new Map(
    await Promise.all(
      tenants.map(async ({ name, host }) => {
        const chain = await certificateFor(served, [host]);
        return [name, `${chain}\n${served.key}\n`] as const;
      }),
    ),
  );
