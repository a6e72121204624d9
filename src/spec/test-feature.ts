import type { ClusterSpec } from "../model/spec.ts";
import type { Context } from "./context.ts";
import { clustersIn } from "./feature.ts";

/** The stack file of the smallest tenant that the proxy can serve. */
export const webStack = `services:
  web:
    image: registry:5000/web
    networks: [tuleap]
networks:
  tuleap:
    external: true
`;

/** The smallest Background with every phrase; the parts can be replaced. */
export const background = (parts: Partial<Record<keyof typeof steps, string>> = {}): string =>
  `Feature: tuleap\n  Background:\n${Object.values({ ...steps, ...parts })
    .map((step) => `    ${step}\n`)
    .join("")}`;

const steps = {
  swarm: `Given a swarm "tuleap" with these nodes
      | node    | role    |
      | node-01 | manager |
      | node-02 | manager |
      | node-03 | manager |`,
  registry: `And a private registry "registry:5000" with the images in "fixtures/images"`,
  network: `And an overlay network "tuleap"`,
  tenants: `And these tenants on stack file "tuleap.yml"
      | tenant  | host                |
      | bearded | bearded.example.com |
      | shaven  | shaven.example.com  |`,
  proxy: "And a reverse proxy on every node, publishing 80 and 443 in host mode",
};

/** A context in which only these files exist, by absolute path; `tuleap.yml` is there unless replaced. */
export const contextWith = (
  files: Readonly<Record<string, string>> = {},
  environment: Readonly<Record<string, string>> = {},
): Context => {
  const all = new Map(Object.entries({ "/work/features/tuleap.yml": webStack, ...files }));
  const read = (path: string): string => {
    const text = all.get(path);
    if (text === undefined) throw new Error(`ENOENT: ${path}`);
    return text;
  };
  return { cwd: "/work", read, environment };
};

/** The one cluster of a feature at features/x.feature. */
export const clusterOf = (text: string, context = contextWith()): ClusterSpec => {
  const [spec] = clustersIn([{ path: "features/x.feature", text }], context);
  if (spec === undefined) throw new Error("no cluster");
  return spec;
};

/** The one cluster whose tenants run this stack file. */
export const clusterOn = (stack: string, environment: Readonly<Record<string, string>> = {}) =>
  clusterOf(background(), contextWith({ "/work/features/tuleap.yml": stack }, environment));
