Feature: The quorum is lost

  With two of three managers gone nobody may decide anything. The proxy of the third goes on, and we say
  what is wrong instead of waiting for it.

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

  Scenario: Two of three managers are killed and come back
    When the leader and another manager are killed
    Then within 30 seconds it is said in one line that the swarm has no leader
    And the proxies of the other nodes still answer
    When the lost nodes are brought back
    Then within 60 seconds all managers are ready again, with the same identities
    When the cluster is applied
    Then the plan is empty
    And every node answers for every tenant
