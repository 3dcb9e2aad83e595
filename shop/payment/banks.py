"""Banks of Vietnam by their NAPAS numbers, for accounts that money is sent to."""

#: NAPAS BIN → the name people know, in the order of a list to choose from.
BANKS: dict[str, str] = {
    "970436": "Vietcombank",
    "970415": "VietinBank",
    "970418": "BIDV",
    "970405": "Agribank",
    "970407": "Techcombank",
    "970422": "MB Bank",
    "970416": "ACB",
    "970432": "VPBank",
    "970423": "TPBank",
    "970403": "Sacombank",
    "970437": "HDBank",
    "970441": "VIB",
    "970443": "SHB",
    "970431": "Eximbank",
    "970426": "MSB",
    "970448": "OCB",
    "970440": "SeABank",
    "970449": "LPBank",
    "970428": "Nam A Bank",
    "970412": "PVcomBank",
    "970452": "KienlongBank",
    "970409": "Bac A Bank",
    "970425": "ABBANK",
    "970433": "VietBank",
    "970429": "SCB",
    "970438": "BaoViet Bank",
    "970424": "Shinhan Bank",
    "970400": "Saigonbank",
    "970419": "NCB",
    "970430": "PGBank",
    "970427": "VietABank",
    "970446": "Co-opBank",
}


def bank_name(bin_: str) -> str:
    """Return the name of a bank, or its number where we do not know it."""
    return BANKS.get(bin_, bin_)
