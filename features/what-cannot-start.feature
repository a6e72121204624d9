Feature: What cannot start is told at once

  A wait that runs into its deadline says that something is wrong. It is better to say what, where,
  and with which words the container ended.

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

  Scenario: A service that crashes when it starts
    Given the cluster is as described
    And a stack "clumsy" on stack file "crashing.yml"
    When the cluster is applied, whatever comes of it
    Then it fails, and the message says
      | clumsy_web                |
      | on node-0                 |
      | non-zero exit (3)         |
      | times in a row            |
      | cannot read /etc/nonsense |
    And it took less than 40 seconds

  Scenario: An image that fails is rolled back, and the run fails all the same
    Given the cluster is as described
    And the tenants have these variables
      | tenant  | WEB      |
      | bearded | registry |
    When the cluster is applied, whatever comes of it
    Then it fails, and the message says
      | bearded_web |
      | rolled back |
    And every node still answers for every tenant
    And it took less than 60 seconds

  Scenario: An image that nobody has
    Given the cluster is as described
    And these tenants on stack file "no-image.yml"
      | tenant | host               |
      | hollow | hollow.example.com |
    When the cluster is applied, whatever comes of it
    Then it fails, and the message says
      | node-0                          |
      | could not pull                  |
      | registry:5000/nobody-built-this |
    And it took less than 40 seconds

  Scenario: A service that no node can take is told at once
    Given the cluster is as described
    And a stack "lost" on stack file "lost.yml"
    When the cluster is applied, whatever comes of it
    Then it fails, and the message says
      | lost_web                            |
      | no node satisfies node.labels.zone  |
    And it took less than 20 seconds
