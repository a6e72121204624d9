Feature: What a report never holds

  A report goes to people and pages that are not to have the cluster's keys. However much goes wrong,
  and however much is told of it, no secret is in it: neither what a service was given, by a
  secret, a variable, an env file or in the stack file itself, nor the join tokens
  of managers and workers, nor the keys of the authorities, of the operator and of what proxies serve, nor the passwords of the registry and of the clients' relays.

  Scenario: A run that fails tells none of its secrets
    When the scenarios of "fixtures/clusters/canaries.feature" are run with a canary in every secret
    Then it is red, and neither its report nor its console holds one of these 23 secrets
