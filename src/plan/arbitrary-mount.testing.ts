import fc from "fast-check";
import type { Driver, Mount, VolumeOptions } from "../model/spec.ts";
import { count, labels, partial, path, word } from "./arbitrary-basics.testing.ts";

const drivers: readonly (Driver | undefined)[] = [
  undefined,
  { name: "local", options: { type: "nfs", device: ":/srv", o: "addr=storage,password=secret" } },
  { name: "local" },
  { name: "plugin", options: {} },
];

const said = partial<Mount>(
  {
    type: fc.constantFrom("bind", "volume", "tmpfs", "npipe", "cluster"),
    source: word,
    target: path,
    readOnly: fc.boolean(),
    consistency: fc.constantFrom("consistent", "cached"),
    bind: partial<NonNullable<Mount["bind"]>>({
      propagation: fc.constantFrom("rprivate", "rshared"),
    }),
    volume: partial<VolumeOptions>({
      noCopy: fc.boolean(),
      subpath: word,
      labels,
      driver: fc.constant({ name: "local" }),
    }),
    tmpfs: partial<NonNullable<Mount["tmpfs"]>>({ size: count }),
  },
  ["type", "target", "readOnly"],
);

/**
 * Any mount, with the options of its own type. A volume's name says which driver it has: nodes keep
 * a volume as they made it, so other options are a matter of their own.
 */
export const mount = fc
  .tuple(said, fc.nat(drivers.length - 1))
  .map(([each, n]): Mount => fitting(each, n));

const fitting = (
  { bind, volume, tmpfs, source = "", consistency, ...rest }: Mount,
  n: number,
): Mount => {
  const each = { ...rest, ...(consistency && { consistency }) };
  switch (rest.type) {
    case "bind":
    case "npipe":
      return { ...each, source: `/${source}`, ...(bind && { bind }) };
    case "volume":
      return source === "" ? each : { ...each, source: `${source}-${n}`, ...named(volume, n) };
    case "tmpfs":
      return { ...each, ...(tmpfs && { tmpfs }) };
    case "cluster":
      return { ...each, source: `group:${source}` };
  }
};

const named = (volume: VolumeOptions = {}, n: number): Pick<Mount, "volume"> => {
  const { driver: _, ...options } = volume;
  const driver = drivers[n];
  return { volume: { ...options, ...(driver && { driver }) } };
};
