"""What went wrong with a backup, in one sentence for who operates the site."""


class BackupError(Exception):
    """The text says what is wrong and what to do; nothing of the site was changed unless it says so."""
