import assert from "node:assert/strict";
import { test } from "node:test";
import type { Plan } from "../model/change.ts";
import type { Event, Listener } from "../model/event.ts";
import type { Progress } from "../model/progress.ts";
import { type Milliseconds, milliseconds, seconds } from "../model/units.ts";
import { type Console, consoleListener } from "./console.ts";

interface Stand {
  readonly tell: Listener;
  readonly written: () => string;
  readonly wait: (span: Milliseconds) => void;
}

const stand = (options: Partial<Console> = {}): Stand => {
  let [text, time] = ["", 0];
  const tell = consoleListener({
    write: (more) => {
      text += more;
    },
    now: () => milliseconds(time),
    isTerminal: false,
    width: 80,
    colour: false,
    ...options,
  });
  return {
    tell,
    written: () => text,
    wait: (span) => {
      time += span;
    },
  };
};

const said = (events: readonly Event[], options: Partial<Console> = {}): string => {
  const { tell, written } = stand(options);
  events.forEach(tell);
  return written();
};

/** What a terminal shows in the end, as far as moving up and erasing a line goes. */
const shown = (text: string): string[] => {
  const lines = [""];
  for (const part of text.replaceAll("\x1b[1A\x1b[2K", "^").split(/(\n|\^)/)) {
    if (part === "\n") lines.push("");
    else if (part === "^") lines.splice(-2, 2, "");
    else lines[lines.length - 1] += part;
  }
  return lines;
};

const began = (what: string): Event => ({ type: "began", what });
const did = (what: string): Event => ({ type: "did", what });
const ended = (what: string, s: number): Event => ({ type: "ended", what, took: seconds(s) });
const awaiting = (...open: readonly [string, string][]): Event => ({
  type: "awaiting",
  progress: [
    { service: "bearded_db", state: "settled", detail: "1 of 1 running" },
    ...open.map(([service, detail]): Progress => ({ service, state: "waiting", detail })),
  ],
});
const planned: Event = {
  type: "planned",
  plan: {
    stages: [
      [
        {
          action: "create",
          kind: "network",
          name: "tuleap",
          reason: "not in the swarm",
          fields: [],
          spec: { name: "tuleap", driver: "overlay", attachable: false },
        },
      ],
    ],
  } satisfies Plan,
};

test("a finished step is one line with its seconds, and its beginning none", () => {
  assert.equal(
    said([began("images"), began("swarm"), ended("swarm", 2.06), ended("images", 131)]),
    "  2.1 s  swarm\n131.0 s  images\n",
  );
});

test("what is done to the machine is said when it begins, since nobody says when it ends", () => {
  const build = "build swarmspec/node:0123";
  assert.equal(
    said([
      did("pull debian:trixie-slim"),
      did(build),
      { type: "went-on", what: build, detail: "Step 1/9 : ARG BASE" },
    ]),
    "      …  pull debian:trixie-slim\n      …  build swarmspec/node:0123\n",
  );
});

test("a plan is indented under the seconds, and coloured only if asked to", () => {
  const text =
    "         + network tuleap: not in the swarm\n         1 to create, 0 to update, 0 to remove\n";
  assert.equal(said([planned]), text);
  const coloured = said([planned], { colour: true });
  assert.ok(coloured.includes("\x1b[32m+ network tuleap: not in the swarm\x1b[39m\n"));
});

test("a warning says that it is one", () => {
  assert.equal(said([{ type: "warned", message: "two things" }]), "warning: two things\n");
});

test("only services that are not settled are told of, and only when something changed", () => {
  const { tell, written, wait } = stand();
  tell(awaiting(["bearded_web", "0 of 1 running"], ["shaven_web", "0 of 2 running"]));
  wait(seconds(5));
  tell(awaiting(["bearded_web", "0 of 1 running"], ["shaven_web", "1 of 2 running"]));
  wait(seconds(5));
  tell(awaiting(["bearded_web", "0 of 1 running"], ["shaven_web", "1 of 2 running"]));
  tell(awaiting());
  assert.deepEqual(
    written()
      .trimEnd()
      .split("\n")
      .map((line) => line.trim()),
    ["bearded_web: 0 of 1 running", "shaven_web: 0 of 2 running", "shaven_web: 1 of 2 running"],
  );
});

test("services are told of at once, then at most every 2 s, and at once again in the next wait", () => {
  const { tell, written, wait } = stand();
  tell(awaiting(["web", "preparing"]));
  wait(milliseconds(1999));
  tell(awaiting(["web", "starting"]));
  assert.doesNotMatch(written(), /starting/);
  wait(milliseconds(1));
  tell(awaiting(["web", "unhealthy"]));
  assert.match(written(), /unhealthy/);
  tell(ended("services", 2));
  tell(awaiting(["web", "preparing"]));
  assert.equal(written().match(/preparing/g)?.length, 2);
});

test("a service that falls back to what was told before is news again", () => {
  const { tell, written, wait } = stand();
  tell(awaiting(["web", "0 of 1 running"]));
  tell(awaiting());
  wait(seconds(2));
  tell(awaiting(["web", "0 of 1 running"]));
  assert.equal(written().match(/0 of 1/g)?.length, 2);
});

test("of a hundred services eight lines are told", () => {
  const many = Array.from({ length: 100 }, (_, i): [string, string] => [`s${i}`, "preparing"]);
  const lines = said([awaiting(...many)])
    .trimEnd()
    .split("\n");
  assert.equal(lines.length, 8);
  assert.match(lines.at(-1) ?? "", /and 93 more$/);
});

test("what else is waited for is told with what it lacks: a line each, or the first one live", () => {
  const events: Event[] = [
    began("a wait"),
    { type: "lacking", what: "a wait", lines: ["node-01 is down", "node-02 is down"] },
  ];
  assert.equal(said(events), "         node-01 is down\n         node-02 is down\n");
  assert.deepEqual(shown(said(events, { isTerminal: true })), [
    "      …  a wait: node-01 is down",
    "",
  ]);
});

test("a terminal shows the step under way below the finished ones, and nothing in the end", () => {
  const events: Event[] = [began("images"), began("swarm"), ended("swarm", 2), ended("images", 3)];
  const after = (count: number) => shown(said(events.slice(0, count), { isTerminal: true }));
  assert.deepEqual(after(1), ["      …  images", ""]);
  assert.deepEqual(after(2), ["      …  swarm", ""]);
  assert.deepEqual(after(3), ["  2.0 s  swarm", "      …  images", ""]);
  assert.deepEqual(after(4), ["  2.0 s  swarm", "  3.0 s  images", ""]);
});

test("a terminal shows details and progress in the one live line", () => {
  const isTerminal = true;
  const detail = { type: "went-on", what: "build node", detail: "Step 2/9 : RUN" } as const;
  assert.deepEqual(shown(said([began("images"), did("build node"), detail], { isTerminal })), [
    "      …  build node",
    "      …  build node: Step 2/9 : RUN",
    "",
  ]);
  const waits = [awaiting(["web", "preparing"]), awaiting(["web", "starting"])];
  assert.deepEqual(shown(said([began("services"), ...waits], { isTerminal })), [
    "      …  1 of 2 services settled, web: starting",
    "",
  ]);
});

test("a step that broke off leaves the live line to the one around it", () => {
  const broke = { type: "broke-off", what: "swarm" } as const;
  assert.equal(
    shown(said([began("images"), began("swarm"), broke], { isTerminal: true }))[0],
    "      …  images",
  );
});

test("the live line is one line of the terminal, whatever the detail", () => {
  const detail = `\x1b[31mred\x1b[0m\nand ${"long ".repeat(40)}`;
  const [line = "", rest] = shown(
    said([{ type: "went-on", what: "pull", detail }], { isTerminal: true, width: 40 }),
  );
  assert.ok(line.startsWith("      …  pull: \\x1b[31mred\\x1b[0m\\na"), line);
  assert.ok(line.length < 40);
  assert.equal(rest, "");
});
