Feature: Sabotage that is seen only by who keeps asking

  A cluster that answers before and after, and fails its visitors in between.

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

  Scenario: Two proxies are restarted at once
    Caught as: "nodes were silent at one moment" "node-01"

    Given clients keep asking every node for every tenant
    When all reverse proxies are restarted at once
    Then at most 1 node was silent at any moment, none for longer than 10 seconds

  Scenario: A node is silent for longer than it may be
    Caught as: "node-02" "answered nothing for" "proxy on node-02"

    Given clients keep asking every node for every tenant
    When the tasks of "proxy" are killed again and again for 3 seconds
    Then at most 3 nodes were silent at any moment, none for longer than 0 seconds

  Scenario: A proxy loses a tenant while others are restarted
    Caught as: "node-03" "shaven" "404"

    Given clients keep asking every node for every tenant
    When the proxy of "node-03" is configured with "shaven.invalid" instead of "shaven.example.com"
    Then no other request failed

  Scenario: Proxies die by themselves, and are not being replaced
    Caught as: "proxy on node-01 is failed"

    Given clients keep asking every node for every tenant
    When the tasks of "proxy" are killed again and again for 3 seconds
    Then no other request failed

  Scenario: A tenant's tasks flap
    Caught as: "bearded" "503" "bearded_web on node-0"

    Given clients keep asking every node for every tenant
    When the tasks of "bearded_web" are killed again and again for 4 seconds
    Then no request failed

  Scenario: A proxy forgets whom it is asked for, for a while
    Caught as: "node-01" "shaven" "200 from bearded"

    Given clients keep asking every node for every tenant
    When the proxy of "node-01" is configured with "tasks.bearded_web" instead of "tasks.shaven_web"
    Then no answer was another tenant's, and each tenant saw the address of the client that asked

  Scenario: A proxy hands on a wrong address for a while
    Caught as: "node-02" "6.6.6.6"

    Given clients keep asking every node for every tenant
    When the proxy of "node-02" is configured with "X-Forwarded-For 6.6.6.6" instead of "X-Forwarded-For %[src]"
    Then no answer was another tenant's, and each tenant saw the address of the client that asked

  Scenario: A tenant's events are lost
    Caught as: "shaven" "stream of"

    Given clients keep asking every node for every tenant, and listening to its events
    When the tasks of "shaven_rt" are killed again and again for 4 seconds
    Then no listener missed an event, and each stream was open again within 1 second

  Scenario: Another node fails with the one that was lost
    Caught as: "node-03" "bearded" "404"

    Given clients keep asking every node for every tenant
    When the node "node-02" is killed
    And the proxy of "node-03" is configured with "bearded.invalid" instead of "bearded.example.com"
    Then no request to another node failed

  Scenario: A node fails for three seconds, and for one of them nobody looks
    Caught as: "proxy on node-0"

    Given clients keep asking every node for every tenant
    When the prober stands still for 1 second from the next one on
    And the tasks of "proxy" are killed again and again for 3 seconds
    Then no request failed

  Scenario: The prober is killed
    Unknown as: "the prober ended with SIGKILL"

    Given clients keep asking every node for every tenant
    When the prober is killed after 3 seconds
    Then no request failed

  Scenario: A node is never asked
    Unknown as: "node-02 was never asked for bearded by client-1 over http"

    Given clients keep asking every node for every tenant
    When nobody has asked "node-02", though it was to be asked
    And the reverse proxies are restarted one at a time, 5 seconds apart
    Then at most 1 node was silent at any moment, none for longer than 60 seconds

  Scenario: The disk is full in the middle of a watch
    Unknown as: "attempts.ndjson cannot be written: ENOSPC"

    Given what is watched is kept on a disk of 4 MB
    And clients keep asking every node for every tenant
    When that disk is full after 2 seconds
    Then no request failed
