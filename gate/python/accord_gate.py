#!/usr/bin/env python3
"""Verifies Accord consent tokens at a federation node: the same order, the same strictness and the
same reason codes as the gate in TypeScript, in one file on PyJWT (2.6 or newer) and cryptography.

    python3 accord_gate.py verify --trust state/trust.json --request request.json [--offline] TOKEN
    python3 accord_gate.py verify-receipt (--trust state/trust.json | --keys jwks.json [--issuer URL]) FILE

`trust.json` is what `accord-gate sync` writes. `request.json` says what is to be done:
{"legal_basis": "consent", "programme": "lung", "purpose": "ai-development",
 "recipient": "public-research", "region": "eu-eea", "data": ["imaging-ct"]}

Exit codes: 0 permitted or genuine, 4 denied or refused, 5 stale or unverifiable, 2 the command line is wrong.
"""

import argparse
import base64
import hashlib
import json
import re
import sys
import time
import zlib
from datetime import date, datetime, timezone

import jwt
from jwt.algorithms import ECAlgorithm

CONSENT_TOKEN_TYPE = "consent+jwt"
STATUS_LIST_TYPE = "statuslist+jwt"
RECEIPT_TYPE = "receipt+jwt"

MAX_CONSENT_TOKEN_BYTES = 4096
MAX_HEADER_BYTES = 1024
MAX_STATUS_LIST_TOKEN_BYTES = 2 * 2**20
MAX_STATUS_LIST_BYTES = 2**20
MAX_RECEIPT_BYTES = 8 * 2**20
MAX_SEAL_BYTES = 2048
MAX_JSON_DEPTH = 16
MAX_TOKEN_SECONDS = 30 * 86_400
CLOCK_SKEW_SECONDS = 60
DEFAULT_TTL_SECONDS = 60
MAX_SAFE_INTEGER = 2**53 - 1

UNVERIFIABLE = ("status-list-unavailable", "status-list-stale", "status-list-invalid", "verification-failed")


class Refusal(Exception):
    """One step of a verification that did not hold; `reason` is its code."""

    def __init__(self, reason):
        super().__init__(reason)
        self.reason = reason


def verify_consent_token(token, trust, request, at, offline=False):
    """May the node do this with the data of the person whom the token names? Any doubt denies.

    `at` is in seconds since the epoch. A token is known by (`iss`, `jti`), never by its text.
    `trust` is what `trust.json` says, or a `Trust` made of it, which spares the next token the keys and the lists.
    """
    try:
        trust = trust if isinstance(trust, Trust) else Trust(trust)
        payload = verified_payload(token, CONSENT_TOKEN_TYPE, trust.keys, MAX_CONSENT_TOKEN_BYTES)
        claims = consent_token_claims(payload, trust.issuer, trust.audience, at)
        require_valid_status(claims["status"]["status_list"], trust, at, offline)
        provision = covering_provision(claims["consent"], request, at)
        return {"outcome": "permit", "jti": claims["jti"], "subject": claims["sub"], "provision": provision}
    except Refusal as refusal:
        return {"outcome": "deny", "reason": refusal.reason}
    except Exception:  # pylint: disable=broad-except
        return {"outcome": "deny", "reason": "verification-failed"}


class Trust:
    """What a trust file says, its keys read once and each of its lists verified once."""

    def __init__(self, file):
        self.issuer = file["issuer"]
        self.audience = file["audience"]
        self.keys = issuer_keys(file["jwks"])
        self.held_lists = file["status_lists"]
        self.verified_lists = {}

    def verified_list(self, uri, at):
        if uri not in self.verified_lists:
            token = self.held_lists[uri]["token"]
            self.verified_lists[uri] = verified_status_list(token, uri, self.issuer, self.keys, at)
        return self.verified_lists[uri]


# --- Good signature: bytes, header, key, signature, in that order (RFC 8725) ---


def verified_payload(jws, typ, keys, max_bytes):
    """The payload of a compact JWS with a good signature; says nothing about whether to believe it."""
    header_bytes, payload_bytes = canonical_parts(jws, max_bytes)
    header = allowed_header(header_bytes, typ)
    public_key = key_for(header, keys)
    verify_signature(jws, public_key)
    return parse_strict_json(payload_bytes)


def canonical_parts(jws, max_bytes):
    if not isinstance(jws, str):
        raise Refusal("token-malformed")
    if len(jws.encode("utf-8", "replace")) > max_bytes:
        raise Refusal("token-too-large")
    parts = jws.split(".")
    if len(parts) != 3:
        raise Refusal("token-malformed")
    header, payload, _signature = [canonical_bytes(part) for part in parts]
    return header, payload


def canonical_bytes(text):
    """Refuses every spelling but the one an encoder writes (RFC 4648 section 3.5)."""
    try:
        decoded = base64.urlsafe_b64decode(text.encode("ascii") + b"=" * (-len(text) % 4))
    except ValueError as error:
        raise Refusal("token-malformed") from error
    if base64.urlsafe_b64encode(decoded).rstrip(b"=") != text.encode("ascii"):
        raise Refusal("token-malformed")
    return decoded


def allowed_header(header_bytes, typ):
    """Exactly `alg`, `kid` and `typ`: no `jwk`, `jku`, `crit` or `b64` has anything to say here (RFC 8725 section 3.10)."""
    if len(header_bytes) > MAX_HEADER_BYTES:
        raise Refusal("header-not-allowed")
    header = parse_strict_json(header_bytes)
    if not has_exactly(header, "alg", "kid", "typ"):
        raise Refusal("header-not-allowed")
    if not isinstance(header["kid"], str) or header["typ"] != typ:
        raise Refusal("header-not-allowed")
    if header["alg"] != "ES256":
        raise Refusal("algorithm-not-allowed")
    return header


def key_for(header, keys):
    key = keys.get(header["kid"])
    if key is None:
        raise Refusal("key-unknown")
    if key["typ"] != header["typ"]:
        raise Refusal("key-wrong-purpose")
    if key["revoked"]:
        raise Refusal("key-revoked")
    return key["public_key"]


def verify_signature(jws, public_key):
    try:
        jwt.api_jws.PyJWS(algorithms=["ES256"]).decode(jws, public_key, algorithms=["ES256"])
    except jwt.exceptions.PyJWTError as error:
        raise Refusal("signature-invalid") from error


def issuer_keys(jwks):
    """The ES256 keys of a JWK set by `kid`, each with the one `typ` that it may sign (RFC 8725 section 3.11)."""
    revoked_kids = jwks.get("revoked_kids", [])
    keys = {}
    for jwk in jwks["keys"]:
        if not is_purpose_key(jwk):
            continue
        if jwk["kid"] in keys:
            raise ValueError("the key set names a key twice")
        public_members = {member: jwk[member] for member in ("kty", "crv", "x", "y")}
        keys[jwk["kid"]] = {
            "typ": jwk["accord_typ"],
            "revoked": jwk.get("revoked", False) is not False or jwk["kid"] in revoked_kids,
            "public_key": ECAlgorithm.from_jwk(json.dumps(public_members)),
        }
    return keys


def is_purpose_key(jwk):
    return (
        isinstance(jwk, dict)
        and jwk.get("kty") == "EC"
        and jwk.get("crv") == "P-256"
        and isinstance(jwk.get("kid"), str)
        and isinstance(jwk.get("accord_typ"), str)
    )


# --- JSON in which no member name appears twice (RFC 8725 section 2.4, RFC 7515 section 4) ---


def parse_strict_json(encoded):
    """One JSON object in UTF-8, without duplicate members, NaN or needless depth."""
    duplicates = []

    def members(pairs):
        kept = dict(pairs)
        if len(kept) != len(pairs):
            duplicates.append(True)
        return kept

    def no_such_number(name):
        raise ValueError(name)

    try:
        value = json.loads(encoded.decode("utf-8"), object_pairs_hook=members, parse_constant=no_such_number)
    except (ValueError, RecursionError) as error:
        raise Refusal("token-malformed") from error
    if not isinstance(value, dict) or depth_of(value) > MAX_JSON_DEPTH:
        raise Refusal("token-malformed")
    if duplicates:
        raise Refusal("duplicate-member")
    return value


def depth_of(value):
    """Level by level, so that no nesting exhausts the stack."""
    depth, level = 0, [value]
    while True:
        containers = [item for item in level if isinstance(item, (dict, list))]
        if not containers:
            return depth
        depth += 1
        level = [child for item in containers for child in (item.values() if isinstance(item, dict) else item)]


def has_exactly(value, *members):
    return isinstance(value, dict) and set(value) == set(members)


# --- Trusted content: the claims of a consent token (RFC 7519 section 4.1) ---


def consent_token_claims(payload, issuer, audience, at):
    """The claims, if this issuer wrote them, for this node, for now."""
    required = ("iss", "aud", "exp", "nbf", "iat", "jti", "sub", "status", "consent")
    if not all(claim in payload for claim in required):
        raise Refusal("claim-missing")
    if not is_well_typed(payload):
        raise Refusal("claim-invalid")
    if payload["iss"] != issuer:
        raise Refusal("issuer-wrong")
    if payload["aud"] != audience:
        raise Refusal("audience-wrong")
    require_current(payload, at)
    return payload


def require_current(claims, at):
    if is_over(claims["exp"], at):
        raise Refusal("expired")
    if is_in_the_future(claims["nbf"], at) or is_in_the_future(claims["iat"], at):
        raise Refusal("not-yet-valid")
    if claims["exp"] - claims["nbf"] > MAX_TOKEN_SECONDS:
        raise Refusal("claim-invalid")


def is_well_typed(payload):
    """Claims beside these are ignored (RFC 7519 section 4); inside `status` and `consent` nothing may stand that is not understood."""
    status = payload["status"]
    return (
        all(is_text(payload[claim]) for claim in ("iss", "aud", "jti", "sub"))
        and all(is_count(payload[claim]) for claim in ("exp", "nbf", "iat"))
        and has_exactly(status, "status_list")
        and has_exactly(status["status_list"], "idx", "uri")
        and is_count(status["status_list"]["idx"])
        and is_text(status["status_list"]["uri"])
        and is_consent_claim(payload["consent"])
    )


def is_consent_claim(consent):
    """Basis `consent` names a programme, basis `altruism` a data use, neither names both."""
    if not isinstance(consent, dict):
        return False
    target = "data_use" if consent.get("basis") == "altruism" else "programme"
    return (
        has_exactly(consent, "basis", "form", "incidental_findings", "provisions", "recontact", target)
        and consent["basis"] in ("consent", "altruism")
        and is_text(consent[target])
        and has_exactly(consent["form"], "id", "version")
        and is_text(consent["form"]["id"])
        and is_text(consent["form"]["version"])
        and isinstance(consent["provisions"], list)
        and isinstance(consent["recontact"], bool)
        and is_text(consent["incidental_findings"])
    )


def is_text(value):
    return isinstance(value, str) and value != ""


def is_count(value):
    """A whole number from 0 on; JSON may write it as 1, 1.0 or 1e0."""
    is_whole = type(value) is int or (type(value) is float and value.is_integer())
    return is_whole and 0 <= value <= MAX_SAFE_INTEGER


def is_in_the_future(seconds, at):
    return seconds > at + CLOCK_SKEW_SECONDS


def is_over(exp, at):
    """`exp` has no leeway."""
    return at >= exp


# --- The status list (draft-ietf-oauth-status-list sections 5.1 and 8.3) ---


def require_valid_status(pointer, trust, at, offline):
    """Refuses a token whose entry is anything but 0x00 VALID."""
    status_list = held_status_list(pointer["uri"], trust, at, offline)
    status = status_at(status_list["entries"], int(pointer["idx"]), status_list["bits"])
    if status is None:
        raise Refusal("status-out-of-range")
    if status != 0:
        raise Refusal("revoked")


def held_status_list(uri, trust, at, offline):
    """Never older than one already seen, never confirmed in the future, within `ttl` online and `exp` always."""
    held = trust.held_lists.get(uri)
    if held is None:
        raise Refusal("status-list-unavailable")
    status_list = trust.verified_list(uri, at)
    went_back = status_list["iat"] < held["newest_iat"] or is_in_the_future(held["fetched_at"], at)
    past_ttl = not offline and at >= held["fetched_at"] + status_list["ttl"]
    if went_back or past_ttl or is_over(status_list["exp"], at):
        raise Refusal("status-list-stale")
    return status_list


def verified_status_list(token, uri, issuer, keys, at):
    """Whatever is wrong with a list is one thing to the token that points at it."""
    try:
        payload = verified_payload(token, STATUS_LIST_TYPE, keys, MAX_STATUS_LIST_TOKEN_BYTES)
        status_list = status_list_from(payload, uri, issuer)
    except Refusal as refusal:
        raise Refusal("status-list-invalid") from refusal
    if is_in_the_future(status_list["iat"], at):
        raise Refusal("status-list-invalid")
    if is_over(status_list["exp"], at):
        raise Refusal("status-list-stale")
    return status_list


def status_list_from(payload, uri, issuer):
    ttl = payload.get("ttl", DEFAULT_TTL_SECONDS)
    dates = (payload.get("iat"), payload.get("exp"), ttl)
    if payload.get("sub") != uri or payload.get("iss", issuer) != issuer or not all(map(is_count, dates)) or ttl == 0:
        raise Refusal("status-list-invalid")
    bits, entries = decoded_entries(payload.get("status_list"))
    return {"iat": payload["iat"], "exp": payload["exp"], "ttl": ttl, "bits": bits, "entries": entries}


def decoded_entries(status_list):
    """Inflates no further than the largest list."""
    if not isinstance(status_list, dict):
        raise Refusal("status-list-invalid")
    bits, lst = status_list.get("bits"), status_list.get("lst")
    if not is_count(bits) or bits not in (1, 2, 4, 8) or not isinstance(lst, str):
        raise Refusal("status-list-invalid")
    inflater = zlib.decompressobj()
    try:
        entries = inflater.decompress(canonical_bytes(lst), MAX_STATUS_LIST_BYTES + 1)
    except zlib.error as error:
        raise Refusal("status-list-invalid") from error
    if not inflater.eof or len(entries) > MAX_STATUS_LIST_BYTES:
        raise Refusal("status-list-invalid")
    return int(bits), entries


def status_at(entries, index, bits):
    """Entry 0 is the least significant bits of byte 0."""
    position = index * bits
    if position // 8 >= len(entries):
        return None
    return (entries[position // 8] >> (position % 8)) & ((1 << bits) - 1)


# --- The provisions: outside a permit nothing is permitted, a deny beats any permit, what is not understood denies ---

PURPOSES = {
    "ai-development",
    "ai-validation",
    "scientific-research",
    "public-health",
    "education",
    "product-development",
}
RECIPIENTS = {"public-research", "non-profit", "company"}
DATA_CATEGORIES = {"imaging-ct", "imaging-mg", "imaging-mr", "imaging-other", "reports", "clinical", "pathology"}
REGION_GROUPS = {
    "eu-eea": set("AT BE BG HR CY CZ DK EE FI FR DE GR HU IE IT LV LT LU MT NL PL PT RO SK SI ES SE IS LI NO".split()),
    "adequate": set("AD AR CA CH FO GB GG IL IM JE JP KR NZ UY".split()),
}
COUNTRIES = set(
    """
    AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ
    CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO
    FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE
    JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO
    MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW
    PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM
    TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW
    """.split()
)
AXES = ("purpose", "recipient", "region", "data")
DAYS = ("from", "until", "acquired_from", "acquired_until")


def covering_provision(consent, request, at):
    """The index of the provision that covers the request; a consent to one programme never answers for another."""
    if not answers_for(consent, request):
        raise Refusal("basis-mismatch")
    day = datetime.fromtimestamp(at, timezone.utc).strftime("%Y-%m-%d")
    provision = permitting_provision(consent["provisions"], request, day)
    if provision is None:
        raise Refusal("outside-scope")
    return provision


def answers_for(consent, request):
    if consent["basis"] != request["legal_basis"]:
        return False
    target = "programme" if consent["basis"] == "consent" else "data_use"
    return consent[target] == request[target]


def permitting_provision(provisions, request, day):
    if not is_understood(request):
        return None
    deciding = [permitting_one(provisions, {**request, "data": data}, day) for data in request["data"]]
    return None if None in deciding else deciding[0]


def permitting_one(provisions, use, day):
    if any(not is_permit(provision) and may_deny(provision, use, day) for provision in provisions):
        return None
    permitting = (i for i, provision in enumerate(provisions) if is_permit(provision) and permits(provision, use, day))
    return next(permitting, None)


def is_understood(request):
    return (
        request["purpose"] in PURPOSES
        and request["recipient"] in RECIPIENTS
        and is_region(request["region"])
        and len(request["data"]) > 0
        and all(data in DATA_CATEGORIES for data in request["data"])
        and ("acquired" not in request or is_period(request["acquired"]))
    )


def is_period(acquired):
    return is_day(acquired["from"]) and is_day(acquired["until"]) and acquired["from"] <= acquired["until"]


def is_permit(provision):
    return isinstance(provision, dict) and provision.get("effect") == "permit"


def permits(provision, use, day):
    return (
        has_only_known_members(provision)
        and use["purpose"] in provision["purpose"]
        and use["recipient"] in provision["recipient"]
        and use["data"] in provision["data"]
        and any(region_contains(region, use["region"]) for region in provision["region"])
        and is_within(provision, day)
        and acquisition_is_within(provision, use.get("acquired"))
    )


def may_deny(provision, use, day):
    """A deny is read as wide as it may have been meant: an empty or unknown axis matches everything."""
    if not isinstance(provision, dict) or provision.get("effect") != "deny" or not has_only_known_members(provision):
        return True
    regions = provision["region"]
    return (
        denies(provision["purpose"], use["purpose"], PURPOSES)
        and denies(provision["recipient"], use["recipient"], RECIPIENTS)
        and denies(provision["data"], use["data"], DATA_CATEGORIES)
        and (not regions or any(not is_region(r) or regions_overlap(r, use["region"]) for r in regions))
        and is_within(provision, day)
        and acquisition_may_overlap(provision, use.get("acquired"))
    )


def denies(axis, code, known):
    return not axis or any(denied == code or denied not in known for denied in axis)


def is_within(provision, day):
    start, end = provision["from"], provision["until"]
    return (start is None or start <= day) and (end is None or day < end)


def acquisition_is_within(provision, acquired):
    start, end = provision["acquired_from"], provision["acquired_until"]
    if start is None and end is None:
        return True
    if acquired is None:
        return False
    return (start is None or start <= acquired["from"]) and (end is None or acquired["until"] < end)


def acquisition_may_overlap(provision, acquired):
    if acquired is None:
        return True
    start, end = provision["acquired_from"], provision["acquired_until"]
    return (start is None or start <= acquired["until"]) and (end is None or acquired["from"] < end)


def has_only_known_members(provision):
    """A member this reader does not know, or of another type, is not understood."""
    return (
        has_exactly(provision, "effect", *AXES, *DAYS)
        and all(isinstance(provision[axis], list) for axis in AXES)
        and all(isinstance(code, str) for axis in AXES for code in provision[axis])
        and all(provision[day] is None or is_day(provision[day]) for day in DAYS)
    )


def is_day(value):
    """A day that the calendar has."""
    if not isinstance(value, str) or re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value) is None:
        return False
    try:
        return date.fromisoformat(value) is not None
    except ValueError:
        return False


def is_region(code):
    return code in REGION_GROUPS or code in COUNTRIES


def region_contains(outer, inner):
    return outer == inner or inner in REGION_GROUPS.get(outer, ())


def regions_overlap(a, b):
    return region_contains(a, b) or region_contains(b, a)


# --- A receipt: one seal over every other byte of a JSON-LD, FHIR or PDF file ---

SEALED_FILE = re.compile(rb"(.*accord-seal:)([A-Za-z0-9_.-]*)(.*)", re.DOTALL)


def verify_receipt(file, issuer, keys, at):
    """Is this file, to the last byte, one that the portal sealed? With `issuer` None any name on the seal is taken."""
    try:
        claims = claims_of_sealed(file, issuer, keys, at)
        return {
            "outcome": "genuine",
            "issuer": claims["iss"],
            "receipt": claims["jti"],
            "sealed_at": datetime.fromtimestamp(claims["iat"], timezone.utc).strftime("%Y-%m-%dT%H:%M:%S.000Z"),
            "record": canonical_bytes(claims["record"]).hex(),
            "kid": claims["kid"],
        }
    except Refusal as refusal:
        return {"outcome": "refused", "reason": refusal.reason}
    except Exception:  # pylint: disable=broad-except
        return {"outcome": "refused", "reason": "verification-failed"}


def claims_of_sealed(file, issuer, keys, at):
    if len(file) > MAX_RECEIPT_BYTES:
        raise Refusal("receipt-too-large")
    sealed = SEALED_FILE.fullmatch(file)
    if sealed is None or sealed[2] == b"":
        raise Refusal("seal-missing")
    claims = seal_claims(sealed[2].decode("ascii"), keys, at)
    if issuer is not None and claims["iss"] != issuer:
        raise Refusal("issuer-wrong")
    if "jti" not in claims or "file" not in claims:
        raise Refusal("claim-missing")
    digest = hashlib.sha256(sealed[1] + sealed[3]).digest()
    if claims["file"] != base64.urlsafe_b64encode(digest).rstrip(b"=").decode("ascii"):
        raise Refusal("content-changed")
    return claims


def seal_claims(seal, keys, at):
    """A receipt is evidence: it never expires."""
    payload = verified_payload(seal, RECEIPT_TYPE, keys, MAX_SEAL_BYTES)
    if not all(claim in payload for claim in ("iss", "iat", "record")):
        raise Refusal("claim-missing")
    if not (
        is_text(payload["iss"])
        and is_count(payload["iat"])
        and ("jti" not in payload or is_text(payload["jti"]))
        and is_digest(payload["record"])
        and ("file" not in payload or is_digest(payload["file"]))
    ):
        raise Refusal("claim-invalid")
    if is_in_the_future(payload["iat"], at):
        raise Refusal("not-yet-valid")
    return {**payload, "kid": parse_strict_json(canonical_bytes(seal.split(".")[0]))["kid"]}


def is_digest(value):
    """SHA-256 in base64url."""
    return isinstance(value, str) and re.fullmatch(r"[A-Za-z0-9_-]{43}", value) is not None


# --- The command line ---


def main(arguments):
    parser = argparse.ArgumentParser(prog="accord_gate.py", description=__doc__.split("\n\n", maxsplit=1)[0])
    commands = parser.add_subparsers(dest="command", required=True)
    verify = commands.add_parser("verify", help="verify one consent token and print the verdict as JSON")
    verify.add_argument("--trust", help="what accord-gate sync wrote: state/trust.json")
    verify.add_argument("--request", help="what is to be done, as JSON")
    verify.add_argument("--offline", action="store_true", help="rely on the status lists until their own end")
    verify.add_argument("--lines", action="store_true", help="with -: a JSON line in for each verdict out")
    verify.add_argument("token", help="the consent token, or - to read it from standard input")
    receipt = commands.add_parser("verify-receipt", help="say whether a receipt's file is what the portal sealed")
    source = receipt.add_mutually_exclusive_group(required=True)
    source.add_argument("--trust", help="what accord-gate sync wrote: state/trust.json")
    source.add_argument("--keys", help="the portal's published key set")
    receipt.add_argument("--issuer", help="with --keys: the portal that must have sealed it")
    receipt.add_argument("file", help="the receipt: JSON-LD, FHIR or PDF")
    options = parser.parse_args(arguments)
    if options.command == "verify-receipt":
        if options.trust is not None and options.issuer is not None:
            parser.error("--issuer goes with --keys: a trust file names its portal")
        return ended(receipt_verdict_for(options), "genuine")
    if options.lines:
        return verify_lines(sys.stdin)
    if options.trust is None or options.request is None:
        parser.error("--trust and --request are required")

    return ended(verdict_for(options), "permit")


def ended(verdict, good):
    print(json.dumps(verdict))
    if verdict["outcome"] == good:
        return 0
    return 5 if verdict["reason"] in UNVERIFIABLE else 4


def verify_lines(lines):
    """Answers each line {"token", "trust", "request", "offline"} with its verdict, as accord-gate selftest asks."""
    for line in lines:
        print(json.dumps(verdict_on_line(line)), flush=True)
    return 0


def verdict_on_line(line):
    try:
        asked = json.loads(line)
        return verify_consent_token(
            asked["token"], asked["trust"], asked["request"], time.time(), asked["offline"] is True
        )
    except (ValueError, KeyError, TypeError):
        return {"outcome": "deny", "reason": "verification-failed"}


def verdict_for(options):
    try:
        token = sys.stdin.read().strip() if options.token == "-" else options.token
        return verify_consent_token(
            token, read_json(options.trust), read_json(options.request), time.time(), options.offline
        )
    except (OSError, ValueError):
        return {"outcome": "deny", "reason": "verification-failed"}


def receipt_verdict_for(options):
    try:
        trust = read_json(options.trust) if options.trust is not None else None
        keys = issuer_keys(trust["jwks"] if trust is not None else read_json(options.keys))
        issuer = trust["issuer"] if trust is not None else options.issuer
        with open(options.file, "rb") as file:
            return verify_receipt(file.read(MAX_RECEIPT_BYTES + 1), issuer, keys, time.time())
    except (OSError, ValueError, KeyError, TypeError):
        return {"outcome": "refused", "reason": "verification-failed"}


def read_json(path):
    with open(path, encoding="utf-8") as file:
        return json.load(file)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
