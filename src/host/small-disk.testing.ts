import { execFileSync } from "node:child_process";

/** Mounts a disk of so many bytes there, until it is disposed of. Undefined where that is not allowed. */
export const smallDisk = (folder: string, bytes: number): Disposable | undefined => {
  const options = { stdio: "ignore" } as const;
  try {
    execFileSync("mount", ["-t", "tmpfs", "-o", `size=${bytes}`, "tmpfs", folder], options);
  } catch {
    return undefined;
  }
  return { [Symbol.dispose]: () => void execFileSync("umount", ["-l", folder], options) };
};
