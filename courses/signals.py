"""What higher layers may hear of learning. Sent inside the transaction that earned it.

course_completed(completion: CourseCompletion, award: Award | None): someone finished all required steps, or is known
to have finished the course outside this website.
path_completed(completion: PathCompletion): someone finished all required courses of a learning path.
"""

from django.dispatch import Signal

course_completed = Signal()
path_completed = Signal()
