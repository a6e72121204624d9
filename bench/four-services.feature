Feature: One tenant with four services

  The cluster of the benchmark: that of the article, with one tenant.

  Background:
    Given a swarm "swarmspec-bench" with these nodes
      | node    | role    |
      | node-01 | manager |
      | node-02 | manager |
      | node-03 | manager |
    And a private registry "registry:5000" with the images in "fixtures/images"
    And an overlay network "tuleap"
    And these tenants on stack file "four-services.yml"
      | tenant  | host                |
      | bearded | bearded.example.com |
    And a reverse proxy on every node, publishing 80 and 443 in host mode
