"""An Orthanc plugin: keeps out images that consent does not cover, and hands out none that it no longer covers.

In Orthanc's configuration, beside the Python plugin (4.0 or newer) and this file as its "PythonScript":

    "Accord": {
      "Home": "/var/lib/accord",
      "Request": {"legal_basis": "consent", "programme": "lung", "purpose": "ai-development",
                  "recipient": "public-research", "region": "eu-eea"},
      "MaxAgeSeconds": 3600,
      "OpenRoutes": ["/app/"]
    }

The pseudonym is the Patient ID; the kind of data and the day of acquisition come from each image. Over REST, images are
read and deleted and nothing else: what this filter does not understand is refused. `OpenRoutes` are those that the
hospital answers for itself. Orthanc keeps an image where a callback raises, so that none of these ever does, and does
not start at all where this file cannot be loaded.
"""

import json
import re

import orthanc
from accord_home import HeldConsent, is_permitted

CATEGORY_OF = {"CT": "imaging-ct", "MG": "imaging-mg", "MR": "imaging-mr"}

# DIMSE status "Refused: not authorized" (DICOM PS3.7 annex C.5.22).
NOT_AUTHORIZED = 0x0124

ORTHANC_ID = "[0-9a-f]{8}(?:-[0-9a-f]{8}){4}"
RESOURCE = re.compile(f"/(patients|studies|series|instances)/({ORTHANC_ID})((?:/[A-Za-z0-9._~-]+)*)")
WITHOUT_PEOPLE = ("/system", "/statistics", "/patients", "/studies", "/series", "/instances", "/changes")


# --- What comes in ---


def received_instance(dicom, origin):
    """Discards what is not permitted, whatever way it came in; a sender over C-STORE is told by the filter below."""
    if origin == orthanc.InstanceOrigin.DICOM_PROTOCOL:
        return orthanc.ReceivedInstanceAction.KEEP_AS_IS, None
    if never_raising(lambda: is_image_permitted(tags_of(orthanc.CreateDicomInstance(dicom))), "an image"):
        return orthanc.ReceivedInstanceAction.KEEP_AS_IS, None
    return orthanc.ReceivedInstanceAction.DISCARD, None


def incoming_c_store(instance):
    """0 keeps the image; anything else is the status that its sender gets."""
    return 0 if never_raising(lambda: is_image_permitted(tags_of(instance)), "an image") else NOT_AUTHORIZED


def tags_of(instance):
    return json.loads(instance.GetInstanceSimplifiedJson())


def is_image_permitted(tags):
    date = tags.get("AcquisitionDate") or tags.get("StudyDate")
    acquired = {"acquired": {"from": day_from(date), "until": day_from(date)}} if date else {}
    return is_use_permitted(tags.get("PatientID"), [category_of(tags)], acquired)


def category_of(tags):
    return CATEGORY_OF.get(tags.get("Modality"), "imaging-other")


def day_from(date):
    year, month, day = re.fullmatch("([0-9]{4})([0-9]{2})([0-9]{2})", date).groups()
    return f"{year}-{month}-{day}"


def is_use_permitted(subject, data, acquired):
    if not isinstance(subject, str) or not data:
        return False
    return is_permitted(consent.verdict(subject, {**request, "data": data, **acquired}))


# --- What is read ---


def incoming_http_request(uri, **asked):
    """True lets the request through; Orthanc answers any other with 403."""
    return never_raising(lambda: is_route_open(uri, asked), f"a request for {kind_of(uri)}")


def is_route_open(uri, asked):
    method, query = asked["method"], asked.get("get", {})
    if is_open_by_configuration(uri) or is_without_people(uri, method, query):
        return True
    resource = RESOURCE.fullmatch(uri)
    if resource is None or has_dots(uri):
        return False
    level, identifier, below = resource.groups()
    if method == orthanc.HttpMethod.DELETE:
        return below == ""
    return method == orthanc.HttpMethod.GET and is_resource_permitted(level, identifier)


def is_open_by_configuration(uri):
    return not has_dots(uri) and any(
        uri.startswith(route) if route.endswith("/") else uri == route for route in open_routes
    )


def is_without_people(uri, method, query):
    """Names that Orthanc made up itself, how it is doing, and the way in for images, each of which is judged."""
    if method == orthanc.HttpMethod.POST:
        return uri == "/instances"
    return method == orthanc.HttpMethod.GET and uri in WITHOUT_PEOPLE and set(query) <= {"since", "limit", "last"}


def has_dots(uri):
    return any(part in (".", "..") for part in uri.split("/"))


def is_resource_permitted(level, identifier):
    """One image is judged as when it came in; what holds many by each kind of image in it, without a day."""
    if level == "instances":
        return is_image_permitted(asked_of_orthanc(f"/instances/{identifier}/simplified-tags"))
    patient = asked_of_orthanc(f"/{level}/{identifier}" + ("" if level == "patients" else "/patient"))
    series = asked_of_orthanc(f"/{level}/{identifier}" + ("" if level == "series" else "/series"))
    kinds = {category_of(one["MainDicomTags"]) for one in (series if isinstance(series, list) else [series])}
    return is_use_permitted(patient["MainDicomTags"]["PatientID"], sorted(kinds), {})


def asked_of_orthanc(path):
    return json.loads(orthanc.RestApiGet(path))


# --- How it starts ---


def never_raising(is_allowed, what):
    """Orthanc keeps an image, or answers, where a callback raises: here doubt is a no."""
    try:
        allowed = is_allowed() is True
    except Exception as error:  # pylint: disable=broad-except
        orthanc.LogError(f"Accord: {what} is refused because it cannot be judged ({type(error).__name__})")
        return False
    if not allowed:
        orthanc.LogWarning(f"Accord: {what} is refused")
    return allowed


def kind_of(uri):
    """For the log, in which no identifier belongs."""
    return re.sub(ORTHANC_ID, "...", uri)


def require_query_retrieve_closed(settings):
    """C-FIND, C-MOVE and C-GET pass by every filter: no one may have them allowed."""
    to_anybody = (settings.get(f"DicomAlwaysAllow{verb}", False) for verb in QUERY_RETRIEVE)
    to_somebody = (is_allowed(modality, verb) for modality in modalities_of(settings) for verb in QUERY_RETRIEVE)
    unknown = settings.get("DicomModalitiesInDatabase", False)
    if settings.get("DicomServerEnabled", True) and (unknown or any(to_anybody) or any(to_somebody)):
        raise RuntimeError("Accord: Orthanc would answer C-FIND, C-MOVE or C-GET, which no consent filter sees")


QUERY_RETRIEVE = ("Find", "Get", "Move")


def modalities_of(settings):
    return settings.get("DicomModalities", {}).values()


def is_allowed(modality, verb):
    """Orthanc allows a modality that it knows whatever is not taken away by name."""
    return not isinstance(modality, dict) or modality.get(f"Allow{verb}", True) is not False


def use_from(settings):
    if not {"data", "acquired"}.isdisjoint(settings["Request"]):
        raise RuntimeError("Accord: the data and the day come from each image, not from the request")
    return settings["Request"]


configuration = json.loads(orthanc.GetConfiguration())
require_query_retrieve_closed(configuration)
request = use_from(configuration["Accord"])
open_routes = configuration["Accord"].get("OpenRoutes", [])
consent = HeldConsent(configuration["Accord"]["Home"], configuration["Accord"].get("MaxAgeSeconds"))

orthanc.RegisterReceivedInstanceCallback(received_instance)
orthanc.RegisterIncomingCStoreInstanceFilter(incoming_c_store)
orthanc.RegisterIncomingHttpRequestFilter(incoming_http_request)
