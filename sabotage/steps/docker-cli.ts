import assert from "node:assert/strict";
import { Given } from "@cucumber/cucumber";
import type Docker from "dockerode";
import { ranIn } from "../../src/docker/exec.ts";
import type { Fault } from "../../src/fault/fault.ts";
import { by } from "../../steps/phrase.ts";
import { folderOnNode } from "../../steps/stack-fixtures.ts";
import { type SwarmWorld, session } from "../../steps/world.ts";

Given(
  "the docker CLI of {string} reads {string} where a file says {string}",
  by((world, node: string, wrong: string, right: string) =>
    replaceCli(
      world,
      node,
      `sed -i 's#${right}#${wrong}#' ${folderOnNode}/*.yml; exec docker.real "$@"`,
    ),
  ),
);

Given(
  "the docker CLI of {string} says nothing of {string}",
  by((world, node: string, option: string) =>
    replaceCli(
      world,
      node,
      `docker.real "$@" > /tmp/said 2>&1; code=$?; sed 's/\\b${option}\\b,\\? \\?//' /tmp/said; exit $code`,
    ),
  ),
);

Given(
  "the docker CLI of {string} never fails",
  by((world, node: string) => replaceCli(world, node, `docker.real "$@" || true`)),
);

const replaceCli = async (world: SwarmWorld, name: string, script: string): Promise<void> => {
  const { engine } = await session.place();
  const { container } = await world.node(name);
  const fault = anotherCli(engine.getContainer(container), { node: name, script });
  await session.inflict(fault, (await world.cluster()).cluster.name);
};

/** A script in the place of the docker CLI, which is `docker.real` meanwhile. */
const anotherCli = (
  container: Docker.Container,
  { node, script }: { readonly node: string; readonly script: string },
): Fault => {
  const run = async (lines: string) => {
    const { code, wrote } = await ranIn(container, ["sh", "-ec", lines], { SCRIPT: script });
    assert.equal(code, 0, wrote);
  };
  return {
    done: `the docker CLI of ${node} is another`,
    undone: `the docker CLI of ${node} is what it was`,
    inflict: () => run(putting),
    undo: () => run("mv -f /usr/bin/docker.real /usr/bin/docker"),
  };
};

const putting = `
mv /usr/bin/docker /usr/bin/docker.real
printf '#!/bin/sh\n%s\n' "$SCRIPT" > /usr/bin/docker
chmod +x /usr/bin/docker`;
