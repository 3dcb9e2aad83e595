"""Who works for a shop front: roles, invitations, leaving, handing over."""
