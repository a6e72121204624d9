import type { Port } from "../model/spec.ts";
import type { WrittenPort } from "./stack-file.ts";

/** A short port, `80:8080` or `80:8080/udp`, as Docker reads it: through the ingress network. */
export const shortPort = (text: string): Port | undefined => {
  const [, published, target, protocol = "tcp"] = /^(\d+):(\d+)(?:\/(tcp|udp))?$/.exec(text) ?? [];
  if (!isPort(published) || !isPort(target)) return undefined;
  return {
    target: Number(target),
    published: Number(published),
    protocol: protocol === "udp" ? "udp" : "tcp",
    mode: "ingress",
  };
};

/** A port in the long form; its schema has already seen to the numbers. */
export const longPort = (written: WrittenPort): Port => ({
  target: Number(written.target),
  published: Number(written.published),
  protocol: written.protocol ?? "tcp",
  mode: written.mode ?? "ingress",
});

export const isPort = (text: string | undefined): boolean =>
  text !== undefined && /^\d+$/.test(text) && Number(text) >= 1 && Number(text) <= 65535;
