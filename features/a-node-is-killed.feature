Feature: A node is killed

  A power cut takes a node without warning. When it comes back it is the same node as before, and
  serves again, with nobody's help.

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

  Scenario: A killed node comes back and serves
    When the node "node-02" is killed and started again
    Then within 60 seconds "node-02" is a ready manager again, with the same identity
    When the cluster is applied
    Then the plan is empty
    And every node answers for every tenant
