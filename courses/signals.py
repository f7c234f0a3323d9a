"""What higher layers may hear of learning. Sent inside the transaction that earned it.

course_completed(completion: CourseCompletion): someone finished all required steps.
path_completed(completion: PathCompletion): someone finished all required courses of a learning path.
"""

from django.dispatch import Signal

course_completed = Signal()
path_completed = Signal()
