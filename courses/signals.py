"""What higher layers may hear of learning. Sent inside the transaction that earned it.

enrolled(enrolment: Enrolment): someone began a course for the first time; of a later period nobody hears, as nothing
in it is done yet.
course_completed(completion: CourseCompletion, award: Award | None): someone finished all required steps, or is known
to have finished the course outside this website.
path_completed(completion: PathCompletion): someone finished all required courses of a learning path.
"""

from django.dispatch import Signal

enrolled = Signal()
course_completed = Signal()
path_completed = Signal()
