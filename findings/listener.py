"""An HTTP server on the loopback that gives one answer and keeps what it was asked, for clients of an HTTP API."""

import http.server
import json
import threading


class Listener:
    def __init__(self, status=200, body=None, headers=None):
        self.status, self.body, self.headers = status, body or {}, headers or {}
        self.requests = []
        listener = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def answer(self):
                sent = self.rfile.read(int(self.headers.get("content-length") or 0))
                listener.requests.append((self.command, self.path, json.loads(sent) if sent else None))
                body = json.dumps(listener.body).encode()
                self.send_response(listener.status)
                for name, value in listener.headers.items():
                    self.send_header(name, value)
                self.send_header("content-type", "application/json")
                self.send_header("content-length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            do_GET = do_POST = do_PUT = answer

            def log_message(self, *_):
                pass

        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{server.server_port}"
        threading.Thread(target=server.serve_forever, daemon=True).start()
