"""When the worker's jobs are due: the rows by which several workers agree who does one."""

from django.db import models


class WorkerJob(models.Model):
    """One job of settings.WORKER_JOBS. Whoever moves `due_at` on has taken it."""

    name = models.CharField(max_length=60, primary_key=True)
    due_at = models.DateTimeField()
    ran_at = models.DateTimeField(null=True, blank=True)
    error = models.CharField(max_length=200, blank=True)

    def __str__(self) -> str:
        return self.name
