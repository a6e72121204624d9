import type Docker from "dockerode";
import { statusOf } from "../docker/refusal.ts";
import { label } from "../model/label.ts";
import { labelsOf, nameIn, type Site } from "./site.ts";

type Owner = Pick<Site, "cluster" | "run">;

/** Who changes a cluster. */
export interface Holder {
  readonly run: string;
  /** An ISO 8601 time. */
  readonly since: string;
}

/**
 * Tries to become the one who changes a cluster; resolves to who has it then. An engine makes a volume of a name once:
 * whoever comes second is given the first one's, labels and all. So all who work on that engine see it.
 */
export const takeLock = async (engine: Docker, owner: Owner, me: Holder): Promise<Holder> => {
  const Name = nameIn(owner, "lock");
  await engine.createVolume({
    Name,
    Labels: {
      ...labelsOf(owner, "lock", "lock"),
      [label.holder]: me.run,
      [label.since]: me.since,
    },
  });
  const { Labels } = await engine.getVolume(Name).inspect();
  return { run: Labels?.[label.holder] ?? "", since: Labels?.[label.since] ?? "" };
};

/** Gives it back; what is gone already is gone. */
export const freeLock = async (engine: Docker, owner: Owner): Promise<void> => {
  await engine
    .getVolume(nameIn(owner, "lock"))
    .remove()
    .catch((error: unknown) => {
      if (statusOf(error) !== 404) throw error;
    });
};
