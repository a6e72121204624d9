import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { readSent, type Sent, writeSent } from "./sent.testing.ts";
import type { Stack } from "./stack.testing.ts";
import { stacksIn } from "./stacks.testing.ts";

/** Where our stack files are, and beside each what docker sent for it. */
export const ourFolder = join(import.meta.dirname, "../../fixtures/witness");

export const ourStacks: readonly Stack[] = stacksIn(ourFolder);

const pathOf = ({ name }: Stack): string => join(ourFolder, name.replace(/\.yml$/, ".sent"));

export const keptFor = (stack: Stack): Sent => readSent(pathOf(stack));

export const keep = (stack: Stack, sent: Sent): void => writeSent(pathOf(stack), sent);

const versionPath = join(ourFolder, "docker-version");

/** The version of the docker CLI that sent it. */
export const keptVersion = (): string => readFileSync(versionPath, "utf8").trim();

export const keepVersion = (version: string): void => writeFileSync(versionPath, `${version}\n`);
