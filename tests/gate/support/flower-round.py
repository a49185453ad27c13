"""One message to a ClientApp behind the consent mod: the question on the first line of standard input.

Prints {"training": [...]} when the ClientApp runs, waits for a line where the question says so, and ends with the reply.
"""

import json
import sys

asked = json.loads(sys.stdin.readline())
sys.path[:0] = [asked["gate"], asked["flower"]]

from flower_accord import consent_mod, permitted_subjects  # noqa: E402
from flwr.app import Context, Message  # noqa: E402
from flwr.clientapp import ClientApp  # noqa: E402


def cohort(context):
    return context.node_config["cohort"]


app = ClientApp(mods=[consent_mod(asked["home"], asked["request"], cohort, **asked["options"])])


def work(msg, context):
    used = permitted_subjects() if asked["asks"] else None
    print(json.dumps({"training": used}), flush=True)
    if asked["pauses"]:
        sys.stdin.readline()
    if asked["fails"]:
        raise ArithmeticError("the model diverged")
    return Message({"weights": [1]}, reply_to=msg)


app.train()(work)
app.evaluate()(work)

try:
    reply = app(Message({}, message_type=asked["message_type"]), Context({"cohort": asked["cohort"]}))
    print(json.dumps({"error": reply.error.reason, "code": reply.error.code} if reply.has_error() else reply.content))
except ArithmeticError as error:
    print(json.dumps({"raised": str(error)}))

try:
    permitted_subjects()
    print(json.dumps("asked outside of a round"))
except LookupError:
    pass
