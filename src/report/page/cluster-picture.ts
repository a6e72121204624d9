import { Graphviz } from "@hpcc-js/wasm-graphviz";
import type { ClusterTold } from "../../model/cluster-told.ts";
import { clusterDot } from "./cluster-dot.ts";

/** A cluster as SVG: its nodes with what runs there, between its two networks. Its colours are the page's. */
export const clusterSvg = async (cluster: ClusterTold): Promise<string> =>
  (await Graphviz.load()).layout(clusterDot(cluster), "svg", "dot");
