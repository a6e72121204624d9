import { engineDefault } from "../model/engine-default.ts";
import type { Mount, VolumeOptions } from "../model/spec.ts";
import { withoutStack } from "./wire-mount.ts";
import { filled, present, unless } from "./wire-present.ts";

/** A mount without engine defaults, and without its consistency, which swarms forget. */
export const normalMount = ({ type, source, target, readOnly, ...options }: Mount): Mount =>
  present({
    type,
    source: unless(source, ""),
    target,
    readOnly,
    bind: filled(present({ propagation: propagation(options.bind?.propagation) })),
    volume: options.volume && normalVolume(options.volume),
    tmpfs: filled(present({ size: unless(options.tmpfs?.size, 0) })),
  } satisfies Record<Exclude<keyof Mount, "consistency">, unknown>);

const propagation = (said: string | undefined) =>
  unless(said || undefined, engineDefault.propagation);

const normalVolume = ({ noCopy, subpath, labels, driver }: VolumeOptions) =>
  filled(
    present({
      noCopy: unless(noCopy, false),
      subpath: unless(subpath, ""),
      labels: filled(withoutStack(labels ?? {})),
      driver: driver && present({ name: driver.name, options: filled(driver.options) }),
    }),
  );
