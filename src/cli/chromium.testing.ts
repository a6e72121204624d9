import { existsSync } from "node:fs";
import { getuid } from "node:process";
import { type Browser, chromium } from "playwright-core";
import { installPackages, isDebian } from "../host/engine.ts";

const path = "/usr/bin/chromium";

/** Debian's Chromium, installed first if it is missing and we may do that. */
export const startChromium = async (): Promise<Browser> => {
  if (!existsSync(path)) await install();
  // Chromium's own sandbox cannot be had by root, and all that it opens here is a file of ours.
  const args = getuid?.() === 0 ? ["--no-sandbox"] : [];
  return chromium.launch({ executablePath: path, args });
};

const install = async (): Promise<void> => {
  if (getuid?.() !== 0 || !isDebian())
    throw new Error(`${path} is missing: install it (on Debian: apt-get install chromium)`);
  await installPackages(["chromium", "fonts-dejavu-core"], (event) => {
    if (event.type === "did") console.error(event.what);
  });
};
