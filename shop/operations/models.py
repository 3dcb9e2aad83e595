"""Rows of the machinery: when the worker's jobs are due, and a proof that rows can be written."""

from django.db import models


class WorkerJob(models.Model):
    """One job of settings.WORKER_JOBS. Whoever moves `due_at` on has taken it."""

    name = models.CharField(max_length=60, primary_key=True)
    due_at = models.DateTimeField()
    ran_at = models.DateTimeField(null=True, blank=True)
    error = models.CharField(max_length=200, blank=True)

    def __str__(self) -> str:
        return self.name


class WriteProbe(models.Model):
    """One row that /readyz writes: a disk that is full, or a database that only reads, says so."""

    written_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.written_at.isoformat()
