"""Why there is no answer; each says so in one line for the user."""


class AnswerError(Exception):
    """There is no answer that can be used; `reason` says why."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class PassingError(AnswerError):
    """A fault that may pass: worth another try, after `wait` seconds where the service asked for that."""

    def __init__(self, reason: str, wait: float | None = None) -> None:
        super().__init__(reason)
        self.wait = wait


class NotAskedError(AnswerError):
    """The service was not asked, because it may not be, or because no time is left."""


class TooLargeError(AnswerError):
    """An answer is larger than the limit."""


class RefusedError(AnswerError):
    """The service has understood what was asked and refuses it, with this status."""

    def __init__(self, reason: str, status: int) -> None:
        super().__init__(reason)
        self.status = status
