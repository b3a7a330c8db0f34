"""Asks a language server what an editor asks it: the one that pyright brings, over its standard input and output."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
DOCUMENT = (ROOT / "tests" / "typed_by_a_user.py").as_uri()  # exists in the editor alone


class LanguageServer:
    """One open document."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        assert process.stdin
        assert process.stdout
        self._in, self._out = process.stdin, process.stdout
        self._asked = 0

    def _send(self, message: dict[str, Any]) -> None:
        raw = json.dumps({"jsonrpc": "2.0"} | message).encode()
        self._in.write(b"Content-Length: %d\r\n\r\n%s" % (len(raw), raw))
        self._in.flush()

    def _receive(self) -> dict[str, Any]:
        length = 0
        while line := self._out.readline().strip():
            name, _, value = line.partition(b":")
            if name.lower() == b"content-length":
                length = int(value)
        message: dict[str, Any] = json.loads(self._out.read(length))
        return message

    def _ask(self, method: str, **params: Any) -> Any:
        self._asked += 1
        self._send({"id": self._asked, "method": method, "params": params})
        while True:
            message = self._receive()
            if "method" not in message and message.get("id") == self._asked:
                return message["result"]
            if "method" in message and "id" in message:  # the server asks for the editor's settings
                asked = message["params"] if message["method"] == "workspace/configuration" else {"items": ()}
                self._send({"id": message["id"], "result": [{} for _ in asked["items"]] or None})

    def open(self, text: str) -> None:
        markdown = {"contentFormat": ["markdown"]}
        capabilities = {"textDocument": {"hover": markdown}, "workspace": {"configuration": True}}
        folders = [{"uri": ROOT.as_uri(), "name": "checkout"}]
        self._ask("initialize", processId=os.getpid(), workspaceFolders=folders, capabilities=capabilities)
        self._send({"method": "initialized", "params": {}})
        document = {"uri": DOCUMENT, "languageId": "python", "version": 1, "text": text}
        self._send({"method": "textDocument/didOpen", "params": {"textDocument": document}})
        self._lines = text.splitlines()

    def _at(self, what: str) -> dict[str, Any]:
        """Right behind the first occurrence of a text."""
        line = next(number for number, text in enumerate(self._lines) if what in text)
        character = self._lines[line].index(what) + len(what)
        return {"textDocument": {"uri": DOCUMENT}, "position": {"line": line, "character": character}}

    def hover(self, what: str) -> str:
        text: str = self._ask("textDocument/hover", **self._at(what[:-1]))["contents"]["value"]
        return text.replace("&nbsp;", " ")

    def completions(self, what: str) -> list[str]:
        return [item["label"] for item in self._ask("textDocument/completion", **self._at(what))["items"]]

    def signature(self, what: str) -> str:
        label: str = self._ask("textDocument/signatureHelp", **self._at(what))["signatures"][0]["label"]
        return label


@contextmanager
def language_server(text: str) -> Iterator[LanguageServer]:
    """A server with a document that holds this text."""
    scripts = Path(sys.executable).parent
    path = {"PATH": f"{scripts}{os.pathsep}{os.environ['PATH']}"}
    command = [scripts / "pyright-langserver", "--stdio"]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=os.environ | path
    ) as process:
        server = LanguageServer(process)
        server.open(text)
        yield server
        process.terminate()
