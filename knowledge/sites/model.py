"""A place to go, as it is loaded and told."""
from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

KINDS = ("booth", "temporary_point", "courier_point", "hospital_24h", "hospital")
# Any other audience is kept in the words of the list: 黄码人员.
EVERYBODY, COURIERS = "all", "courier"
AUDIENCES = (EVERYBODY, COURIERS)
STATUSES = ("open", "suspended")
# Demonstration data is known by its site_id, wherever its file lies.
SAMPLE = "sample-"
# The columns of sites.csv, in their order.
COLUMNS = (
    "site_id", "kind", "name", "district", "street", "community", "address", "lat", "lon",
    "hours", "phone", "audience", "status", "valid_from", "valid_to", "source",
)
# What a file may tell beside them of a site, as it was published; read_site reads the first where hours is empty.
PUBLISHED = ("hours_published", "tube", "fee")
TUBES = ("single", "mixed", "single,mixed")
# Of lat and lon; a position is stored in GCJ-02.
DATUM = "datum"
# A column that a file may have, too: yes in a row says that the file has all sites of the row's source.
FULL_LIST, YES = "full_list", "yes"


@dataclass(frozen=True)
class Site:
    """One row of sites.csv. ``hours`` is empty where they are not published or cannot be read for certain, and then
    nothing is known of open or closed; ``hours_published`` is how they were published. ``lat``/``lon`` are GCJ-02
    degrees, both or neither; the window is [valid_from, valid_to), open-ended without valid_to; ``sample`` marks
    the demonstration data."""

    site_id: str
    kind: str
    name: str
    district: str
    street: str
    community: str
    address: str
    lat: float | None
    lon: float | None
    hours: str
    phone: str
    audience: str
    status: str
    valid_from: datetime
    valid_to: datetime | None
    source: str
    sample: bool = False
    hours_published: str = ""
    tube: str = ""
    fee: str = ""

    @property
    def couriers_only(self) -> bool:
        """A courier point is for couriers even where its row says otherwise: nobody is sent there in vain."""
        return self.audience == "courier" or self.kind == "courier_point"
