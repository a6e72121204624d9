Feature: Tenants come and go

  A tenant is one more line in the feature. The plan says what that line means before anything is
  written, and what becomes of the data of a tenant that leaves.

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

  Scenario: A third tenant is one more line, and is pruned when the line goes
    Given the cluster is as described
    And these tenants on stack file "tuleap.yml"
      | tenant | host              |
      | hairy  | hairy.example.com |
    Then the plan is exactly
      | create | network | hairy_private      |
      | create | config  | hairy_motd_#       |
      | create | secret  | hairy_key_#        |
      | create | secret  | hairy_password_#   |
      | create | secret  | proxy_cert_hairy_# |
      | create | config  | proxy_haproxy_#    |
      | create | service | hairy_db           |
      | create | service | hairy_web          |
      | create | service | hairy_cache        |
      | create | service | hairy_rt           |
      | create | service | hairy_reset        |
      | update | service | proxy              |
    Given clients keep asking every node for "bearded" and "shaven"
    When the cluster is applied
    Then it took less than 60 seconds
    And at most 1 node was silent at any moment, none for longer than 4 seconds
    And no other request failed
    And every node answers for every tenant
    And the plan is empty
    When the tenant "hairy" is struck from the description
    Then the plan says of the service "hairy_db": "its data stay in /srv/services/hairy/db"
    When the cluster is applied
    Then nothing of the stack "hairy" is left in the swarm
    And the plan is empty
    And the folder "/srv/services/hairy/db" is still there on every node
    And every node answers for every tenant
