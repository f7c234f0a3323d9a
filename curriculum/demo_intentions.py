"""What the demonstration colleagues intend to do, so that one can see what HR sees of it: sums."""

from commitments.intentions import make, report
from commitments.models import Intention, Outcome
from courses.enrol import periods_of
from courses.models import CoursePage, Enrolment, ModulePage

# Who, what, and how it went when that is known. Five people: of fewer HR sees nothing at all.
INTENTIONS = (
    ("anouk@rivierdam.example", "Ik kijk welk perceel van het groenonderhoud we kunnen voorbehouden.", Outcome.DONE),
    ("bram@rivierdam.example", "Ik bel twee sociale ondernemingen over de was van de zwembaden.", Outcome.BUSY),
    ("cigdem@rivierdam.example", "Ik zet artikel 2.82 op de agenda van ons overleg over inkoop.", None),
    ("esther@rivierdam.example", "Ik vraag onze jurist naar de voorbeeldtekst voor de aankondiging.", Outcome.BLOCKED),
    ("gert-jan@rivierdam.example", "Ik bespreek met Inkoop de catering van het stadhuis.", None),
)


def load_demo_intentions(course: CoursePage) -> None:
    """One intention each, in the first module of `course` that asks for one; what they have stays as it is."""
    module = ModulePage.objects.child_of(course).live().exclude(intention_prompt="").order_by("path").first()
    if module is None:
        return
    for email, text, outcome in INTENTIONS:
        enrolment = Enrolment.objects.current().get(user__email=email, course_key=course.translation_key)
        if not Intention.objects.filter(enrolment__in=periods_of(enrolment)).exists():
            intention = make(enrolment, module, text, planned_for=None)
            if outcome:
                report(intention, outcome)
