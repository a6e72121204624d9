import { engineDefault } from "../model/engine-default.ts";
import { label } from "../model/label.ts";
import type { Mount, VolumeOptions } from "../model/spec.ts";
import { each, type Fact } from "./fact.ts";
import * as words from "./words.ts";

/** What a mount says; how consistent it is is left out, as swarms forget it. */
export const mountFacts = (mount: Mount): Fact[] => {
  const { target, bind, volume, tmpfs } = mount;
  const field = `mounts.${target}`;
  const said: readonly (Fact | false)[] = [
    isSpecial(bind?.propagation) && [`${field}.propagation`, bind?.propagation ?? ""],
    !!tmpfs?.size && [`${field}.size`, words.bytes(tmpfs.size)],
  ];
  return [
    [field, words.mount(mount)],
    ...said.filter((fact) => fact !== false),
    ...volumeFacts(field, volume ?? {}),
  ];
};

const isSpecial = (propagation = ""): boolean =>
  propagation !== "" && propagation !== engineDefault.propagation;

const volumeFacts = (
  field: string,
  { noCopy, subpath, labels = {}, driver }: VolumeOptions,
): Fact[] => {
  const said: readonly (Fact | false)[] = [
    noCopy === true && [`${field}.noCopy`, words.yesNo(noCopy)],
    !!subpath && [`${field}.subpath`, subpath],
    driver !== undefined && [`${field}.driver`, driver.name || "(the engine's default)"],
  ];
  return [
    ...said.filter((fact) => fact !== false),
    ...each(`${field}.labels`, labels).filter(
      ([name]) => name !== `${field}.labels.${label.stack}`,
    ),
    ...each(`${field}.options`, driver?.options),
  ];
};
