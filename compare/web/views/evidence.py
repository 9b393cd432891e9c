from django.http import Http404, HttpRequest, HttpResponse


def evidence(request: HttpRequest, sha256: str) -> HttpResponse:
    raise Http404
