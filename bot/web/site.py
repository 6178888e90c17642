"""The site of a process: the webhooks of its channels, and what a host's machines ask of it."""

from collections.abc import Sequence

from prometheus_client import CONTENT_TYPE_LATEST
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from bot.messages import Receive, Webhook
from bot.meters import Meters
from bot.web.posts import BODY_S, Posts
from bot.web.probes import Probes


def site(
    *, hooks: Sequence[Webhook], receive: Receive, probes: Probes, meters: Meters, body_s: float = BODY_S
) -> Starlette:
    """The site as an ASGI application.

    `/healthz` answers as long as the process does; `/readyz` is 503 with the reasons where it cannot do its work;
    `/metrics` is in Prometheus' format. A webhook's path is its own and takes nothing but posts,
    each of them within `body_s` seconds.
    """

    async def healthz(_request: Request) -> Response:
        return PlainTextResponse("alive\n")

    async def readyz(_request: Request) -> Response:
        checks = await probes.ready()
        ready = all(check.ok for check in checks.values())
        said = {name: {"ok": check.ok, "says": check.says} for name, check in checks.items()}
        return JSONResponse({"ready": ready, "checks": said}, status_code=200 if ready else 503)

    async def metrics(_request: Request) -> Response:
        return Response(await probes.metrics(), headers={"content-type": CONTENT_TYPE_LATEST})

    async def lost(request: Request, error: Exception) -> Response:
        """A path or a method that nothing is at; a post there is counted, whoever it was meant for."""
        assert isinstance(error, HTTPException)
        if request.method == "POST":
            meters.posts.labels("none", "misdirected").inc()
        headers = {**(error.headers or {}), "connection": "close"}
        return PlainTextResponse(f"{error.detail}\n", status_code=error.status_code, headers=headers)

    routes = [Route("/healthz", healthz), Route("/readyz", readyz), Route("/metrics", metrics)]
    for hook in hooks:
        posts = Posts(hook=hook, receive=receive, meters=meters, body_s=body_s)
        routes.append(Route(hook.path, posts.take, methods=["POST"]))
    return Starlette(routes=routes, exception_handlers={404: lost, 405: lost})
