Feature: A node is lost

  A power cut, a frozen machine, a broken cable: the swarm does without the node, and what ran on it
  runs elsewhere. When the node comes back it is the same as before, with nobody's help.

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

  Scenario: A killed node is done without, and its data are not lost
    Given clients keep asking every node for every tenant
    When a note is written for every tenant through "node-01"
    And the node that runs "bearded_db" is killed
    Then within 70 seconds all tasks run on the other nodes
    And only tasks on the other nodes are counted
    And within 10 seconds the other nodes answer for every tenant
    And no other node was silent for longer than 3 seconds, and requests to them failed for 5 seconds at most
    And no answer was another tenant's, and each tenant saw the address of the client that asked
    And within 10 seconds every tenant's notes can be read through every active node
    And every tenant's note is read through every active node, and through none by another tenant
    When the lost nodes are brought back
    Then within 60 seconds all managers are ready again, with the same identities
    When the cluster is applied
    Then the plan is empty
    And every node answers for every tenant

  # An election takes up to 20 seconds, and its winner hears the dead one out for 30 more. An engine that
  # then joins two networks at once may wait 30 seconds for an answer that only one of them gets.
  Scenario: The leader is killed, and another one leads
    Given clients keep asking every node for every tenant
    When the leader is killed
    Then within 90 seconds all tasks run on the other nodes
    And within 10 seconds the other nodes answer for every tenant
    And no other node was silent for longer than 3 seconds, and requests to them failed for 5 seconds at most
    And no answer was another tenant's, and each tenant saw the address of the client that asked
    When the lost nodes are brought back
    Then within 60 seconds all managers are ready again, with the same identities

  # Not a database: who is only silent may still write to the storage, and so keeps its lock.
  Scenario: A frozen node is done without
    Given clients keep asking every node for every tenant
    When a follower is paused
    Then within 70 seconds all tasks but those of "bearded_db" and "shaven_db" run on the other nodes
    And within 10 seconds the other nodes answer for every tenant
    And no other node was silent for longer than 3 seconds, and requests to them failed for 5 seconds at most
    And no answer was another tenant's, and each tenant saw the address of the client that asked
    When the lost nodes are brought back
    Then within 60 seconds all managers are ready again, with the same identities

  Scenario: A node that the swarm cannot reach is done without
    Given clients keep asking every node for every tenant
    When a follower is cut from the private network
    Then within 70 seconds all tasks but those of "bearded_db" and "shaven_db" run on the other nodes
    And within 10 seconds the other nodes answer for every tenant
    And no other node was silent for longer than 3 seconds, and requests to them failed for 5 seconds at most
    And no answer was another tenant's, and each tenant saw the address of the client that asked
    When the lost nodes are brought back
    Then within 60 seconds all managers are ready again, with the same identities
    When the cluster is applied
    Then every node answers for every tenant

  Scenario: A node that visitors cannot reach works on for the others
    Given clients keep asking every node for every tenant
    When the node that runs "bearded_web" is cut from the public network
    Then no client reaches the lost nodes
    And within 5 seconds the other nodes answer for every tenant
    And no request to another node failed
    And no answer was another tenant's, and each tenant saw the address of the client that asked
    And every task is where it was

  Scenario: A drained node is emptied, and a killed task replaced
    Given clients keep asking every node for every tenant
    When a note is written for every tenant through "node-01"
    And a task of "bearded_web" is killed
    And the node that runs "shaven_db" is drained
    Then within 60 seconds all tasks run on the other nodes
    And within 10 seconds the other nodes answer for every tenant
    And no request to another node failed
    And no answer was another tenant's, and each tenant saw the address of the client that asked
    And within 10 seconds every tenant's notes can be read through every active node
    And every tenant's note is read through every active node, and through none by another tenant
