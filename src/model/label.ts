/** Labels on everything that swarmspec makes. What carries none of them is never changed or removed. */
export const label = {
  /** On the swarm's own objects, and on containers, networks and volumes of simulated nodes: the cluster's name. */
  cluster: "swarmspec.cluster",
  /** On containers, networks and volumes: the run that made them. */
  run: "swarmspec.run",
  /** On containers: what the container is, for example node, registry or client. */
  part: "swarmspec.part",
  /** On the registry's container: the images that it was filled with, as `path:tag=reference`, a comma between two. */
  holds: "swarmspec.holds",
  /** On the volume that says who changes a cluster: that run, and since when. */
  holder: "swarmspec.holder",
  since: "swarmspec.since",
  /** On containers: the name that the feature gives it. */
  name: "swarmspec.name",
  /** On the secret with a tenant's certificate: the tenant's name, and its host. */
  tenant: "swarmspec.tenant",
  host: "swarmspec.host",
  /** Docker's own label for the stack that an object belongs to. */
  stack: "com.docker.stack.namespace",
  /** Docker's own label for a service's image as its stack file names it. */
  stackImage: "com.docker.stack.image",
} as const;
