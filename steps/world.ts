import assert from "node:assert/strict";
import { resolve } from "node:path";
import { setWorldConstructor, World } from "@cucumber/cucumber";
import type Docker from "dockerode";
import { contextOf } from "../src/cli/cluster-file.ts";
import type { Raised } from "../src/cli/converge-on.ts";
import { anyManager, engineOf, swarmOf } from "../src/cli/managers.ts";
import { toldCluster } from "../src/cli/told-cluster.ts";
import type { Watch } from "../src/cli/watching.ts";
import { attached } from "../src/model/attachment.ts";
import type { Plan } from "../src/model/change.ts";
import type { NodeAddress } from "../src/model/cluster.ts";
import { SwarmspecError, Unknown } from "../src/model/errors.ts";
import type { Question, Sample } from "../src/model/sample.ts";
import type { Snapshot } from "../src/model/snapshot.ts";
import type { Verdict } from "../src/model/verdict.ts";
import type { History } from "../src/model/watch.ts";
import { render } from "../src/plan/render.ts";
import type { Knock } from "../src/probe/knock.ts";
import type { StreamEvent } from "../src/probe/listen.ts";
import { type Draft, emptyDraft } from "../src/spec/draft.ts";
import { finish } from "../src/spec/finish.ts";
import type { Phrase, Said } from "../src/spec/phrase.ts";
import type { Twice } from "./allowed-differences.ts";
import { Session } from "./session.ts";

/** One command line, and what came of it. */
interface Ended {
  readonly command: string;
  readonly wanted: { readonly exit: number; readonly says: string };
  readonly code: number | null;
  readonly said: string;
}

/** A question from inside one container to another, and who answered where. */
interface Talk {
  readonly from: string;
  readonly tenant: string;
  /** Absent where nobody answered. */
  readonly answeredBy: string | undefined;
  readonly node: string | undefined;
  /** All that was heard. */
  readonly said: string;
}

export const session = new Session();

/** What one scenario has said and seen. The cluster itself belongs to the session. */
export class SwarmWorld extends World {
  feature = "";
  /** What was to be asked last, and what came of it. */
  asked: readonly Question[] = [];
  samples: readonly Sample[] = [];
  before: Snapshot | undefined;
  failure: unknown;
  /** How long the apply took that is judged, in milliseconds; undefined until there was one. */
  took: number | undefined;
  /** A cluster that commands of their own processes work with, and how they ended. */
  byHand: { readonly cluster: string; readonly folder: string; readonly path: string } | undefined;
  commands: readonly Ended[] = [];
  /** Another run that we started, by its process. */
  other: number | undefined;
  /** How another process of ours ended; null if a signal ended it. */
  exitCode: number | null | undefined;
  knocks: readonly { readonly door: string; readonly heard: Knock }[] = [];
  talks: readonly Talk[] = [];
  /** The text that was written for each tenant. */
  readonly notes = new Map<string, string>();
  /** Two answers, one after the other, and what the cache says of them. */
  readonly pages: {
    readonly tenant: string;
    readonly node: string;
    readonly cache: string;
    readonly bodies: readonly string[];
  }[] = [];
  /** What another run reported and said, and what of its cluster is secret. */
  canaries:
    | { readonly report: string; readonly secrets: readonly string[]; readonly said: string }
    | undefined;
  /** Nodes whose engines log what they are asked. */
  debugged: readonly NodeAddress[] = [];
  /** A stack with large files: the words that they begin with, and how long they are. */
  large:
    | {
        readonly folder: string;
        readonly stack: string;
        readonly words: { readonly config: string; readonly secret: string };
        readonly bytes: { readonly config: number; readonly secret: number };
      }
    | undefined;
  /** Clients that keep asking, and all that they have seen once they have stopped. */
  watch: Watch | undefined;
  history: History | undefined;
  /** The nodes that this scenario has broken, also those that are whole again. */
  broken: readonly string[] = [];
  /** What a listener heard, and the text that was published for it. */
  heard: readonly { tenant: string; text: string; heard: readonly StreamEvent[] }[] = [];
  /** What the docker CLI and swarmspec made of the same stacks. */
  readonly twice: Twice[] = [];
  /** Who tried to open whose database, and where. */
  readonly tries: { from: string; of: string; door: string; opened: boolean }[] = [];
  #draft: Draft = emptyDraft;
  #raised: Raised | undefined;
  #standing: Raised | undefined;

  /** Adds to the description of the cluster; it is made what it says when a step first acts on it. */
  say(phrase: Phrase, said: Said): void {
    this.#raised = undefined;
    this.#draft = phrase.apply(this.#draft, said, this.#context);
  }

  /** The cluster, as it was described until now. */
  async cluster(): Promise<Raised> {
    this.#raised ??= await this.converge();
    return this.#raised;
  }

  /** Takes the tenants of that name out of the description. */
  forget(tenant: string): void {
    const tenants = this.#draft.tenants.filter(({ value }) => value.name !== tenant);
    assert.notEqual(tenants.length, this.#draft.tenants.length, `no tenant "${tenant}"`);
    this.#raised = undefined;
    this.#draft = { ...this.#draft, tenants };
  }

  /** Takes a stack that is no tenant out of the description. */
  forgetStack(name: string): void {
    const stacks = this.#draft.stacks.filter(({ value }) => value.name !== name);
    assert.notEqual(stacks.length, this.#draft.stacks.length, `no stack "${name}"`);
    this.#raised = undefined;
    this.#draft = { ...this.#draft, stacks };
  }

  /** Takes a node out of the description. */
  forgetNode(name: string): void {
    this.#raised = undefined;
    const nodes = this.#draft.nodes.filter(({ value }) => value.name !== name);
    this.#draft = { ...this.#draft, nodes };
  }

  /** What it would take to make the standing cluster what has been described until now. */
  plan(): Promise<Plan> {
    return session.planned(finish(this.#draft, this.#context));
  }

  /** The cluster as it last was what the description said, whatever has been said since. */
  standing(): Raised {
    assert.ok(this.#standing, "the cluster never was as described");
    return this.#standing;
  }

  /** Makes the cluster as described once more, after something has happened to it. */
  async converge(): Promise<Raised> {
    const plans: Plan[] = [];
    this.#raised = await session.converged(finish(this.#draft, this.#context), (event) => {
      if (event.type === "planned") plans.push(event.plan);
    });
    this.#standing = this.#raised;
    if (plans.length > 0) await this.#show(plans, this.#raised);
    return this.#raised;
  }

  /** For the report: what was done to the cluster, and what it is now. */
  async #show(plans: readonly Plan[], { cluster }: Raised): Promise<void> {
    for (const plan of plans) this.attach(render(plan).join("\n"), attached.plan);
    const { engine } = await session.place();
    const seen = await (await swarmOf(cluster)).observe();
    this.attach(JSON.stringify(await toldCluster(engine, cluster, seen)), attached.cluster);
  }

  async manager(): Promise<Docker> {
    const { cluster } = await this.cluster();
    return (await anyManager(cluster, session.signal)).engine;
  }

  async observe(): Promise<Snapshot> {
    return seenOf(await this.cluster());
  }

  /** The swarm as it stands, before it is made what has been described since. */
  async observeStanding(): Promise<Snapshot> {
    return seenOf(this.#standing ?? (await this.cluster()));
  }

  async node(name: string): Promise<NodeAddress> {
    const { cluster } = await this.cluster();
    const node = cluster.nodes.find((one) => one.name === name);
    assert.ok(node, `the cluster has no node "${name}"`);
    return node;
  }

  async engine(node: NodeAddress): Promise<Docker> {
    const { cluster } = await this.cluster();
    return engineOf(cluster, node);
  }

  /** The folder of the report, which `swarmspec test` names. */
  get report(): string {
    return resolve(String(this.parameters.report ?? "report"));
  }

  get #context() {
    return contextOf({ cwd: process.cwd(), env: process.env });
  }
}

const seenOf = async ({ cluster }: Raised): Promise<Snapshot> =>
  (await swarmOf(cluster, { signal: session.signal })).observe();

/** A verdict that is not pass fails the step with its evidence; unknown is not green. */
export const demand = ({ verdict, evidence }: Verdict): void => {
  const said = [`${verdict}:`, ...evidence.map((line) => `  ${line}`)];
  if (verdict === "unknown") throw new Unknown(said);
  if (verdict === "fail") throw new SwarmspecError(said);
};

setWorldConstructor(SwarmWorld);
