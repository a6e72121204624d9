import { label } from "../model/label.ts";
import type { FileSpec } from "../model/spec.ts";
import { toWireDriver } from "./wire-mount.ts";
import { present } from "./wire-present.ts";

/** The body that creates a config or a secret for that cluster. */
export const toWireStoredFile = (spec: FileSpec, cluster: string) =>
  present({
    Name: spec.name,
    Labels: {
      ...spec.labels,
      [label.cluster]: cluster,
      [label.stack]: spec.stack,
      ...(spec.tenant && { [label.tenant]: spec.tenant.name, [label.host]: spec.tenant.host }),
    },
    Data: Buffer.from(spec.content).toString("base64"),
    Templating: templating(spec.templateDriver),
    Driver: spec.driver && toWireDriver(spec.driver),
  });

const templating = (name: string | undefined) => (name ? { Name: name } : undefined);
