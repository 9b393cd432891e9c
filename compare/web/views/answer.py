from django.http import Http404, HttpRequest, HttpResponse


def answer(request: HttpRequest, key: str) -> HttpResponse:
    raise Http404
