"""HTTP with limits, for whoever asks or tells other machines something; the one package that knows urllib3."""

from kgbuild.web.address import checked_url, host_of, is_loopback, said
from kgbuild.web.client import Client
from kgbuild.web.credentials import Credentials
from kgbuild.web.faults import AnswerError, NotAskedError, PassingError, RefusedError, TooLargeError
from kgbuild.web.pace import Clock, Limits
from kgbuild.web.transport import AGENT, Head, Manners, Reply, Request, refuse_busy
from kgbuild.web.workers import side_by_side

__all__ = [
    "AGENT",
    "AnswerError",
    "Client",
    "Clock",
    "Credentials",
    "Head",
    "Limits",
    "Manners",
    "NotAskedError",
    "PassingError",
    "RefusedError",
    "Reply",
    "Request",
    "TooLargeError",
    "checked_url",
    "host_of",
    "is_loopback",
    "refuse_busy",
    "said",
    "side_by_side",
]
