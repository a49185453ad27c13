"""`flwr.app` of Flower 1.21 and newer: Message(content | error, *, reply_to), Error(code, reason), Context."""

from types import SimpleNamespace


class Error:
    def __init__(self, code, reason=None):
        self.code = code
        self.reason = reason


class Message:
    def __init__(self, *given, reply_to=None, message_type=None):
        (self._given,) = given
        self.metadata = SimpleNamespace(message_type=message_type or reply_to.metadata.message_type)

    def has_error(self):
        return isinstance(self._given, Error)

    def has_content(self):
        return not self.has_error()

    @property
    def content(self):
        if self.has_error():
            raise ValueError("Message content is None.")
        return self._given

    @property
    def error(self):
        if not self.has_error():
            raise ValueError("Message error is None.")
        return self._given


class Context:
    def __init__(self, node_config):
        self.node_config = node_config
        self.run_config = {}
