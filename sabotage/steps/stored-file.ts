import assert from "node:assert/strict";
import type Docker from "dockerode";
import { ranIn } from "../../src/docker/exec.ts";
import type { Fault } from "../../src/fault/fault.ts";
import type { NodeAddress } from "../../src/model/cluster.ts";

/** A config or secret as one task of a service has it. */
export interface StoredFile {
  readonly service: string;
  /** The swarm's own id of it. */
  readonly id: string;
  readonly change: (text: string) => string;
}

/**
 * Other content in a config or secret of the one task that a node runs, behind the back of the swarm, which never
 * changes one; HAProxy is told to read it.
 */
export const changedFile = (
  host: Docker,
  node: NodeAddress,
  { service, id, change }: StoredFile,
): Fault => {
  let before: string | undefined;
  const write = async (text: string) => {
    const { code, wrote } = await runOn(host, node, writing, {
      SERVICE: service,
      ID: id,
      TEXT: text,
    });
    assert.equal(code, 0, `${service} on ${node.name} did not take another file: ${wrote}`);
  };
  return {
    done: `a file of ${service} on ${node.name} is another`,
    undone: `the file of ${service} on ${node.name} is what it was`,
    inflict: async () => {
      const { code, wrote } = await runOn(host, node, reading, { SERVICE: service, ID: id });
      assert.equal(code, 0, `${service} on ${node.name} has no such file: ${wrote}`);
      const text = change(wrote);
      assert.notEqual(text, wrote, `the change changes nothing in:\n${wrote}`);
      before = wrote;
      await write(text);
    },
    undo: async () => {
      if (before !== undefined) await write(before);
    },
  };
};

const runOn = (
  host: Docker,
  node: NodeAddress,
  script: string,
  variables: Readonly<Record<string, string>>,
) => ranIn(host.getContainer(node.container), ["sh", "-ec", script], variables);

const finding = `
task=$(docker ps -q --no-trunc -f label=com.docker.swarm.service.name=$SERVICE | head -1)
files=/var/lib/docker/containers/$task/mounts/secrets
`;

const reading = `${finding}
cat $files/$ID`;

// The mount is read-only, also for the node's root, until it is made otherwise. A new worker is up and has the
// listening sockets when its predecessor is gone.
const writing = `${finding}
[ -f $files/$ID ] || exit 0
mount -o remount,rw $files
printf %s "$TEXT" > $files/$ID
master=$(docker inspect -f '{{.State.Pid}}' $task)
[ "$(cat /proc/$master/comm)" = haproxy ] || exit 0
old=$(cat /proc/$master/task/$master/children)
docker kill -s USR2 $task > /dev/null
for pid in $old; do
  for i in $(seq 100); do [ -d /proc/$pid ] || break; sleep 0.1; done
  [ ! -d /proc/$pid ] || { echo "the old worker goes on: is the new configuration wrong?"; exit 1; }
done`;
