"""Answers as aiohttp sends them, whole or as faults leave them."""

from aiohttp import web

from ._backend import Reply

__all__ = ["cut_off", "response"]


def response(reply: Reply) -> web.Response:
    """An answer."""
    return web.Response(status=reply.status, headers=reply.headers, body=reply.body, content_type=reply.content_type)


async def cut_off(reply: Reply, request: web.BaseRequest, *, body: bool) -> web.StreamResponse:
    """Cut the connection: after half of the answer's body, or before any answer."""
    started = web.StreamResponse(status=reply.status, headers=reply.headers)
    if body:
        started.content_type = reply.content_type
        started.content_length = len(reply.body)
        await started.prepare(request)
        await started.write(reply.body[: len(reply.body) // 2])
    if request.transport is not None:
        if body:
            request.transport.close()  # what was written arrives
        else:
            request.transport.abort()
    return started
