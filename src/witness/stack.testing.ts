import type { Held } from "./engine.testing.ts";

/** A stack as both sides are given it: its files, merged in this order. */
export interface Stack {
  readonly name: string;
  /** Names with texts. */
  readonly files: readonly (readonly [name: string, text: string])[];
}

/** What came of a deploy: what the swarm has been told to have, and what was said. */
export interface Deployed {
  readonly held: Held;
  readonly said: string;
  readonly refused: boolean;
  /** What of a plan is not done however often it is applied. */
  readonly open?: readonly string[];
}

/** Where the files seem to be, on whichever machine they are. */
export const stackFolder = "/stack";

/** The name under which each stack is deployed. */
export const stackName = "wild";

/** All variables that both sides know. */
export const environment: Readonly<Record<string, string>> = {
  PATH: process.env.PATH ?? "",
  HOME: "/home/operator",
  EDITION: "7",
  TAG: "7.2",
  DOMAIN: "example.org",
  REPLICAS: "2",
  EMPTY: "",
};
