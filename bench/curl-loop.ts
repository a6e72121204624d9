import type Docker from "dockerode";
import { outputOf } from "../src/docker/exec.ts";
import type { Cluster } from "../src/model/cluster.ts";
import { NotConverged } from "../src/model/errors.ts";
import type { ClusterSpec } from "../src/model/spec.ts";

const patience = 120;

/**
 * The article's loop, on a client's machine, until all nodes gave 200 in one pass; it asks for the first tenant.
 * Throws NotConverged with the last codes.
 */
export const untilAllAnswer = async (
  { nodes, clients: [client] }: Cluster,
  { spec, engine }: { spec: ClusterSpec; engine: Docker },
): Promise<void> => {
  const [tenant] = spec.tenants;
  if (client === undefined || tenant === undefined) throw new NotConverged("nobody can ask");
  const addresses = nodes.map((node) => node.public);
  const command = ["timeout", `${patience}`, "bash", "-c", loop, "loop", tenant.host, ...addresses];
  const seen = await outputOf(engine.getContainer(client.container), command);
  if (seen.endsWith("all\n")) return;
  throw new NotConverged(`after ${patience} s the nodes gave ${seen.trim().split("\n").at(-1)}`);
};

// --insecure, as the names in the certificate are not the addresses that are asked.
const loop = `
host=$1
shift
while true; do
  codes=
  for ip; do
    codes+="$(curl -s -o /dev/null -w '%{http_code}' -m 5 -I --insecure -H "Host: $host" "https://$ip") "
  done
  echo "$codes"
  [[ $codes =~ ^(200 )+$ ]] && echo all && exit
done`;
