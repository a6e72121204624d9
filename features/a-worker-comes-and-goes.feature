Feature: A worker comes and goes

  More visitors than three nodes can bear: a fourth joins, gets its reverse proxy and answers like
  the others. When it is not needed any more it leaves, and no visitor of another node notices.

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

  Scenario: A worker is added, drained and removed
    Given clients keep asking every node for every tenant
    And the swarm also has these nodes
      | node    | role   |
      | node-04 | worker |
    When the cluster is applied
    Then the swarm has 3 managers, one of them the leader, and 1 worker
    And every node answers for every tenant
    When the node "node-04" is drained, leaves the swarm and is removed
    Then the swarm has 3 managers, one of them the leader, and 0 workers
    And no request failed
    And no answer was another tenant's, and each tenant saw the address of the client that asked
    And the plan is empty
