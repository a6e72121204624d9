Feature: A node that is to rest

  A node can be described as drained. Then it has no proxy, and nobody is to wait for its answers.

  Background:
    Given a swarm "resting" with these nodes
      | node    | role    | availability |
      | node-01 | manager | active       |
      | node-02 | worker  | drain        |
    And a private registry "registry:5000" with the images in "fixtures/images"
    And storage shared by all nodes at "/srv/services"
    And an overlay network "tuleap"
    And these tenants on stack file "web.yml"
      | tenant  | host                |
      | bearded | bearded.example.com |
    And a reverse proxy on every node, publishing 80 and 443 in host mode

  Scenario: A drained node is quiet, and the others answer
    Given the cluster is as described
    Then the plan is empty
    And every node answers for every tenant
