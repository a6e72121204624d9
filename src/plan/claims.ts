import type { Mount, Port } from "../model/spec.ts";

/** What two services may not have at a time, and what is not to be taken away from under one. */
export interface Claims {
  readonly name: string;
  /** Folders and volumes that it writes to. */
  readonly folders: readonly string[];
  readonly ports: readonly string[];
  readonly networks: readonly string[];
  readonly volumes: readonly string[];
}

interface Claimant {
  readonly name: string;
  readonly mounts: readonly Mount[];
  readonly ports: readonly Port[];
  /** By name. */
  readonly networks: readonly string[];
}

export const claimsOf = ({ name, mounts, ports, networks }: Claimant): Claims => ({
  name,
  folders: foldersOf(mounts),
  ports: ports
    .filter(({ mode, published }) => mode === "host" && published !== 0)
    .map(({ published, protocol }) => `${published}/${protocol}`),
  networks,
  volumes: mounts.flatMap(({ type, source }) => (type === "volume" && source ? [source] : [])),
});

/** Where something is written that others could write too: folders, and volumes as `volume NAME`. */
export const foldersOf = (mounts: readonly Mount[]): readonly string[] =>
  mounts.flatMap(({ type, source, readOnly }) => {
    if (readOnly || !source) return [];
    if (type === "bind") return [source];
    return type === "volume" ? [`volume ${source}`] : [];
  });

/** Whether one of the folders is, or is in, one of the others. */
export const overlap = (some: readonly string[], others: readonly string[]): boolean =>
  some.some((one) => others.some((other) => isIn(one, other) || isIn(other, one)));

const isIn = (folder: string, other: string): boolean =>
  folder === other || folder.startsWith(other.endsWith("/") ? other : `${other}/`);
