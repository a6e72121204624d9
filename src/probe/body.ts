import type { Readable } from "node:stream";
import { finished } from "node:stream/promises";
import { UnfitAnswer } from "../model/errors.ts";

/** No server that means well sends as many: each costs as much time as a kilobyte. */
const mostPieces = 4096;

/**
 * The text of an answer; rejects with UnfitAnswer, and reads no further, where it is longer than so many bytes, or
 * comes in crumbs.
 */
export const bodyOf = async (
  response: Readable,
  { longest, status }: { readonly longest: number; readonly status: number },
): Promise<string> => {
  const body = { kept: Buffer.alloc(0), length: 0, pieces: 0 };
  // Not by iteration, which lets what has come wait in line.
  response.on("data", (piece: Buffer) => {
    // What is here already of a flood is still handed out.
    if (response.destroyed) return;
    body.pieces += 1;
    const words =
      body.length + piece.length > longest
        ? `longer than ${sizeInWords(longest)}`
        : body.pieces > mostPieces && `in more than ${mostPieces} pieces`;
    if (words) response.destroy(new UnfitAnswer(words, status));
    else keep(piece, body, longest);
  });
  await finished(response, { writable: false });
  return new TextDecoder().decode(body.kept.subarray(0, body.length));
};

/** Copied, as of pieces of a byte each keeping them would take a hundred times as much. */
const keep = (piece: Buffer, body: { kept: Buffer; length: number }, longest: number): void => {
  const end = body.length + piece.length;
  if (end > body.kept.length) {
    const more = Buffer.alloc(Math.min(longest, Math.max(end, 2 * body.kept.length)));
    body.kept.copy(more);
    body.kept = more;
  }
  piece.copy(body.kept, body.length);
  body.length = end;
};

const sizeInWords = (bytes: number): string =>
  bytes >= 2 ** 20 ? `${bytes / 2 ** 20} MiB` : `${bytes / 2 ** 10} KiB`;
