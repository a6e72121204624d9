import assert from "node:assert/strict";
import test from "node:test";
import type { Plan } from "../model/change.ts";
import type { Mount } from "../model/spec.ts";
import { foldersFor } from "./folders.ts";
import { serviceSpec } from "./world.testing.ts";

const bind = (source: string): Mount => ({
  type: "bind",
  source,
  target: "/data",
  readOnly: false,
});

const creating = (...mounts: readonly Mount[]): Plan => ({
  stages: [
    [
      {
        action: "create",
        kind: "service",
        name: "bearded_db",
        reason: "not in the swarm",
        fields: [],
        spec: serviceSpec({ mounts }),
      },
    ],
  ],
});

test("what a service of the plan mounts from below the storage is a folder to make, once", () => {
  const plan = creating(bind("/srv/services/bearded/db"), bind("/srv/services/bearded/db"));
  assert.deepEqual(foldersFor(plan, { path: "/srv/services" }), ["/srv/services/bearded/db"]);
});

test("the device of a volume that is a bind mount is a folder to make", () => {
  const device = "/srv/services/hairy/first";
  const options = { type: "none", o: "ro,bind", device };
  const media: Mount = {
    ...{ type: "volume", source: "media", target: "/media", readOnly: true },
    volume: { driver: { name: "local", options } },
  };
  assert.deepEqual(foldersFor(creating(media), { path: "/srv/services" }), [device]);
});

test("folders elsewhere and volumes are nobody's to make", () => {
  const volume: Mount = {
    type: "volume",
    source: "/srv/services/x",
    target: "/d",
    readOnly: false,
  };
  const plan = creating(bind("/etc"), bind("/srv/services-of-others"), volume);
  assert.deepEqual(foldersFor(plan, { path: "/srv/services" }), []);
});

test("without a shared storage no folder is made", () => {
  assert.deepEqual(foldersFor(creating(bind("/srv/services/bearded/db")), undefined), []);
});
