import fc from "fast-check";
import { anyTruth } from "./grammar-scalars.testing.ts";
import { anyService } from "./grammar-service.testing.ts";
import type { Stack } from "./stack.testing.ts";
import { type Node, written } from "./written.testing.ts";

type Entry = readonly [key: string, node: Node];

const anyVersion: fc.Arbitrary<string | undefined> = fc.oneof(
  { weight: 9, arbitrary: fc.constantFrom('"3.8"', "'3.7'", '"3.9"', undefined) },
  { weight: 1, arbitrary: fc.integer({ min: 0, max: 13 }).map((minor) => `"3.${minor}"`) },
);

const anyServices: fc.Arbitrary<Entry> = fc
  .tuple(anyService, fc.option(anyService))
  .map(([web, db]) => ["services", { map: [["web", web], ...optional("db", db)] }]);

const anyNetworks: fc.Arbitrary<Entry> = fc
  .tuple(
    fc.constantFrom<Node>("", { map: [["driver", "overlay"]], inBrackets: true }),
    fc.option(anyTruth),
  )
  .map(([front, attachable]) => [
    "networks",
    {
      map: [
        ["front", front],
        ["far", { map: [["external", "true"]] }],
        ...optional("default", attachable && { map: [["attachable", attachable]] }),
      ],
    },
  ]);

const optional = (key: string, node: Node | null | undefined): Entry[] =>
  node === null || node === undefined ? [] : [[key, node]];

const rest: readonly Entry[] = [
  ["volumes", { map: [["data", ""]] }],
  ["secrets", { map: [["key", { map: [["external", "true"]], inBrackets: true }]] }],
];

const configs: Entry = ["configs", { map: [["motd", { map: [["file", "./files/other.conf"]] }]] }];

const anyParts = fc.tuple(anyServices, anyNetworks);

const anySecond = fc.oneof(
  { withCrossShrink: true },
  { weight: 4, arbitrary: fc.constant(null) },
  { weight: 1, arbitrary: anyParts },
);

/** A stack as somebody might write it: a file, or now and then two of a version that are merged. */
export const anyStack: fc.Arbitrary<Stack> = fc
  .tuple(anyVersion, anyParts, anySecond, fc.constantFrom(2, 4))
  .map(([version, first, second, indent]) => {
    const isOld = /"3\.[012]"/.test(version ?? "");
    const text = (parts: readonly Entry[]): string =>
      written(
        { map: [...optional("version", version), ...parts, ...rest, ...(isOld ? [] : [configs])] },
        indent,
      );
    const over = second === null ? [] : [["stack.second.yml", text(second)] as const];
    return { name: "stack.yml", files: [["stack.yml", text(first)], ...over] };
  });
