# One image for every role: the dependencies by hash, the checkout, no compiler, no root. docs/hosting.md says how to run it.
FROM python:3.11-slim-bookworm AS build
ENV PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1
RUN python -m venv /opt/strongstride
COPY requirements.txt /build/
RUN /opt/strongstride/bin/pip install --require-hashes --only-binary=:all: -r /build/requirements.txt
COPY bot /app/bot
COPY content /app/content
COPY migrations /app/migrations
# compiled here, as the image is read-only where it runs; pip has done so with the rest
RUN python -m compileall -q /app

FROM python:3.11-slim-bookworm
RUN useradd --system --uid 10001 --user-group --home-dir /data --no-create-home --shell /usr/sbin/nologin strongstride \
 && install -d -m 0700 -o strongstride -g strongstride /data
COPY --from=build /opt/strongstride /opt/strongstride
COPY --from=build /app /app
ENV PATH=/opt/strongstride/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    DATA_DIR=/data \
    PORT=8080 \
    BIND=0.0.0.0
WORKDIR /app
USER 10001:10001
VOLUME /data
EXPOSE 8080
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s --retries=3 \
  CMD ["python", "-c", "import os, urllib.request; urllib.request.urlopen(f\"http://127.0.0.1:{os.environ['PORT']}/healthz\", timeout=3)"]
ENTRYPOINT ["python", "-m", "bot"]
CMD ["run"]
