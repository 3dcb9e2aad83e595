"""How somebody comes to sell here: claims, papers, invitations, acting for a seller."""
