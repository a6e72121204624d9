import type Docker from "dockerode";
import type { AuthConfig } from "dockerode";
import { SwarmspecError, Unreachable } from "../model/errors.ts";
import { followed } from "./follow.ts";
import { isFull, statusOf, wordsOf } from "./refusal.ts";

/** An image that a node cannot get. */
export class NoSuchImage extends SwarmspecError {
  override readonly name = "NoSuchImage";
}

/** Where to ask for images: a node's engine, and the node's name for messages. */
export interface Puller {
  readonly node: string;
  readonly engine: Docker;
}

/** A user at a registry, as engines hand it on. */
export type RegistryUser = AuthConfig | { readonly identitytoken: string };

/** The digest that a registry gives for an image, asked through a node. Throws NoSuchImage or Unreachable. */
export const digestOf = async (
  image: string,
  { node, engine }: Puller,
  user?: RegistryUser,
): Promise<string> => {
  try {
    const { Descriptor } = await engine.getImage(image).distribution(asUser(user));
    return Descriptor.digest;
  } catch (cause) {
    throw refusal(image, node, cause);
  }
};

/** Whether the engine has an image by this reference. */
export const hasImage = (engine: Docker, reference: string): Promise<boolean> =>
  engine
    .getImage(reference)
    .inspect()
    .then(
      () => true,
      (error: unknown) => {
        if (statusOf(error) === 404) return false;
        throw error;
      },
    );

/**
 * Pulls an image onto a node; one that is named by its digest and there already is the same whatever the registry
 * says. Throws NoSuchImage or Unreachable.
 */
export const pull = async (
  image: string,
  { node, engine }: Puller,
  user?: RegistryUser,
): Promise<void> => {
  try {
    if (image.includes("@") && (await hasImage(engine, image))) return;
    await followed(engine, await engine.pull(image, asUser(user)));
  } catch (cause) {
    throw refusal(image, node, cause);
  }
};

/** dockerode changes the options that it is given. */
const asUser = (user: RegistryUser | undefined) => ({ authconfig: user && { ...user } });

/** Only where the registry says so is the image the mistake; else the world is. */
const refusal = (image: string, node: string, cause: unknown): SwarmspecError => {
  const what = `${node} could not pull ${image}: ${wordsOf(cause)}`;
  if (isFull(wordsOf(cause)))
    return new Unreachable(
      `${node} has no space left on its disk: it ${what.slice(node.length + 1)}`,
      {
        cause,
        hint: `make room where the engine of ${node} keeps its images: df -h says where that is missing`,
      },
    );
  if (!/not found|manifest unknown|no such image|does not exist|denied/i.test(wordsOf(cause)))
    return new Unreachable(what, { cause, hint: "see that the registry runs, and answers" });
  return new NoSuchImage(what, {
    cause,
    hint: "check the image's name in the stack file, and that the registry has it",
  });
};
