Feature: A sabotaged swarm

  What somebody with a docker CLI can do behind the back of the one who described the cluster.

  Background:
    Given a swarm "tuleap" with these nodes
      | node    | role    |
      | node-01 | manager |
      | node-02 | manager |
      | node-03 | manager |
    And a private registry "registry:5000" with the images in "fixtures/images"
    And storage shared by all nodes at "/srv/services"
    And an overlay network "tuleap"
    And these tenants on stack file "tuleap.yml"
      | tenant  | host                |
      | bearded | bearded.example.com |
      | shaven  | shaven.example.com  |
    And a reverse proxy on every node, publishing 80 and 443 in host mode
    And the reverse proxy sends these paths to other services
      | path    | service | port |
      | /static | cache   | 8080 |
      | /events | rt      | 8080 |
    And the cluster is as described

  Scenario: A node advertises its public address
    Caught as: "node-03" "172."

    When the node "node-03" is made a worker
    And the node "node-03" leaves the swarm and joins it again through its public address
    Then every node is known to the swarm by its private address only
