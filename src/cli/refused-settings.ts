import { BadInput } from "../model/errors.ts";
import type { configuration } from "./cucumber-configuration.ts";

/** What cucumber-js takes and `swarmspec test` does not, by its flag, and why. */
export const refusedFlags = {
  "--retry <times>": "a fail is a fail",
  "--retry-tag-filter <expression>": "a fail is a fail",
  "--parallel <workers>": "scenarios share a cluster, and each would see what another one breaks",
  "--publish": "a report tells of your cluster, and nothing of it leaves this machine",
  "--no-strict": "a step that is pending proves nothing",
  "--force-exit": "clusters are taken down before a run ends, and then it ends by itself",
  "--exit": "clusters are taken down before a run ends, and then it ends by itself",
  "--i18n-keywords <language>": "it runs nothing: npx cucumber-js lists them",
  "--i18n-languages": "it runs nothing: npx cucumber-js lists them",
} as const;

/** Throws BadInput where a green run would not mean what it says, or a setting would be lost. */
export const refuseSettings = ({
  runtime: { dryRun, retry, parallel },
  formats,
  flat,
}: Awaited<ReturnType<typeof configuration>>): void => {
  if (dryRun) throw refused("dryRun, so nothing would be run", "take dryRun out of it");
  if (retry > 0)
    throw refused(
      "retry, so what has failed could be green",
      "take retry out of it: a fail is a fail",
    );
  if (parallel > 0)
    throw refused(
      "parallel, but scenarios share a cluster, and each would see what another one breaks",
      "take parallel out of it; runs beside each other have clusters of their own",
    );
  if (formats.publish !== false)
    throw refused(
      "publish, but a report tells of your cluster, and nothing of it leaves this machine",
      "take publish out of it, and CUCUMBER_PUBLISH_TOKEN out of the environment",
    );
  if (flat.format.length > Object.keys(formats.files).length)
    throw refused(
      `the format "${formats.stdout}" without a file of its own, but standard output is ours`,
      `write it as ${formats.stdout}:FILE`,
    );
};

const refused = (what: string, hint: string): BadInput =>
  new BadInput(`cucumber's configuration sets ${what}`, { hint });
