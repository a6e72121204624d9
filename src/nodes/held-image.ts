import type { ContainerInfo } from "dockerode";
import { label } from "../model/label.ts";

/** An image as the registry is to give it out, and what it is called on the engine that has it. */
export interface HeldImage {
  readonly path: string;
  readonly tag: string;
  readonly reference: string;
}

/** What a registry is filled with, in words. */
export const contentOf = (holds: readonly HeldImage[]): readonly string[] =>
  holds.map(inContent).toSorted();

const inContent = ({ path, tag, reference }: HeldImage): string => `${path}:${tag}=${reference}`;

/** Which of the images a registry was not made to hold, as far as its container's label says. */
export const notHeld = (
  holds: readonly HeldImage[],
  { Labels }: Pick<ContainerInfo, "Labels">,
): readonly HeldImage[] => {
  // One that was made before there was this label: whoever asks it for an image hears.
  if (Labels[label.holds] === undefined) return [];
  const held = new Set(Labels[label.holds]?.split(","));
  return holds.filter((image) => !held.has(inContent(image)));
};
