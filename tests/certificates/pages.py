"""What a page says, without the frame that has a new form token each time."""

from django.http import HttpResponse


def main_of(response: HttpResponse) -> str:
    page = response.content.decode()
    return page[page.index("<main") : page.index("</main>")]
