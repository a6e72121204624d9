Feature: Sabotage beside a fault

  A node is lost, which the others can bear, and something else is wrong that they cannot.

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

  Scenario: Another node does not answer for a tenant
    Caught as: "node-03" "bearded" "404"

    When the node "node-02" is killed
    And the proxy of "node-03" is configured with "bearded.invalid" instead of "bearded.example.com"
    Then within 3 seconds the other nodes answer for every tenant

  Scenario: A proxy answers for unknown hosts while the quorum is whole
    Caught as: "node-03" "nobody"

    When the node "node-02" is killed
    And the proxy of "node-03" is configured with "default_backend tenant_bearded" instead of "default_backend nobody"
    Then the proxies of the other nodes still answer

  Scenario: A lost node stays away
    Caught as: "node-02"

    When the node "node-02" is killed
    Then within 2 seconds all managers are ready again, with the same identities

  Scenario: There is a leader after all
    Caught as: "can still be read"

    When the node "node-02" is killed
    Then within 1 seconds it is said in one line that the swarm has no leader

  Scenario: Only two services may stay behind, and a third one does
    Caught as: "bearded_rt"

    Given the node that runs "bearded_rt" is drained
    And someone changes the service "bearded_rt" behind our back
      | replicas | 0 |
    Then within 3 seconds all tasks but those of "bearded_db" and "shaven_db" run on the other nodes

  Scenario: A lost node can still be reached
    Caught as: "node-02:80"

    When the node "node-02" is cut from the private network
    Then no client reaches the lost nodes

  Scenario: A task moves, though its node was not lost to the swarm
    Caught as: "bearded_rt on node-0"

    When the node "node-02" is cut from the public network
    And the tasks of "bearded_rt" are killed again and again for 2 seconds
    Then every task is where it was

  Scenario: Tasks on a lost node are counted
    Caught as: "running tasks of"

    When the node "node-02" is cut from the public network
    Then only tasks on the other nodes are counted

  Scenario: The other nodes lose more than they may
    Caught as: "requests to other nodes failed" "bearded" "503"

    Given clients keep asking every node for every tenant, 5 times a second
    When the node "node-02" is cut from the public network
    And the tasks of "bearded_web" are killed again and again for 8 seconds
    Then no other node was silent for longer than 60 seconds, and requests to them failed for 2 seconds at most
