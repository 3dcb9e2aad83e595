"""Joining: claims, papers, invitations and assistance as services, with the e-mails that they owe."""
