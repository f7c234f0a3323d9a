"""What higher layers may hear of learning. Sent inside the transaction that earned it.

course_completed(completion: CourseCompletion): someone finished all required steps.
"""

from django.dispatch import Signal

course_completed = Signal()
