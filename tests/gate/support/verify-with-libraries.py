"""Asks python3-jwt and python3-jwcrypto about signed documents: a question a line, an answer a line.

{"jws": "...", "jwk": {...}, "typ": "consent+jwt"} -> {"jwt": <the claims or null>, "jwcrypto": <the same>}
"""

import json
import sys

import jwt
from jwcrypto.jwk import JWK
from jwcrypto.jws import JWS


def with_pyjwt(jws, jwk, typ):
    key = jwt.algorithms.ECAlgorithm.from_jwk(json.dumps(jwk))
    read = jwt.api_jws.PyJWS(algorithms=["ES256"]).decode_complete(jws, key, algorithms=["ES256"])
    return json.loads(read["payload"]) if read["header"]["typ"] == typ else None


def with_jwcrypto(jws, jwk, typ):
    read = JWS()
    read.allowed_algs = ["ES256"]
    read.deserialize(jws, JWK(**jwk))
    return json.loads(read.payload) if read.jose_header["typ"] == typ else None


def claims_or_none(library, question):
    try:
        return library(question["jws"], question["jwk"], question["typ"])
    except Exception:  # pylint: disable=broad-except
        return None


for line in sys.stdin:
    asked = json.loads(line)
    answers = {"jwt": claims_or_none(with_pyjwt, asked), "jwcrypto": claims_or_none(with_jwcrypto, asked)}
    print(json.dumps(answers))
