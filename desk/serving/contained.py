"""An application whose faults end with their answer."""

from starlette.types import ASGIApp, Message, Receive, Scope, Send


class Contained:
    """Keeps faults from the server, which would write their messages into its log.

    Starlette has answered them by then (`onrecord.desk.serving.answers.crashed`), and raises them
    once more. The message of an exception may quote a draft.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        begun = False

        async def watched(message: Message) -> None:
            nonlocal begun
            begun = True
            await send(message)

        try:
            await self._app(scope, receive, watched)
        except Exception:
            if not begun:
                raise
