import type { Placed } from "./context.ts";
import { defined } from "./defined.ts";
import type { WrittenAttachment, WrittenService } from "./stack-file.ts";
import type { LoadedAttachment } from "./stack-loaded.ts";
import type { Reading } from "./stack-scope.ts";
import { isList, labelsOf } from "./stack-values.ts";

/** The networks that a service joins by their key, and where that is written. */
export const loadedAttachments = (
  service: string,
  { networks }: WrittenService,
  reading: Reading,
): Record<string, Placed<LoadedAttachment | null>> | undefined => {
  if (networks === undefined) return undefined;
  const placeOf = (key: string | number) => reading.placeOf(["services", service, "networks", key]);
  if (isList(networks))
    return Object.fromEntries(
      networks.map((key, index) => [key, { value: null, place: placeOf(index) }]),
    );
  return Object.fromEntries(
    Object.entries(networks).map(([key, written]) => [
      key,
      { value: written && loaded(written), place: placeOf(key) },
    ]),
  );
};

const loaded = ({ aliases, driver_opts: options }: WrittenAttachment): LoadedAttachment =>
  defined({ aliases, options: labelsOf(options) });
