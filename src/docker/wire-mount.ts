import { label } from "../model/label.ts";
import type { Driver, Labels, Mount, VolumeOptions } from "../model/spec.ts";
import type { WireDriver, WireMount, WireVolumeOptions } from "./wire-container-types.ts";
import { present } from "./wire-present.ts";
import { toWireWhole } from "./wire-whole.ts";

/** A mount for the engine, in a service of that stack. */
export const toWireMount = (mount: Mount, stack: string): WireMount =>
  present({
    Type: mount.type,
    Source: mount.source,
    Target: mount.target,
    ReadOnly: mount.readOnly,
    Consistency: mount.consistency,
    BindOptions: mount.bind && present({ Propagation: mount.bind.propagation }),
    VolumeOptions: mount.volume && toWireVolume(mount.volume, stack),
    TmpfsOptions: mount.tmpfs && present({ SizeBytes: toWireWhole(mount.tmpfs.size) }),
    ClusterOptions: mount.type === "cluster" ? {} : undefined,
  });

/** Only a volume that the stack makes itself has labels, if none but the stack's own. */
const toWireVolume = (volume: VolumeOptions, stack: string): WireVolumeOptions =>
  present({
    NoCopy: volume.noCopy,
    Subpath: volume.subpath,
    Labels: volume.labels && { ...volume.labels, [label.stack]: stack },
    DriverConfig: volume.driver && toWireDriver(volume.driver),
  });

/** The driver of a volume, a secret or of logs. */
export const toWireDriver = ({ name, options }: Driver): WireDriver =>
  present({ Name: name, Options: options });

/** A mount as the engine has it; how consistent it is, swarms forget. */
export const fromWireMount = (wire: WireMount): Mount =>
  present({
    type: (wire.Type ?? "bind") as Mount["type"],
    source: wire.Source,
    target: wire.Target ?? "",
    readOnly: wire.ReadOnly ?? false,
    bind: wire.BindOptions && present({ propagation: wire.BindOptions.Propagation }),
    volume: wire.VolumeOptions && fromWireVolume(wire.VolumeOptions),
    tmpfs: wire.TmpfsOptions && present({ size: wire.TmpfsOptions.SizeBytes }),
  });

const fromWireVolume = (wire: WireVolumeOptions): VolumeOptions =>
  present({
    noCopy: wire.NoCopy,
    subpath: wire.Subpath,
    labels: wire.Labels && withoutStack(wire.Labels),
    driver: wire.DriverConfig && fromWireDriver(wire.DriverConfig),
  });

/** Labels without the one that says which stack something belongs to. */
export const withoutStack = ({ [label.stack]: _, ...labels }: Labels): Labels => labels;

/** The driver of a volume or of logs, as the engine has it. */
export const fromWireDriver = ({ Name = "", Options }: WireDriver): Driver =>
  present({ name: Name, options: Options ?? undefined });
