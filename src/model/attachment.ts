/** The media types of what steps attach for the report. */
export const attached = {
  /** JSON of a WatchTold. */
  watch: "application/vnd.swarmspec.watch+json",
  /** JSON of a ClusterTold. */
  cluster: "application/vnd.swarmspec.cluster+json",
  /** A plan as it is printed. */
  plan: "application/vnd.swarmspec.plan+text",
  /** What to do next about the error that follows. */
  hint: "application/vnd.swarmspec.hint+text",
} as const;
