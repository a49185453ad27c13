"""`flwr.clientapp.ClientApp`: the first mod is the outermost, each is called with (msg, context, call_next)."""


class ClientApp:
    def __init__(self, mods=None):
        self._mods = mods or []
        self._functions = {}

    def train(self, action="default"):
        return self._registering("train")

    def evaluate(self, action="default"):
        return self._registering("evaluate")

    def _registering(self, message_type):
        def register(function):
            self._functions[message_type] = function
            return function

        return register

    def __call__(self, message, context):
        call = self._functions[message.metadata.message_type]
        for mod in reversed(self._mods):
            call = self._around(mod, call)
        return call(message, context)

    @staticmethod
    def _around(mod, call_next):
        return lambda msg, context: mod(msg, context, call_next)
