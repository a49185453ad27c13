"""A Flower client mod: no round runs on the data of people whose consent does not, or no longer, cover it.

    from flower_accord import consent_mod, permitted_subjects

    app = ClientApp(mods=[consent_mod("/var/lib/accord", REQUEST, cohort=read_my_cohort, filtering=True)])

    @app.train()
    def train(msg, context):
        images = load_images(of=permitted_subjects())

`cohort` names everybody whose data the ClientApp would use: pseudonyms, or a function that is handed the `Context`.
Without `filtering`, a round runs only while every one of them is permitted. With it, a round runs on those who remain:
the ClientApp asks `permitted_subjects()` for them, and the reply of one that did not ask is withheld. In both, what
somebody's withdrawal overtook is withheld too. The mod goes first in `mods`: it sees every message before any other.

What goes back to the server is a code, and never says whom or how many it is about.
"""

from contextvars import ContextVar
from logging import getLogger

from accord_home import HeldConsent, is_permitted
from flwr.app import Error, Message

# `flwr.common.constant.ErrorCode.MOD_FAILED_PRECONDITION`
MOD_FAILED_PRECONDITION = 6

logger = getLogger("accord")
current_round = ContextVar("accord_round")


class Round:
    """Whose data one message may be answered with, and whether the ClientApp asked."""

    def __init__(self, subjects):
        self.subjects = subjects
        self.was_asked = False


def consent_mod(home, request, cohort, *, filtering=False, at_least=1, max_age_seconds=None):
    """The mod for one ClientApp; `request` says what its rounds do, as `request.json` of the gate does."""
    held = HeldConsent(home, max_age_seconds)

    def mod(msg, context, call_next):
        try:
            subjects = cohort_of(cohort, context)
            permitted = permitted_among(subjects, held, request)
            require_enough(permitted, subjects, filtering, at_least)
        except Exception as refusal:  # pylint: disable=broad-except
            return refused(refusal, msg)

        answering = Round(permitted)
        reply = answered(answering, msg, context, call_next)

        try:
            require_still(permitted, held, request)
            if filtering and len(permitted) < len(subjects) and not answering.was_asked:
                raise RoundRefused("permitted-subjects-not-asked")
        except Exception as refusal:  # pylint: disable=broad-except
            return refused(refusal, msg)
        return reply

    return mod


def permitted_subjects():
    """Whose data this round may use, in the cohort's order; raises LookupError outside of a round."""
    answering = current_round.get()
    answering.was_asked = True
    return list(answering.subjects)


class RoundRefused(Exception):
    """Why a message is not answered; the text is a code."""


def cohort_of(cohort, context):
    """Each person once; nobody at all is a mistake of the cohort, not a permission."""
    subjects = list(dict.fromkeys(cohort(context) if callable(cohort) else cohort))
    if not subjects or not all(isinstance(subject, str) for subject in subjects):
        raise RoundRefused("cohort-unreadable")
    return subjects


def permitted_among(subjects, held, request):
    verdicts = held.verdicts(subjects, request)
    return [subject for subject in subjects if is_permitted(verdicts[subject])]


def require_enough(permitted, subjects, filtering, at_least):
    if not filtering and len(permitted) < len(subjects):
        raise RoundRefused("cohort-not-permitted")
    if len(permitted) < max(1, at_least):
        raise RoundRefused("too-few-permitted")


def require_still(permitted, held, request):
    if permitted_among(permitted, held, request) != permitted:
        raise RoundRefused("consent-ended-meanwhile")


def answered(answering, msg, context, call_next):
    token = current_round.set(answering)
    try:
        return call_next(msg, context)
    finally:
        current_round.reset(token)


def refused(refusal, msg):
    """An error reply, as Flower's own mods give where a precondition does not hold."""
    reason = str(refusal) if isinstance(refusal, RoundRefused) else "verification-failed"
    logger.error("accord: a %s message is not answered: %s", msg.metadata.message_type, reason)
    return Message(Error(code=MOD_FAILED_PRECONDITION, reason=f"accord: {reason}"), reply_to=msg)
