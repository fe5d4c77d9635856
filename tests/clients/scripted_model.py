"""Owns a model that follows a script: the Anthropic Messages API on loopback, as far as an agent client needs it; knows
no client and judges nothing.

Each step of the script is one call of a tool, `{"name": "Bash", "input": {"command": "ls"}}`. The model makes the first
call, waits for its result, makes the next, and says "done" when there is none left. How far a conversation has come is
read from the conversation itself, so repeated and parallel requests do no harm.
"""

import http.server
import json
import threading


class ScriptedModel:
    """A model for one run of a client. Use it as `with ScriptedModel(steps) as model:` and give the client `model.url`."""

    def __init__(self, steps):
        self.steps = steps
        self.requests = []
        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler_for(self))
        self.url = f"http://127.0.0.1:{self.server.server_address[1]}"

    def __enter__(self):
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_):
        self.server.shutdown()
        self.server.server_close()

    def results(self):
        """What the client told the model after each call, by the number of the step."""
        told = {}
        for request in self.requests:
            for number, result in enumerate(tool_results(request)):
                told[number] = as_text(result.get("content", ""))
        return told

    def answer(self, request):
        """The content block that answers `request`, and why it ends there."""
        done = len(tool_results(request))
        if not request.get("tools") or done >= len(self.steps):
            return {"type": "text", "text": "done"}, "end_turn"
        return {"type": "tool_use", "id": f"toolu_{done:024d}", **self.steps[done]}, "tool_use"


def tool_results(request):
    """The results of tools that a conversation holds, in order."""
    blocks = []
    for message in request.get("messages", []):
        if isinstance(message.get("content"), list):
            blocks += message["content"]
    return [block for block in blocks if block.get("type") == "tool_result"]


def as_text(content):
    """The text of a result, which comes plain or in blocks."""
    if isinstance(content, str):
        return content
    return "\n".join(block.get("text", "") for block in content)


def message(request, content, stop):
    """A whole answer as the API gives it."""
    return {
        "id": "msg_scripted",
        "type": "message",
        "role": "assistant",
        "model": request.get("model", "scripted"),
        "content": content,
        "stop_reason": stop,
        "stop_sequence": None,
        "usage": {"input_tokens": 1, "output_tokens": 1},
    }


def events(request, block, stop):
    """The same answer as a stream of events: https://docs.anthropic.com/en/api/messages-streaming."""
    yield "message_start", {"message": message(request, [], None)}
    if block["type"] == "text":
        yield "content_block_start", {"index": 0, "content_block": {"type": "text", "text": ""}}
        delta = {"type": "text_delta", "text": block["text"]}
    else:
        yield "content_block_start", {"index": 0, "content_block": {**block, "input": {}}}
        delta = {"type": "input_json_delta", "partial_json": json.dumps(block["input"])}
    yield "content_block_delta", {"index": 0, "delta": delta}
    yield "content_block_stop", {"index": 0}
    yield "message_delta", {"delta": {"stop_reason": stop, "stop_sequence": None}, "usage": {"output_tokens": 1}}
    yield "message_stop", {}


def handler_for(model):
    """The request handler that speaks for `model`."""

    class Handler(http.server.BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def log_message(self, *_):
            pass

        def do_HEAD(self):
            self.send({})

        def do_GET(self):
            self.send({"data": []})

        def do_POST(self):
            body = self.rfile.read(int(self.headers.get("content-length", 0)))
            if "count_tokens" in self.path:
                return self.send({"input_tokens": 1})
            if not self.path.startswith("/v1/messages"):
                return self.send({})
            request = json.loads(body)
            model.requests.append(request)
            block, stop = model.answer(request)
            if request.get("stream"):
                return self.stream(events(request, block, stop))
            return self.send(message(request, [block], stop))

        def send(self, value):
            body = json.dumps(value).encode()
            self.send_response(200)
            self.send_header("content-type", "application/json")
            self.send_header("content-length", str(len(body)))
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(body)

        def stream(self, named):
            self.close_connection = True
            self.send_response(200)
            self.send_header("content-type", "text/event-stream")
            self.send_header("connection", "close")
            self.end_headers()
            for name, data in named:
                text = f"event: {name}\ndata: {json.dumps({'type': name, **data})}\n\n"
                self.wfile.write(text.encode())

    return Handler
