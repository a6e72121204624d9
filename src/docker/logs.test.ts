import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import type { Container } from "dockerode";
import { id } from "../model/units.ts";
import { connect } from "./connect.ts";
import { fakeEngine, temporaryFolder, versionOf } from "./engine.testing.ts";
import { demultiplexed, lastLines } from "./logs.ts";
import { swarmBehind } from "./swarm.ts";

/** A frame as engines send it; stream 1 is stdout, 2 is stderr. */
const frame = (stream: 1 | 2, text: string | Buffer): Buffer => {
  const [header, content] = [Buffer.alloc(8), Buffer.from(text)];
  header.writeUInt8(stream);
  header.writeUInt32BE(content.length, 4);
  return Buffer.concat([header, content]);
};

test("both streams are read in the order in which they were written", () => {
  const frames = Buffer.concat([frame(1, "one\n"), frame(2, "two\n"), frame(1, "three\n")]);
  assert.equal(demultiplexed(frames), "one\ntwo\nthree\n");
});

test("a letter that is cut by the end of a frame is whole again", () => {
  const text = Buffer.from("naïve\n");
  const frames = Buffer.concat([frame(1, text.subarray(0, 3)), frame(1, text.subarray(3))]);
  assert.equal(demultiplexed(frames), "naïve\n");
});

test("of a frame that is cut short what is there is read", () => {
  assert.equal(demultiplexed(frame(1, "one\n").subarray(0, 10)), "on");
});

test("nothing written is an empty text", () => {
  assert.equal(demultiplexed(Buffer.alloc(0)), "");
});

test("the last lines of a container are asked for by number, of both streams", async () => {
  const asked: unknown[] = [];
  const logs = async (options: unknown) => {
    asked.push(options);
    return frame(2, "no space left on device\n");
  };
  const container = { logs } as Pick<Container, "logs"> as Container;
  assert.equal(await lastLines(container, 10), "no space left on device");
  assert.deepEqual(asked, [{ stdout: true, stderr: true, tail: 10 }]);
});

const logsOfTask = async (ContainerSpec: { TTY?: boolean }, log: string | Buffer) => {
  await using folder = await temporaryFolder();
  const path = join(folder.path, "docker.sock");
  await using engine = await fakeEngine(path, (request, response) => {
    if (request.url?.includes("/logs")) return void response.end(log);
    if (!request.url?.includes("/tasks/")) return void versionOf("1.41")(request, response);
    response.setHeader("content-type", "application/json");
    response.end(JSON.stringify({ ID: "t1", Spec: { ContainerSpec } }));
  });
  const swarm = swarmBehind(await connect({ kind: "socket", path }), { cluster: "tuleap" });
  return { said: await swarm.logs(id<"task">("t1"), 10), asked: engine.asked };
};

test("the last lines of a task are asked for by number, of both streams", async () => {
  const { said, asked } = await logsOfTask({}, frame(1, "bye\n"));
  assert.equal(said, "bye\n");
  assert.deepEqual(asked.at(-1), "/v1.41/tasks/t1/logs?stdout=true&stderr=true&tail=10");
});

test("of a task with a terminal every letter is read, with the usual line ends", async () => {
  const { said } = await logsOfTask({ TTY: true }, "panic: no space\r\nleft\r\n");
  assert.equal(said, "panic: no space\nleft\n");
  assert.equal((await logsOfTask({ TTY: true }, "no")).said, "no");
});
