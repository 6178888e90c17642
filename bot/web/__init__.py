"""The web door: webhooks in, and what a host or a load balancer asks (alive, ready, metrics)."""
