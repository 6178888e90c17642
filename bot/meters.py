"""What the host can see from outside, as Prometheus metrics: counted where it happens, read at /metrics."""

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, ProcessCollector, generate_latest

_LATENCY_S = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30)
_LAG_S = (1, 2, 5, 10, 30, 60, 120, 300, 900, 3600)


class Meters:
    """One process's metrics, in a registry of its own. Labels never hold a name, a word or a chat of a runner."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        ProcessCollector(registry=self.registry)  # memory, processor time, open files; read when asked
        self.updates = self._counter("updates", "Updates taken in, by how it ended.", "channel", "outcome")
        self.posts = self._counter("webhook_posts", "Posts to a webhook, by what became of them.", "channel", "outcome")
        self.flooded = self._counter("flooded", "Updates turned away before any work, by reason.", "channel", "reason")
        self.sends = self._counter("sends", "Sends by outcome.", "channel", "kind", "outcome")
        self.retries = self._counter("send_retries", "Sends that were put off.", "channel")
        self.unknown = self._counter("unknown_sends", "Sends that may have arrived or not.", "channel", "kind")
        self.intake_s = self._histogram("intake_seconds", "From an update's arrival to its commit.", _LATENCY_S)
        self.reply_s = self._histogram("reply_seconds", "From a reply's commit to the platform's answer.", _LATENCY_S)
        self.due_lag_s = self._histogram("due_lag_seconds", "From a reminder's instant to its claim.", _LAG_S)
        self.oldest_unsent_s = self._gauge("oldest_unsent_seconds", "Age of the oldest row that could be sent now.")
        self.pending = self._gauge("pending_rows", "Rows of the outbox that wait.")
        self.database_up = self._gauge("database_up", "1 where the database answered at the last look, else 0.")
        self.tick_age_s = self._gauge("tick_age_seconds", "Time since the last tick of any process.")

    def _counter(self, name: str, says: str, *labels: str) -> Counter:
        return Counter(f"strongstride_{name}", says, labels, registry=self.registry)

    def _histogram(self, name: str, says: str, buckets: tuple[float, ...]) -> Histogram:
        return Histogram(f"strongstride_{name}", says, buckets=buckets, registry=self.registry)

    def _gauge(self, name: str, says: str) -> Gauge:
        return Gauge(f"strongstride_{name}", says, registry=self.registry)

    def text(self) -> bytes:
        """Everything, in Prometheus' text format."""
        return generate_latest(self.registry)
