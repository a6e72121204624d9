import assert from "node:assert/strict";
import { test } from "node:test";
import { rulesLeftIn } from "./left-rules.ts";

test("of a table only what is an engine's is taken away, chains when nothing leads to them", () => {
  const rules = [
    "-P INPUT ACCEPT",
    "-P FORWARD DROP",
    "-N DOCKER",
    "-N DOCKER-USER",
    "-N mine",
    "-A FORWARD -j DOCKER-USER",
    "-A FORWARD -j mine",
    "-A FORWARD -o docker0 -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT",
    "-A FORWARD -i br-0123456789ab -o br-lan -j ACCEPT",
    "-A FORWARD -i br-lan -j ACCEPT",
    '-A FORWARD -i docker0 -m comment --comment "not of an engine" -j ACCEPT',
    "-A DOCKER -i docker0 -j RETURN",
    "-A mine -s 10.0.0.0/8 -j DROP",
    "",
  ];
  assert.deepEqual(
    rulesLeftIn(rules).map((words) => words.join(" ")),
    [
      "-D FORWARD -j DOCKER-USER",
      "-D FORWARD -o docker0 -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT",
      "-D FORWARD -i br-0123456789ab -o br-lan -j ACCEPT",
      "-F DOCKER",
      "-F DOCKER-USER",
      "-X DOCKER",
      "-X DOCKER-USER",
    ],
  );
});

test("POSTROUTING's own address translation goes with the bridge that it names", () => {
  const rules = [
    "-A POSTROUTING -s 172.17.0.0/16 ! -o docker0 -j MASQUERADE",
    "-A POSTROUTING -o eth0 -j MASQUERADE",
  ];
  assert.deepEqual(rulesLeftIn(rules), [
    ["-D", "POSTROUTING", "-s", "172.17.0.0/16", "!", "-o", "docker0", "-j", "MASQUERADE"],
  ]);
});
