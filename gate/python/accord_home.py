"""Answers, for programs in Python, whose data this node may use now, by the home that `accord-gate sync` keeps.

Nobody is asked over the network: how old what is known may be is for the program to say.
"""

import json
import os
import time
from pathlib import Path
from urllib.parse import quote

from accord_gate import Trust, is_in_the_future, verify_consent_token

MAX_ONLINE_AGE_SECONDS = 60


class HomeUnusable(Exception):
    """Nothing that the home says may be relied on; the message is a code."""


class HeldConsent:
    """The consent that one node holds, read again whenever a sync has replaced a file.

    Without `max_age_seconds` all that is known must be a minute old at most and every list within its `ttl`; with it,
    lists are good until their own end and nothing may be older than this.
    """

    def __init__(self, home, max_age_seconds=None, clock=time.time):
        self.home = Path(home)
        self.max_age_seconds = max_age_seconds
        self.clock = clock
        self.files = {}

    def verdict(self, subject, request):
        """May the data of this person be used so? Any doubt denies; nothing is ever raised."""
        return self.verdicts([subject], request)[subject]

    def verdicts(self, subjects, request):
        """The same for many people at one moment."""
        try:
            at = self.clock()
            trust = self.current_trust(at)
            tokens = self.held_tokens(request)
            offline = self.max_age_seconds is not None
            return {subject: held_verdict(subject, tokens, trust, request, at, offline) for subject in subjects}
        except HomeUnusable as unusable:
            return {subject: deny(str(unusable)) for subject in subjects}
        except Exception:  # pylint: disable=broad-except
            return {subject: deny("verification-failed") for subject in subjects}

    def current_trust(self, at):
        """What the last whole sync learned, if it is this node's own and young enough."""
        file, trust = self.read(self.home / "state" / "trust.json", trust_from)
        config = self.read(self.home / "config.json", json.loads)
        if (trust.issuer, trust.audience) != (config["portal"], config["client_id"]):
            raise HomeUnusable("issuer-wrong")
        if is_in_the_future(file["synced_at"], at) or at - file["synced_at"] > self.most_seconds(file):
            raise HomeUnusable("knowledge-stale")
        return trust

    def most_seconds(self, file):
        """How old what is known may be: what was asked for, or less where the portal's policy says so."""
        policy = file["bundle"]["policy"] if "bundle" in file else {}
        if self.max_age_seconds is None:
            return min(MAX_ONLINE_AGE_SECONDS, policy.get("ttl", MAX_ONLINE_AGE_SECONDS))
        return min(self.max_age_seconds, policy.get("offline", self.max_age_seconds))

    def held_tokens(self, request):
        basis = request["legal_basis"]
        target = request["programme"] if basis == "consent" else request["data_use"]
        name = f"{basis}-{quote(target, safe=UNRESERVED)}.ndjson"
        return self.read(self.home / "state" / "consent-tokens" / name, tokens_from)

    def read(self, path, parse):
        """A sync replaces a file whole, so that a new version is another file."""
        with open(path, encoding="utf-8") as file:
            status = os.fstat(file.fileno())
            version = (status.st_ino, status.st_mtime_ns, status.st_size)
            known = self.files.get(path)
            if known is None or known[0] != version:
                known = (version, parse(file.read()))
                self.files[path] = known
        return known[1]


def held_verdict(subject, tokens, trust, request, at, offline):
    """The portal says whose token it is twice: beside it and, signed, inside it. Only the second counts."""
    token = tokens.get(subject)
    if token is None:
        return deny("no-token")
    verdict = verify_consent_token(token, trust, request, at, offline)
    if verdict["outcome"] == "permit" and verdict["subject"] != subject:
        return deny("subject-wrong")
    return verdict


def deny(reason):
    return {"outcome": "deny", "reason": reason}


def is_permitted(verdict):
    return verdict["outcome"] == "permit"


def trust_from(text):
    file = json.loads(text)
    return file, Trust(file)


def tokens_from(text):
    """The cursor and the number of tokens, then one token a line, one for each subject."""
    head, *entries = [json.loads(line) for line in text.split("\n") if line]
    if head.get("tokens", len(entries)) != len(entries):
        raise HomeUnusable("tokens-damaged")
    return {entry["subject"]: entry["consent_token"] for entry in entries}


# What JavaScript's `encodeURIComponent` leaves as it is, beside letters and digits.
UNRESERVED = "-_.!~*'()"
