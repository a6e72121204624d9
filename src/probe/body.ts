import type { IncomingMessage } from "node:http";
import { UnfitAnswer } from "../model/errors.ts";

/** The text of an answer; rejects with UnfitAnswer, and reads no further, where it is longer than so many bytes. */
export const bodyOf = async (response: IncomingMessage, longest: number): Promise<string> => {
  let kept = Buffer.alloc(0);
  let length = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    const end = length + chunk.length;
    if (end > longest)
      throw new UnfitAnswer(`longer than ${sizeInWords(longest)}`, response.statusCode);
    if (end > kept.length) kept = grown(kept, { end, longest });
    chunk.copy(kept, length);
    length = end;
  }
  return new TextDecoder().decode(kept.subarray(0, length));
};

/** Copied, and not kept in the pieces in which they came: a million of a byte each would be a hundred times as much. */
const grown = (
  kept: Buffer,
  { end, longest }: { readonly end: number; readonly longest: number },
): Buffer<ArrayBuffer> => {
  const more = Buffer.alloc(Math.min(longest, Math.max(end, 2 * kept.length)));
  kept.copy(more);
  return more;
};

const sizeInWords = (bytes: number): string =>
  bytes >= 2 ** 20 ? `${bytes / 2 ** 20} MiB` : `${bytes / 2 ** 10} KiB`;
