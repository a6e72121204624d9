import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { SwarmspecError } from "../model/errors.ts";
import { execute } from "./process.ts";

/** What a run of swarmspec left and said. */
interface Ran {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
  /** Of the report's folder; empty if there is no such file. */
  readonly file: (name: string) => string;
}

interface Interruption {
  readonly interruptedBy?: "stdout" | "stderr";
}

/** A folder with a project of these files, that knows the made-up phrases below and needs no cluster. */
export class Project {
  readonly folder = mkdtempSync(join(tmpdir(), "swarmspec-project-"));

  constructor(files: Readonly<Record<string, string>>, configuration = "") {
    const own = { "cucumber.mjs": cucumber(configuration), "steps/made-up.mjs": phrases };
    for (const [name, text] of Object.entries({ ...own, ...files })) {
      mkdirSync(join(this.folder, dirname(name)), { recursive: true });
      writeFileSync(join(this.folder, name), text);
    }
  }

  /**
   * Runs `swarmspec test` in it, within this process. Its phrases are loaded once: a second run has none. It may be
   * interrupted as soon as it writes to a stream.
   */
  async run(args: readonly string[] = [], { interruptedBy }: Interruption = {}): Promise<Ran> {
    const said = { stdout: "", stderr: "" };
    const interruption = new AbortController();
    const out = (name: keyof typeof said) => ({
      write: (text: string): void => {
        said[name] += text;
        if (name === interruptedBy) interruption.abort(new SwarmspecError("interrupted"));
      },
    });
    const { folder } = this;
    const { signal } = interruption;
    const around = { cwd: folder, env: {}, home: folder, signal };
    const streams = { stdout: out("stdout"), stderr: out("stderr") };
    const code = await execute(["test", ...args], { ...around, ...streams });
    return { code, ...said, file: (name) => textOf(join(folder, "report", name)) };
  }

  /** The same in a process of its own, which loads phrases anew; any command. */
  apart(args: readonly string[]): Pick<Ran, "code" | "stdout" | "stderr"> {
    const main = join(import.meta.dirname, "main.ts");
    const noEngine = { SWARMSPEC_ENGINE: "none", DOCKER_HOST: "tcp://127.0.0.1:1" };
    const how = {
      cwd: this.folder,
      encoding: "utf8",
      env: { ...process.env, ...noEngine },
    } as const;
    const { status, ...said } = spawnSync(process.execPath, [main, ...args], how);
    return { code: status ?? -1, ...said };
  }

  [Symbol.dispose](): void {
    rmSync(this.folder, { recursive: true });
  }
}

const textOf = (path: string): string => {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return "";
  }
};

const cucumber = (more: string): string =>
  `export default { import: ["steps/*.mjs"], publish: false, ${more} };\n`;

const phrases = `
import { Before, Given, Then, When } from ${JSON.stringify(import.meta.resolve("@cucumber/cucumber"))};
Before({ tags: "@left-out" }, () => "skipped");
Before(() => {});
Given("a thing", () => {});
When("it is done", () => {});
When("it ends the process", () => process.exit(0));
Then("it holds", () => {});
Then("it fails", () => { throw new Error("wanted 1, seen 2"); });
Then("it is skipped", () => "skipped");
Then("it is pending", () => "pending");
Then("it is ambiguous", () => {});
Then("it is am{word}", () => {});
class Unknown extends Error {}
const notSeen = () => new Unknown("unknown:\\n  the prober stood still");
let seen = 0;
Then("it is seen the {int} time", (time) => { seen += 1; if (seen < time) throw notSeen(); });
Then("it is never seen", () => { throw notSeen(); });
let asked = 0;
Then("it holds when asked again", () => { if (asked++ === 0) throw new Error("not yet"); });
`;
