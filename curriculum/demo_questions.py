"""A question about a case with the answer of the entrepreneur who wrote it."""

from uuid import NAMESPACE_URL, uuid5

from discussions import conversation, perms
from guests.models import CaseStepPage
from people.models import User

QUESTION = (
    "Wij hebben een perceel groen dat over twee jaar opnieuw wordt aanbesteed. Wanneer kunnen wij u het beste bellen?"
)
ANSWER = (
    "Liefst een jaar van tevoren, voordat het bestek er ligt. "
    "Dan kunnen wij vertellen welk werk bij onze mensen past. Een half uur is genoeg."
)


def load_demo_question(asker: User, entrepreneur: User) -> None:
    """Asked, answered and accepted; the second time nothing changes, since the tokens are the same."""
    step = CaseStepPage.objects.filter(case__enterprise__members=entrepreneur).live().order_by("path").first()
    if step is None:
        return
    question = conversation.ask(asker, step, QUESTION, uuid5(NAMESPACE_URL, QUESTION))
    host = perms.part_of(entrepreneur, step)
    conversation.accept(conversation.answer(host, question, ANSWER, uuid5(NAMESPACE_URL, ANSWER)))
