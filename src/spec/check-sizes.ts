import type { BadInput } from "../model/errors.ts";
import type { FileSpec } from "../model/spec.ts";
import { badInput } from "./bad-input.ts";
import type { Placed } from "./context.ts";
import type { Stack } from "./stack.ts";

/** Configs and secrets that the swarm would refuse: empty ones, and those over swarmkit's limits. */
export const oversized = (stacks: readonly Stack[]): BadInput[] => [
  ...stacks.flatMap(({ configs }) => configs).flatMap((file) => wrongSize(file, configLimit)),
  ...stacks.flatMap(({ secrets }) => secrets).flatMap((file) => wrongSize(file, secretLimit)),
];

interface Limit {
  readonly what: string;
  readonly kilobytes: number;
  readonly bytes: number;
}

const configLimit: Limit = { what: "config", kilobytes: 1000, bytes: 1000 * 1024 };

/** swarmkit's validateSecretSpec wants less than 500 KB, where configs may have all of 1000 KB. */
const secretLimit: Limit = { what: "secret", kilobytes: 500, bytes: 500 * 1024 - 1 };

const wrongSize = ({ value, place }: Placed<FileSpec>, limit: Limit): BadInput[] => {
  const size = value.content.byteLength;
  // The bytes of such a secret are its driver's.
  if (value.driver !== undefined) return [];
  if (size > 0 && size <= limit.bytes) return [];
  return [
    badInput(
      `a ${limit.what} has at least 1 byte and at most ${limit.kilobytes} KB, but this has ${size} bytes`,
      place,
      { hint: "mount larger files as a volume" },
    ),
  ];
};
