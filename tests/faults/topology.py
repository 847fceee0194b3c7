"""The deployment of deploy/, started from Debian's packages: PostgreSQL, Redis, two `jumin serve`, nginx in front."""
from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from faults.load import Load
from faults.outcome import Outcome, judge
from faults.questions import learn_answers
from faults.record import stored_turns
from faults.town import Serving, environment
from support import ROOT
from wechat import TOKEN

from bench.services import Service, Services, free_port

NGINX = ROOT / "deploy" / "nginx.conf"


@dataclass
class Grown:
    """What runs, and what answers are about."""

    postgres: Service
    redis: Service
    serving: list[Serving]
    nginx: Service
    about: dict[str, str]

    @property
    def store_url(self) -> str:
        return self.postgres.url

    @property
    def processes(self) -> list[Serving]:
        return self.serving

    def load(self, rate: float, **more) -> Load:
        """Residents who come through nginx."""
        return Load(self.nginx.url, about=self.about, rate=rate, **more)

    def judge(self, name: str, did: str, load: Load, **more) -> Outcome:
        return judge(name, did, load.attempts, stored_turns(self.store_url), **more)


@contextmanager
def grown(folder: Path, models: Path) -> Iterator[Grown]:
    """The whole of it, up and answering. Raises ServiceMissing where a package is not installed."""
    with Services() as services, ExitStack() as ending:
        postgres, redis = services.postgres(), services.redis()
        settings = environment(
            folder, models, JUMIN_DATABASE_URL=postgres.url, JUMIN_REDIS_URL=redis.url, JUMIN_WECHAT_TOKEN=TOKEN
        )
        serving = [Serving(folder, settings) for _ in range(2)]
        for process in serving:
            ending.callback(process.stop)
            process.launch()
        # Both at once on an empty store, as systemd and compose start them.
        for process in serving:
            process.wait()
        port = free_port()
        nginx = services.nginx(nginx_for(port, [process.port for process in serving]), port)
        yield Grown(postgres, redis, serving, nginx, learn_answers(nginx.url))


def nginx_for(port: int, serving: list[int]) -> str:
    """deploy/nginx.conf as it is, but for its ports, its user and where it keeps its files."""
    text = NGINX.read_text(encoding="utf-8")
    changes = {
        "listen 80;": f"listen 127.0.0.1:{port};", "user www-data;": "", "pid /run/nginx.pid;": "pid nginx.pid;",
        **{
            f"server 127.0.0.1:{usual} ": f"server 127.0.0.1:{here} "
            for usual, here in zip((5005, 5006), serving, strict=True)
        },
    }
    for old, new in changes.items():
        assert text.count(old) == 1, f"deploy/nginx.conf has no single {old!r}"
        text = text.replace(old, new)
    return text
