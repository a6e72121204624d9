import assert from "node:assert/strict";
import { session } from "./world.ts";

/** The nodes that are lost now; to ask for the others where none is would be a mistake. */
export const lostNodes = (): readonly string[] => {
  assert.ok(session.lost.length > 0, "no node is lost");
  return session.lost;
};
